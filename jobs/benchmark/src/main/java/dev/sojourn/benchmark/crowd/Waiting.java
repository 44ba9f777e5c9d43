package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.JourneyStep;
import dev.sojourn.benchmark.latency.Percentiles;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * People in a journey whose waits come due evenly from one moment to another. A wait has fired when
 * the broker has appended the record of it.
 */
final class Waiting {
  private final String journey;
  private final int people;
  private final long from;
  private final long millis;
  private final TimedSamples lateness = new TimedSamples();
  private final Seen fired = new Seen();
  private final Seen missed = new Seen();
  private final AtomicLong last = new AtomicLong();

  /**
   * @param from when the first is due, ms since the epoch
   * @param millis over which they come due
   */
  Waiting(String journey, int people, long from, long millis) {
    this.journey = journey;
    this.people = people;
    this.from = from;
    this.millis = millis;
  }

  /** How long before the first wait people must begin to come in, ms. */
  static long lead(int people, double perSecond) {
    // Coming in costs more than becoming known.
    return 8_000 + (long) (people / Math.max(5_000, perSecond / 2) * 1_000);
  }

  /**
   * Lets all come in.
   *
   * @return the moment as of which all were inside or had left, ms since the epoch
   */
  long enter(Deployment deployment) {
    try (SignalWriter writer = deployment.writer()) {
      Crowd.each(
          writer,
          people,
          CrowdDefinitions.entry(journey),
          n -> Map.of("until", Instant.ofEpochMilli(due(n)).toString()));
    }
    return deployment.count("journey", journey, List.of(1)).moment().orElseThrow().toEpochMilli();
  }

  private long due(int person) {
    return from + person * millis / people;
  }

  void take(SpecificRecord record, long loggedAt, long readAt) {
    if (record instanceof JourneyStep step
        && step.getJourney().equals(journey)
        && step.getKind().equals("passed")) {
      // A wake-up happens at its due time, however late it is (T1).
      long due = step.getAt().toEpochMilli();
      if (step.getReason() != null) {
        missed.add(step.getProfile());
        return;
      }
      lateness.add(due, (loggedAt - due) * 1_000);
      last.accumulateAndGet(loggedAt, Math::max);
      fired.add(step.getProfile());
    }
  }

  /** Waits until every wait has fired, or was over when it began. */
  void awaitAll(Deployment deployment, OutputReader reader) throws InterruptedException {
    deployment.await(
        "all waits to end",
        Duration.ofMillis(Math.max(0, from + millis - System.currentTimeMillis()) + 180_000),
        () -> {
          reader.check();
          return fired.count() + missed.count() >= people;
        });
  }

  /** How late those fired that were due at a moment or later. */
  Percentiles lateness(long since) {
    return lateness.between(since, Long.MAX_VALUE);
  }

  /** When the last one fired, ms since the epoch. */
  long last() {
    return last.get();
  }

  /** How many fired. */
  int fired() {
    return fired.count();
  }

  /** How many fired more than once. */
  int again() {
    return fired.again();
  }
}
