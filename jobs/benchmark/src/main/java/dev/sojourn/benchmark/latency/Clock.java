package dev.sojourn.benchmark.latency;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, by the machine's clock; the same in all its processes. */
final class Clock {
  private Clock() {}

  static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
