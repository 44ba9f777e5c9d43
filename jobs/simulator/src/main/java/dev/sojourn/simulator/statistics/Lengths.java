package dev.sojourn.simulator.statistics;

/**
 * Lengths of time, ms: how many, their mean and longest exactly, their median within an eighth, and
 * exactly where about all are alike. Bounded, whatever their number. Not thread-safe.
 */
public final class Lengths {
  private static final int FINE = 3;

  private final long[] byMagnitude = new long[64 << FINE];
  private final long[] totals = new long[byMagnitude.length];
  private long count;
  private long longest;
  private long total;

  void count(long millis) {
    long length = Math.max(0, millis);
    int magnitude = magnitude(length);
    byMagnitude[magnitude]++;
    totals[magnitude] += length;
    count++;
    total += length;
    longest = Math.max(longest, length);
  }

  void add(Lengths other) {
    for (int i = 0; i < byMagnitude.length; i++) {
      byMagnitude[i] += other.byMagnitude[i];
      totals[i] += other.totals[i];
    }
    count += other.count;
    total += other.total;
    longest = Math.max(longest, other.longest);
  }

  public long count() {
    return count;
  }

  /** 0 if there are none; so too below. */
  public long mean() {
    return count == 0 ? 0 : Math.round((double) total / count);
  }

  public long longest() {
    return longest;
  }

  /** The mean of the lengths of about the size of the middle one. */
  public long median() {
    long before = 0;
    for (int i = 0; i < byMagnitude.length; i++) {
      before += byMagnitude[i];
      if (before * 2 >= count && before > 0) {
        return Math.round((double) totals[i] / byMagnitude[i]);
      }
    }
    return 0;
  }

  /** The highest bit and the three after it; below 16, the length itself. */
  private static int magnitude(long length) {
    if (length < 2L << FINE) {
      return (int) length;
    }
    int high = 63 - Long.numberOfLeadingZeros(length);
    return ((high - FINE) << FINE) + (int) (length >>> (high - FINE));
  }
}
