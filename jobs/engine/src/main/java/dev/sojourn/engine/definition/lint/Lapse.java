package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Period;

/**
 * How long something takes, ms, whoever it happens to and whenever.
 *
 * @param most {@link #UNBOUNDED} if nobody knows
 */
record Lapse(long least, long most) {
  static final long UNBOUNDED = Long.MAX_VALUE;
  static final Lapse NONE = new Lapse(0, 0);
  static final Lapse ANY = new Lapse(0, UNBOUNDED);

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** No change of clocks is larger. */
  private static final long CLOCKS = 3 * HOUR;

  /** A duration in whatever zone, at whatever date (T4). */
  static Lapse of(CalendarDuration duration) {
    long time = duration.time().toMillis();
    if (duration.isExact()) {
      return new Lapse(time, time);
    }
    Period calendar = duration.calendar();
    long months = calendar.toTotalMonths();
    // Four centuries are 146,097 days; a month alone has 28 to 31.
    long least = Math.max(28 * months, months * 30_436 / 1_000 - 3) + calendar.getDays();
    long most = Math.min(31 * months, months * 30_437 / 1_000 + 4) + calendar.getDays();
    return new Lapse(Math.max(0, least * DAY - CLOCKS) + time, most * DAY + CLOCKS + time);
  }

  /** Until the next such time of day (S2). */
  static Lapse until(Step.NextTime next) {
    long days = 1;
    if (!next.days().isEmpty()) {
      for (DayOfWeek day : next.days()) {
        long gap = 1;
        while (!next.days().contains(day.plus(gap))) {
          gap++;
        }
        days = Math.max(days, gap);
      }
    }
    return new Lapse(0, days * DAY + CLOCKS);
  }

  /** As long at most, but perhaps no time at all. */
  Lapse orLess() {
    return new Lapse(0, most);
  }

  /** Perhaps later by some time. */
  Lapse orLater(Duration tolerance) {
    return new Lapse(least, plus(most, tolerance.toMillis()));
  }

  /** One after the other. */
  Lapse then(Lapse other) {
    return new Lapse(plus(least, other.least), plus(most, other.most));
  }

  static long plus(long a, long b) {
    return a == UNBOUNDED || b == UNBOUNDED ? UNBOUNDED : a + b;
  }
}
