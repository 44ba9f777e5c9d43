package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Percentiles;
import java.util.Arrays;

/**
 * A growing list of times, each with the moment to which it belongs. Safe for use by two threads.
 */
final class TimedSamples {
  private long[] moments = new long[1_024];
  private long[] micros = new long[1_024];
  private int size;

  /**
   * @param moment in whatever unit {@link #between} is asked in
   * @param time microseconds
   */
  synchronized void add(long moment, long time) {
    if (size == moments.length) {
      moments = Arrays.copyOf(moments, size * 2);
      micros = Arrays.copyOf(micros, size * 2);
    }
    moments[size] = moment;
    micros[size++] = time;
  }

  /** The times whose moments lie at or after one and before another. */
  synchronized Percentiles between(long from, long until) {
    long[] chosen = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (moments[i] >= from && moments[i] < until) {
        chosen[count++] = micros[i];
      }
    }
    return Percentiles.of(Arrays.copyOf(chosen, count));
  }
}
