package dev.sojourn.benchmark.latency;

import java.util.Arrays;

/**
 * Times in milliseconds.
 *
 * @param count how many were taken; all others are 0 if none was
 */
public record Percentiles(long count, double p50, double p90, double p99, double p999, double max) {

  /**
   * @param micros in any order
   */
  public static Percentiles of(long[] micros) {
    long[] sorted = micros.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length,
        at(sorted, 0.5),
        at(sorted, 0.9),
        at(sorted, 0.99),
        at(sorted, 0.999),
        at(sorted, 1));
  }

  /** The least time that is not below a part of all. */
  private static double at(long[] sorted, double part) {
    if (sorted.length == 0) {
      return 0;
    }
    int index = (int) Math.ceil(part * sorted.length) - 1;
    return sorted[Math.max(0, index)] / 1_000.0;
  }

  /** For people. */
  public String text() {
    return "p50 %.1f ms, p90 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, max %.1f ms (%d)"
        .formatted(p50, p90, p99, p999, max, count);
  }
}
