package dev.sojourn.journeys.definition;

import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.journeys.output.Fault;
import java.time.InstantSource;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which business events are let through to the directory (E5). It is decided here, in one subtask,
 * by log times and what is stored, so that all that is told of an event is told alike, in a replay
 * too.
 *
 * <p>Stored: the format (1 byte); the log time from which on events count; the hour at hand, since
 * the epoch, and how many events it had.
 */
final class BusinessEventGate {
  private static final Logger LOG = LoggerFactory.getLogger(BusinessEventGate.class);

  /**
   * A job without a past passes over events that were logged longer than this before its start, ms:
   * they lie on the log for good, and whom they concerned they have reached.
   */
  static final long OLDEST = 86_400_000;

  /**
   * The directory keeps each until its moment has come, which is a second as a rule, and longer
   * after an outage; so their number must have an end.
   */
  static final int MOST_IN_AN_HOUR = 1_000;

  private static final long HOUR = 3_600_000;
  private static final int FORMAT = 1;

  private final ListState<byte[]> state;
  private long from;
  private long hour = Long.MIN_VALUE;
  private int inHour;
  private boolean passedOver;

  private BusinessEventGate(ListState<byte[]> state, long from) {
    this.state = state;
    this.from = from;
  }

  /**
   * The gate as the last checkpoint left it. Without one, events count from a day before now on;
   * after one that knows nothing of it, all do.
   */
  static BusinessEventGate restore(FunctionInitializationContext context, InstantSource clock)
      throws Exception {
    ListState<byte[]> state =
        context
            .getOperatorStateStore()
            .getListState(
                new ListStateDescriptor<>(
                    "business-event-gate", BytePrimitiveArraySerializer.INSTANCE));
    BusinessEventGate gate =
        new BusinessEventGate(
            state, context.isRestored() ? Long.MIN_VALUE : clock.instant().toEpochMilli() - OLDEST);
    for (byte[] stored : state.get()) {
      gate.read(stored);
    }
    return gate;
  }

  private void read(byte[] stored) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "The gate of business events has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    from = in.zigzag();
    hour = in.zigzag();
    inHour = in.int32();
  }

  /** Writes the gate into the checkpoint that is being made. */
  void snapshot() throws Exception {
    ByteWriter out = new ByteWriter(32);
    out.u8(FORMAT);
    out.zigzag(from);
    out.zigzag(hour);
    out.varint(inHour);
    state.update(List.of(out.toBytes()));
  }

  /** Whether an event was logged so long before a job without a past that it begins nothing. */
  boolean isOld(long logTime) {
    if (logTime < from && !passedOver) {
      passedOver = true;
      LOG.info("event=old-business-events-passed-over before={}", from);
    }
    return logTime < from;
  }

  /**
   * Lets an event through.
   *
   * @param logTime not before that of an earlier call, ms since the epoch
   * @throws BusinessEventReader.RefusedException if there are too many
   */
  void enter(long logTime) throws BusinessEventReader.RefusedException {
    long now = Math.floorDiv(logTime, HOUR);
    if (now != hour) {
      hour = now;
      inHour = 0;
    }
    if (inHour >= MOST_IN_AN_HOUR) {
      throw new BusinessEventReader.RefusedException(
          Fault.of(
              ErrorCode.TOO_MANY_EVENTS,
              "There were %d business events in this hour already, and no more are taken in: each is a walk through an audience. What concerns one person is an event on the signals topic; write the others again later."
                  .formatted(MOST_IN_AN_HOUR)));
    }
    inHour++;
  }
}
