package dev.sojourn.engine.time;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Wall clocks. All instants are ms since the epoch. */
public final class Zones {
  private Zones() {}

  /** The IANA zone of this name; empty if there is none. */
  public static Optional<ZoneId> parse(Object name) {
    if (!(name instanceof String text) || text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The first moment, at or after another, at which the wall clock shows a time of day on one of
   * some days.
   *
   * @param days empty: every day
   */
  public static long nextTime(long from, LocalTime time, Set<DayOfWeek> days, ZoneId zone) {
    ZonedDateTime start = Instant.ofEpochMilli(from).atZone(zone);
    // A week and a day later the weekday has come round, whatever the clock did. The day before
    // counts where the clock was put forward to midnight or over it: its late times are today's.
    for (int day = -1; day <= 8; day++) {
      LocalDateTime local = start.toLocalDate().plusDays(day).atTime(time);
      long moment = CalendarDuration.resolve(local, zone).toEpochMilli();
      if (moment >= from && (days.isEmpty() || days.contains(local.getDayOfWeek()))) {
        return moment;
      }
    }
    throw new IllegalStateException("no " + time + " on any of " + days + " within a week");
  }

  /** The moment at which a day begins in a zone; as T4 says where there is no such midnight. */
  public static long startOfDay(LocalDate date, ZoneId zone) {
    return CalendarDuration.resolve(date.atStartOfDay(), zone).toEpochMilli();
  }

  /**
   * The moment that a text means: an ISO-8601 timestamp with an offset, or a local date-time, or a
   * date (its start), in a zone.
   *
   * @return empty if it is none of these, or lies outside the years 1 to 9999
   */
  public static OptionalLong parseMoment(String text, ZoneId zone) {
    OptionalLong moment = parseAny(text, zone);
    return moment.isPresent() && isUsable(moment.getAsLong()) ? moment : OptionalLong.empty();
  }

  /**
   * The date that a text means: a date, the date of a local date-time, or the date of a timestamp
   * with an offset in a zone.
   *
   * @return empty if it is none of these, or lies outside the years 1 to 9999
   */
  public static Optional<LocalDate> parseDate(String text, ZoneId zone) {
    try {
      LocalDate date;
      if (text.length() <= 10) {
        date = LocalDate.parse(text);
      } else if (hasOffset(text)) {
        date = OffsetDateTime.parse(text).atZoneSameInstant(zone).toLocalDate();
      } else {
        date = LocalDateTime.parse(text).toLocalDate();
      }
      return Optional.of(date).filter(d -> d.getYear() >= 1 && d.getYear() <= 9_999);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /**
   * The date that a text means that names a day of every year, for example {@code --02-29}: that of
   * the year 4, which has a 29 February. Empty if it means none.
   */
  public static Optional<LocalDate> parseDayOfYear(String text) {
    try {
      return Optional.of(MonthDay.parse(text).atYear(4));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static boolean hasOffset(String text) {
    return text.charAt(text.length() - 1) == 'Z'
        || text.indexOf('+', 10) > 0
        || text.indexOf('-', 10) > 0;
  }

  /** Whether a moment lies in the years 1 to 9999, and so can be reckoned with. */
  public static boolean isUsable(long moment) {
    return moment >= -62_135_596_800_000L && moment < 253_402_300_800_000L;
  }

  private static OptionalLong parseAny(String text, ZoneId zone) {
    try {
      if (text.length() <= 10) {
        return OptionalLong.of(startOfDay(LocalDate.parse(text), zone));
      }
      return OptionalLong.of(
          hasOffset(text)
              ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
              : CalendarDuration.resolve(LocalDateTime.parse(text), zone).toEpochMilli());
    } catch (DateTimeException | ArithmeticException e) {
      return OptionalLong.empty();
    }
  }
}
