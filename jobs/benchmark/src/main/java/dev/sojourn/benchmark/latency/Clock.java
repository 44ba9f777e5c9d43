package dev.sojourn.benchmark.latency;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since the epoch, by the machine's clock; the same in all its processes. */
public final class Clock {
  private Clock() {}

  public static long micros() {
    return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
  }
}
