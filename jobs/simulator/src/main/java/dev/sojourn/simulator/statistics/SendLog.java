package dev.sojourn.simulator.statistics;

import java.util.Arrays;

/**
 * When the requests to a channel were due and how long each may queue: one long each, so that
 * millions fit. Lifetimes are rounded up to seconds; 12 days and more are taken for ever. Not
 * thread-safe.
 */
public final class SendLog {
  private static final int LIFE_BITS = 20;
  private static final long FOR_EVER = (1L << LIFE_BITS) - 1;

  private final long origin;
  private long[] packed = new long[16];
  private int size;

  /**
   * @param origin no request is due before, ms since the epoch
   */
  SendLog(long origin) {
    this.origin = origin;
  }

  void request(long dueAt, long expiresAt) {
    long seconds = Math.max(0, Math.min(FOR_EVER, (expiresAt - dueAt + 999) / 1_000));
    append((Math.max(0, dueAt - origin) << LIFE_BITS) | seconds);
  }

  private void append(long one) {
    if (size == packed.length) {
      packed = Arrays.copyOf(packed, size + (size >> 1));
    }
    packed[size++] = one;
  }

  void add(SendLog other) {
    if (size + other.size > packed.length) {
      packed = Arrays.copyOf(packed, size + other.size);
    }
    System.arraycopy(other.packed, 0, packed, size, other.size);
    size += other.size;
  }

  /**
   * Puts the requests in the order in which they are due; of one moment, the shorter-lived first.
   */
  void sort() {
    Arrays.sort(packed, 0, size);
  }

  int size() {
    return size;
  }

  /** ms since the epoch. */
  long dueAt(int index) {
    return origin + (packed[index] >>> LIFE_BITS);
  }

  /** ms since the epoch; {@link Long#MAX_VALUE} for never. */
  long expiresAt(int index) {
    long seconds = packed[index] & FOR_EVER;
    return seconds == FOR_EVER ? Long.MAX_VALUE : dueAt(index) + seconds * 1_000;
  }
}
