package dev.sojourn.engine.time;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;
import java.util.Optional;

/**
 * A day, an ISO week (from Monday) or a month of the wall clock. Each begins at the midnight of its
 * first day and lasts until the next begins: where the clock is put forward over midnight, at the
 * moment at which it goes on (T4); where midnight comes twice, at the first one.
 */
public enum CalendarUnit {
  DAY(ChronoUnit.DAYS, Duration.ofDays(1)),
  WEEK(ChronoUnit.WEEKS, Duration.ofDays(7)),
  MONTH(ChronoUnit.MONTHS, Duration.ofDays(31));

  /** No zone's clock differs from UTC by more. */
  private static final long MOST_OFFSET = Duration.ofHours(18).toMillis();

  private static final long DAY_LENGTH = Duration.ofDays(1).toMillis();

  /** Days since the epoch. */
  private static final long A_MONDAY = 4;

  private final ChronoUnit step;
  private final Duration longest;

  CalendarUnit(ChronoUnit step, Duration longest) {
    this.step = step;
    this.longest = longest;
  }

  /**
   * The one in which a moment lies.
   *
   * @param at ms since the epoch
   */
  public Interval around(long at, ZoneId zone) {
    LocalDate first = first(LocalDate.ofInstant(Instant.ofEpochMilli(at), zone));
    // By the clock's changes a date may be shown before it begins, or after the next has begun.
    while (Zones.startOfDay(first, zone) > at) {
      first = first.minus(1, step);
    }
    LocalDate next = first.plus(1, step);
    while (Zones.startOfDay(next, zone) <= at) {
      next = next.plus(1, step);
    }
    return new Interval(Zones.startOfDay(next.minus(1, step), zone), Zones.startOfDay(next, zone));
  }

  /** As it stands in documents. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty if there is no such unit. */
  public static Optional<CalendarUnit> ofLabel(String label) {
    for (CalendarUnit unit : values()) {
      if (unit.label().equals(label)) {
        return Optional.of(unit);
      }
    }
    return Optional.empty();
  }

  /** A moment that no zone's current one began before. */
  public long earliestStart(long at) {
    // What around() would say of UTC, whose days are all of one length: asked for many an event.
    long day = Math.floorDiv(at - MOST_OFFSET, DAY_LENGTH);
    long first =
        switch (this) {
          case DAY -> day;
          case WEEK -> day - Math.floorMod(day - A_MONDAY, 7);
          case MONTH -> LocalDate.ofEpochDay(day).withDayOfMonth(1).toEpochDay();
        };
    return first * DAY_LENGTH - MOST_OFFSET;
  }

  /** How long one lasts at most by the calendar, changes of the clock aside. */
  public Duration longest() {
    return longest;
  }

  private LocalDate first(LocalDate date) {
    return switch (this) {
      case DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> date.withDayOfMonth(1);
    };
  }
}
