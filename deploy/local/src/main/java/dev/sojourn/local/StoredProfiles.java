package dev.sojourn.local;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.journeys.definition.DefinitionArchive;
import dev.sojourn.journeys.profile.ProfileSections;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;

/**
 * The profiles of a checkpoint or savepoint of the journeys job, exactly as it was when that was
 * made. Only files are read, by a small cluster of our own within the process.
 *
 * <p>A running job removes its checkpoints soon after it has made newer ones, perhaps while they
 * are read: of a running job, read a savepoint.
 */
public final class StoredProfiles {
  private static final OperatorIdentifier OPERATOR =
      OperatorIdentifier.forUid(ProfileSections.OPERATOR);
  private static final TypeInformation<byte[]> BYTES =
      PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO;
  private static final byte[] NOTHING = {};

  private final String checkpoint;
  private final int parallelism;

  /**
   * @param checkpoint its directory, in which its {@code _metadata} lies
   */
  public StoredProfiles(Path checkpoint, int parallelism) {
    this.checkpoint = checkpoint.toAbsolutePath().toUri().toString();
    this.parallelism = parallelism;
  }

  /**
   * The newest complete checkpoint of the journeys job of a local instance, which should be
   * stopped; empty if there is none.
   *
   * @param data the instance's data directory
   */
  public static Optional<Path> newest(Path data) {
    Path checkpoints = DataDirectory.checkpoints(data);
    return Files.isDirectory(checkpoints)
        ? RetainedCheckpoints.newest(checkpoints, LocalJob.id(LocalJob.JOURNEYS))
        : Optional.empty();
  }

  /** The id of the journeys job of every local instance. */
  public static String job() {
    return LocalJob.id(LocalJob.JOURNEYS).toHexString();
  }

  /**
   * The names of the audiences that were published, by the hash that stands in profiles.
   *
   * @throws Exception of Flink's, if the checkpoint cannot be read
   */
  public Map<Long, String> audiences() throws Exception {
    Map<String, byte[]> entries = new HashMap<>();
    // Each subtask has a copy, and all say the same.
    try (CloseableIterator<Tuple2<String, byte[]>> copies =
        reader()
            .readBroadcastState(OPERATOR, DefinitionArchive.STATE.getName(), Types.STRING, BYTES)
            .executeAndCollect()) {
      copies.forEachRemaining(entry -> entries.put(entry.f0, entry.f1));
    }
    Map<Long, String> names = new TreeMap<>();
    for (DefinitionRecord record : DefinitionArchive.records(entries.entrySet())) {
      if (record.kind() == Kind.AUDIENCE) {
        names.put(Hashes.hash48(record.name()), record.name());
      }
    }
    return names;
  }

  /**
   * Shows each profile, in no order.
   *
   * @param audiences see {@link #audiences()}; memberships of others are left out
   * @throws Exception of Flink's, if the checkpoint cannot be read, and the consumer's own
   */
  public void read(Map<Long, String> audiences, Consumer<StoredProfile> each) throws Exception {
    try (CloseableIterator<Tuple3<String, byte[], byte[]>> people =
        reader()
            .readKeyedState(
                OPERATOR, new Sections(), Types.STRING, Types.TUPLE(Types.STRING, BYTES, BYTES))
            .executeAndCollect()) {
      while (people.hasNext()) {
        Tuple3<String, byte[], byte[]> person = people.next();
        each.accept(profile(person.f0, person.f1, person.f2, audiences));
      }
    }
  }

  private SavepointReader reader() throws Exception {
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(parallelism, new Configuration());
    return SavepointReader.read(env, checkpoint, new EmbeddedRocksDBStateBackend(true));
  }

  private static StoredProfile profile(
      String key, byte[] hot, byte[] section, Map<Long, String> audiences) {
    Attributes attributes = Attributes.ofBytes(section.length == 0 ? null : section);
    Optional<Instant> firstSeen = Optional.empty();
    List<String> member = new ArrayList<>();
    if (hot.length > 0) {
      ProfileState state = ProfileStateFormat.read(hot);
      firstSeen = Optional.of(Instant.ofEpochMilli(state.firstSeen));
      for (long audience : state.memberships()) {
        String name = audiences.get(audience);
        if (name != null) {
          member.add(name);
        }
      }
      Collections.sort(member);
    }
    return new StoredProfile(
        key,
        firstSeen,
        new TreeMap<>(attributes.values()),
        new TreeMap<>(attributes.consents()),
        new TreeSet<>(attributes.suppressed()),
        List.copyOf(member));
  }

  /** Reads the two sections of each key as they are. */
  private static final class Sections
      extends KeyedStateReaderFunction<String, Tuple3<String, byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    private transient ValueState<byte[]> hot;
    private transient ValueState<byte[]> attributes;

    @Override
    public void open(OpenContext context) {
      hot = getRuntimeContext().getState(ProfileSections.hot());
      attributes = getRuntimeContext().getState(ProfileSections.attributes());
    }

    @Override
    public void readKey(String key, Context context, Collector<Tuple3<String, byte[], byte[]>> out)
        throws Exception {
      out.collect(Tuple3.of(key, orNothing(hot.value()), orNothing(attributes.value())));
    }

    private static byte[] orNothing(byte[] bytes) {
      return bytes == null ? NOTHING : bytes;
    }
  }
}
