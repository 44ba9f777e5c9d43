package dev.sojourn.benchmark.latency;

import java.util.Arrays;

/** A growing list of times in microseconds. Safe for use by two threads. */
final class Samples {
  private long[] micros = new long[1_024];
  private int size;

  synchronized void add(long time) {
    if (size == micros.length) {
      micros = Arrays.copyOf(micros, size * 2);
    }
    micros[size++] = time;
  }

  synchronized Percentiles percentiles() {
    return Percentiles.of(Arrays.copyOf(micros, size));
  }
}
