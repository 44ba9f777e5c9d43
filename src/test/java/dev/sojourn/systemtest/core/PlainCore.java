package dev.sojourn.systemtest.core;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionSet.EventInterest;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.simulator.MemoryStore;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;

/**
 * The engine over the logs of signals and definitions as they stand, without Flink: one partition
 * after the other, each to its end, and at last everything that was due before the least time up to
 * which all partitions had been read. Rule 3 of the architecture says that a job that has come as
 * far must have made the same requests, at whatever speed, in whatever number of parts, and however
 * often it was stopped.
 */
public final class PlainCore {
  private static final int MAX_KEY_BYTES = 512;

  private final Engine engine = new Engine();
  private final DefinitionHistory definitions;
  private final SignalDecoder decoder;
  private final RecordedLog signals;
  private final Map<String, MemoryStore> profiles = new HashMap<>();
  private final List<ExpectedRequest> requests = new ArrayList<>();
  private int taken;
  private long lastTaken;

  private PlainCore(RecordedLog signals, DefinitionHistory definitions, SchemaRegistry registry) {
    this.signals = signals;
    this.definitions = definitions;
    this.decoder = new SignalDecoder(registry);
  }

  /**
   * What the logs say.
   *
   * @param requests by id
   * @param signals how many records of the log were read, ticks not counted
   * @param quietMillis for how long nothing but ticks had been logged, by the time up to which all
   *     partitions had been read
   */
  public record Outcome(Map<String, ExpectedRequest> requests, int signals, long quietMillis) {}

  /**
   * Waits until nothing more can happen by itself: for longer than the longest wait, nothing but
   * ticks has been logged.
   */
  public static Outcome settled(
      String bootstrapServers, URI registry, Topics topics, Duration longestWait, Duration limit) {
    return Awaitility.await()
        .atMost(limit)
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> over(bootstrapServers, registry, topics),
            outcome -> outcome.quietMillis() > longestWait.toMillis());
  }

  /** Reads the logs of an installation to where they end now, and works out what follows. */
  public static Outcome over(String bootstrapServers, URI registry, Topics topics) {
    SchemaRegistry schemas = new CachingSchemaRegistry(new HttpSchemaRegistry(registry));
    // The definitions last: they are then known for all that was read of the signals.
    RecordedLog signals = RecordedLog.read(bootstrapServers, topics.signals());
    RecordedLog definitions = RecordedLog.read(bootstrapServers, topics.definitions());
    PlainCore core =
        new PlainCore(signals, RecordedDefinitions.read(definitions, schemas), schemas);
    long reached = core.run();
    Map<String, ExpectedRequest> byId = new TreeMap<>();
    for (ExpectedRequest request : core.requests) {
      if (byId.put(request.id(), request) != null) {
        throw new IllegalStateException("the engine made a request twice: " + request);
      }
    }
    return new Outcome(byId, core.taken, reached - core.lastTaken);
  }

  /** Gives the log time up to which everything has been done. */
  private long run() {
    long reached = definitions.frontier();
    for (List<ConsumerRecord<byte[], byte[]>> partition : signals.partitions().values()) {
      long now = Long.MIN_VALUE;
      for (ConsumerRecord<byte[], byte[]> record : partition) {
        now = Math.max(now, record.timestamp());
        take(record, now);
      }
      reached = Math.min(reached, now == Long.MIN_VALUE ? now : now - 1);
    }
    for (Map.Entry<String, MemoryStore> profile : profiles.entrySet()) {
      engine.wake(
          profile.getValue(),
          profile.getKey(),
          reached,
          definitions,
          effect -> note(profile.getKey(), effect));
    }
    return reached;
  }

  private void take(ConsumerRecord<byte[], byte[]> record, long now) {
    Optional<String> profile = profile(record);
    if (profile.isEmpty()) {
      return;
    }
    try {
      Peek peek = decoder.peek(record.value());
      if (peek.kind() == Peek.Kind.TICK) {
        return;
      }
      taken++;
      lastTaken = Math.max(lastTaken, now);
      Optional<SlotLayout> layout =
          peek.kind() == Peek.Kind.EVENT
              ? definitions.at(now).interest(peek.type()).map(EventInterest::layout)
              : Optional.of(SlotLayout.EMPTY);
      if (layout.isPresent()) {
        engine.handle(
            profiles.computeIfAbsent(profile.get(), key -> new MemoryStore()),
            profile.get(),
            decoder.decode(record.value(), layout.get()),
            now,
            definitions,
            effect -> note(profile.get(), effect));
      }
    } catch (UnreadableRecordException e) {
      // A dead letter; see the test of hostile inputs.
    }
  }

  /** Whose record it is; empty if nobody's, or if it stands where it does not belong. */
  private Optional<String> profile(ConsumerRecord<byte[], byte[]> record) {
    byte[] key = record.key();
    if (key == null || key.length == 0 || key.length > MAX_KEY_BYTES) {
      return Optional.empty();
    }
    int home = Utils.toPositive(Utils.murmur2(key)) % signals.partitions().size();
    if (home != record.partition()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  private void note(String profile, Effect effect) {
    if (effect instanceof Effect.MessageRequest request) {
      requests.add(ExpectedRequest.of(profile, request));
    }
  }
}
