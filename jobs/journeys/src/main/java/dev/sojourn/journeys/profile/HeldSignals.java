package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.journeys.intake.Inbound;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Signals that came before the definitions they are to be handled under were known (rule 5). Each
 * waits in its profile's state until the watermark, which never passes what is known of the
 * definitions, has come to its log time; whatever comes for the same profile meanwhile waits behind
 * it.
 *
 * <p>Normally nothing waits, and then no state is read: the latest log time that was ever held is
 * kept per subtask, and only while the watermark has not passed it can anything be waiting. It is
 * union list state, so that after a change of parallelism no subtask believes that nothing waits
 * while something does.
 *
 * <p>An element, format 1: the format (1 byte), partition (4), offset (8), log time (8), then the
 * signal's bytes. Cleared on release.
 */
final class HeldSignals {
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;

  private final ListState<byte[]> held;
  private final ListState<Long> latestState;
  private long latest = Long.MIN_VALUE;

  private HeldSignals(ListState<byte[]> held, ListState<Long> latestState) {
    this.held = held;
    this.latestState = latestState;
  }

  static HeldSignals restore(FunctionInitializationContext context) throws Exception {
    HeldSignals signals =
        new HeldSignals(
            context
                .getKeyedStateStore()
                .getListState(
                    new ListStateDescriptor<>("held", BytePrimitiveArraySerializer.INSTANCE)),
            context
                .getOperatorStateStore()
                .getUnionListState(
                    new ListStateDescriptor<>("latest-held", LongSerializer.INSTANCE)));
    for (Long time : signals.latestState.get()) {
      signals.latest = Math.max(signals.latest, time);
    }
    return signals;
  }

  void snapshot() throws Exception {
    latestState.update(List.of(latest));
  }

  /**
   * Whether a signal of the current key cannot be handled yet.
   *
   * @param watermark the operator's
   */
  boolean mustWait(Inbound.Signal signal, long watermark, DefinitionHistory definitions)
      throws Exception {
    return !definitions.knows(signal.logTime())
        || (watermark < latest && held.get().iterator().hasNext());
  }

  /** Keeps a signal of the current key; the caller sets a timer at its log time. */
  void add(Inbound.Signal signal) throws Exception {
    latest = Math.max(latest, signal.logTime());
    held.add(
        ByteBuffer.allocate(HEADER_BYTES + signal.value().length)
            .put(FORMAT)
            .putInt(signal.partition())
            .putLong(signal.offset())
            .putLong(signal.logTime())
            .put(signal.value())
            .array());
  }

  /**
   * Takes out what may now be handled of the current key, in the order of the log.
   *
   * @param timer the time of the timer at hand: nothing later than {@link #latest} can be waiting
   *     for it
   * @param watermark the operator's
   */
  List<Inbound.Signal> release(String profile, long timer, long watermark) throws Exception {
    if (timer > latest) {
      return List.of();
    }
    List<Inbound.Signal> released = new ArrayList<>();
    List<byte[]> kept = new ArrayList<>();
    for (byte[] element : held.get()) {
      Inbound.Signal signal = read(profile, element);
      if (signal.logTime() <= watermark) {
        released.add(signal);
      } else {
        kept.add(element);
      }
    }
    if (!released.isEmpty()) {
      held.update(kept);
    }
    return released;
  }

  private static Inbound.Signal read(String profile, byte[] element) {
    ByteBuffer buffer = ByteBuffer.wrap(element);
    byte format = buffer.get();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "A held signal has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    int partition = buffer.getInt();
    long offset = buffer.getLong();
    long logTime = buffer.getLong();
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return new Inbound.Signal(profile, partition, offset, logTime, value);
  }
}
