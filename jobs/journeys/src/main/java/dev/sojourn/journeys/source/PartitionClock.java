package dev.sojourn.journeys.source;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * The log time of each partition as the job counts it: the latest append time so far. It never
 * steps back, even if the broker's clock does, so the order of a partition is the order of its
 * times, and a replay from any checkpoint gives each record the time it had before.
 *
 * <p>Kept as union list state: after a change of parallelism any subtask may own any partition, so
 * each is told all times; the latest one told of a partition counts. One element per subtask:
 * format version 1, then pairs of partition (4 bytes) and time (8 bytes).
 */
public final class PartitionClock {
  private static final byte FORMAT = 1;
  private static final int ENTRY_BYTES = Integer.BYTES + Long.BYTES;

  private static final long NEVER = Long.MIN_VALUE;

  /** By partition; an array, since this is asked for every record. */
  private long[] latest = new long[0];

  private final ListState<byte[]> state;

  private PartitionClock(ListState<byte[]> state) {
    this.state = state;
  }

  /** The clock as the last checkpoint left it; a new one if there is none. */
  public static PartitionClock restore(OperatorStateStore store) throws Exception {
    return over(
        store.getUnionListState(
            new ListStateDescriptor<>("partition-clock", BytePrimitiveArraySerializer.INSTANCE)));
  }

  static PartitionClock over(ListState<byte[]> state) throws Exception {
    PartitionClock clock = new PartitionClock(state);
    for (byte[] element : state.get()) {
      clock.merge(element);
    }
    return clock;
  }

  /**
   * Takes in a record's log time.
   *
   * @return the time that the job counts for this record, ms since the epoch
   */
  public long advance(int partition, long logTime) {
    if (partition >= latest.length) {
      int known = latest.length;
      latest = Arrays.copyOf(latest, partition + 1);
      Arrays.fill(latest, known, latest.length, NEVER);
    }
    if (logTime > latest[partition]) {
      latest[partition] = logTime;
    }
    return latest[partition];
  }

  /** Writes the clock into the checkpoint that is being made. */
  public void snapshot() throws Exception {
    state.clear();
    state.add(bytes());
  }

  private byte[] bytes() {
    ByteBuffer buffer = ByteBuffer.allocate(1 + latest.length * ENTRY_BYTES).put(FORMAT);
    for (int partition = 0; partition < latest.length; partition++) {
      if (latest[partition] != NEVER) {
        buffer.putInt(partition).putLong(latest[partition]);
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private void merge(byte[] element) {
    ByteBuffer buffer = ByteBuffer.wrap(element);
    byte format = buffer.get();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "The partition clock in the checkpoint has format "
              + format
              + "; this build reads up to "
              + FORMAT
              + ". Restore it with a newer build.");
    }
    while (buffer.hasRemaining()) {
      advance(buffer.getInt(), buffer.getLong());
    }
  }
}
