package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * A subtask's {@link DefinitionHistory}, and how it outlives a restart: broadcast state, written
 * when a checkpoint is made, of which every subtask's copy says the same.
 *
 * <p>That it does is worth a thought, since a subtask forgets what its watermark has passed: at an
 * aligned checkpoint all subtasks have the same watermark, so none has forgotten what another may
 * still need after a change of parallelism.
 *
 * <p>Stored: {@code known-until} with the log time up to which the log has been read (8 bytes), and
 * {@code 0}, {@code 1}, … with a record each ({@link DefinitionFormat}), in an order in which they
 * may be added again.
 */
public final class DefinitionArchive {
  /** Where the history is kept. */
  public static final MapStateDescriptor<String, byte[]> STATE =
      new MapStateDescriptor<>(
          "definitions", StringSerializer.INSTANCE, BytePrimitiveArraySerializer.INSTANCE);

  private static final String KNOWN_UNTIL = "known-until";

  private final BroadcastState<String, byte[]> state;
  private DefinitionHistory history;

  /** What the state holds. */
  private List<DefinitionRecord> written = List.of();

  private DefinitionArchive(BroadcastState<String, byte[]> state) {
    this.state = state;
  }

  /** What the last checkpoint holds. */
  public static DefinitionArchive restore(OperatorStateStore store) throws Exception {
    DefinitionArchive archive = new DefinitionArchive(store.getBroadcastState(STATE));
    archive.written = records(archive.state.immutableEntries());
    return archive;
  }

  /** The records in a copy of the state, in an order in which they may be added. */
  public static List<DefinitionRecord> records(Iterable<Map.Entry<String, byte[]>> entries) {
    Map<Integer, DefinitionRecord> ordered = new TreeMap<>();
    for (Map.Entry<String, byte[]> entry : entries) {
      if (!entry.getKey().equals(KNOWN_UNTIL)) {
        ordered.put(Integer.valueOf(entry.getKey()), DefinitionFormat.read(entry.getValue()));
      }
    }
    return List.copyOf(ordered.values());
  }

  /**
   * Builds the history from what was restored.
   *
   * @param refused told of documents that this build does not take although an earlier one did
   * @return the records restored
   */
  public List<DefinitionRecord> open(DocumentParser parser, Consumer<DefinitionException> refused)
      throws Exception {
    history = new DefinitionHistory(parser, refused);
    written.forEach(history::add);
    byte[] knownUntil = state.get(KNOWN_UNTIL);
    if (knownUntil != null) {
      history.advance(ByteBuffer.wrap(knownUntil).getLong());
    }
    return written;
  }

  public DefinitionHistory history() {
    return history;
  }

  /**
   * Writes the history into the checkpoint that is being made; the records only if they are others
   * than in the last one.
   */
  public void snapshot() throws Exception {
    List<DefinitionRecord> records = history.records();
    if (!records.equals(written)) {
      state.clear();
      int index = 0;
      for (DefinitionRecord record : records) {
        state.put(Integer.toString(index++), DefinitionFormat.write(record));
      }
      written = records;
    }
    state.put(KNOWN_UNTIL, ByteBuffer.allocate(Long.BYTES).putLong(history.knownUntil()).array());
  }
}
