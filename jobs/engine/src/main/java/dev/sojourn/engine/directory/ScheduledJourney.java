package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.time.Schedule;
import java.time.DateTimeException;

/**
 * A journey with a schedule, and when it next lets people in. Remembers the answer: it is asked at
 * every step of time, and to find that a cron expression never strikes takes many milliseconds. Not
 * thread-safe.
 */
final class ScheduledJourney {
  private final Journey journey;
  private final Journey.ScheduleEntry entry;

  /** Between these two nothing strikes; at the second it does. */
  private long knownFrom = Long.MAX_VALUE;

  private long knownNext = Long.MIN_VALUE;

  ScheduledJourney(Journey journey, Journey.ScheduleEntry entry) {
    this.journey = journey;
    this.entry = entry;
  }

  Journey journey() {
    return journey;
  }

  Journey.ScheduleEntry entry() {
    return entry;
  }

  /**
   * The first moment after another at which it lets people in, ms since the epoch; {@link
   * Schedule#NEVER} if there is none.
   */
  long next(long after) {
    if (after < knownFrom || after >= knownNext) {
      knownFrom = after;
      knownNext = compute(after);
    }
    return knownNext;
  }

  private long compute(long after) {
    try {
      long from = after;
      if (journey.startsAt().isPresent()) {
        from = Math.max(from, journey.startsAt().get().toEpochMilli() - 1);
      }
      long next = entry.schedule().next(from);
      boolean over = journey.endsAt().filter(end -> next >= end.toEpochMilli()).isPresent();
      return over ? Schedule.NEVER : next;
    } catch (DateTimeException | ArithmeticException e) {
      return Schedule.NEVER; // Beyond what can be counted in milliseconds, or dates.
    }
  }
}
