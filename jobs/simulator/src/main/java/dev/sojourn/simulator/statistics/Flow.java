package dev.sojourn.simulator.statistics;

/** How many came in each part of an axis. Not thread-safe. */
public final class Flow {
  private final Axis axis;
  private final long[] counts;
  private long total;

  Flow(Axis axis) {
    this.axis = axis;
    this.counts = new long[axis.parts()];
  }

  /** One more; outside of the axis it counts in the total only. */
  void count(long at) {
    int part = axis.partOf(at);
    if (part >= 0) {
      counts[part]++;
    }
    total++;
  }

  void add(Flow other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    total += other.total;
  }

  /** One value a part. */
  public long[] parts() {
    return counts.clone();
  }

  public long total() {
    return total;
  }

  /** The most in one part. */
  public long peak() {
    long peak = 0;
    for (long count : counts) {
      peak = Math.max(peak, count);
    }
    return peak;
  }
}
