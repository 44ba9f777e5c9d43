package dev.sojourn.engine.time;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An ISO-8601 duration such as {@code P1M}, {@code P1DT12H} or {@code PT30M}. Calendar parts (days
 * and longer) are added in a zone, then the rest as elapsed time (T4).
 *
 * @param calendar years, months, days; not negative
 * @param time the rest; not negative
 */
public record CalendarDuration(Period calendar, Duration time) {
  private static final Pattern SHAPE =
      Pattern.compile(
          "P(?:(\\d{1,4})Y)?(?:(\\d{1,5})M)?(?:(\\d{1,5})W)?(?:(\\d{1,6})D)?(T(?=\\d)(?:\\d{1,8}H)?(?:\\d{1,9}M)?(?:\\d{1,10}(?:\\.\\d{1,3})?S)?)?");

  /**
   * @throws DateTimeException if the text is not such a duration, or is empty of parts
   */
  public static CalendarDuration parse(String text) {
    Matcher matcher = SHAPE.matcher(text);
    if (!matcher.matches() || text.length() < 3) {
      throw new DateTimeException("not an ISO-8601 duration: " + text);
    }
    int days = number(matcher.group(4)) + 7 * number(matcher.group(3));
    Period calendar = Period.of(number(matcher.group(1)), number(matcher.group(2)), days);
    Duration time =
        matcher.group(5) == null ? Duration.ZERO : Duration.parse("P" + matcher.group(5));
    return new CalendarDuration(calendar, time);
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /**
   * The moment this long after another, by the wall clock of a zone.
   *
   * @param at ms since the epoch
   * @return ms since the epoch
   */
  public long after(long at, ZoneId zone) {
    Instant base = Instant.ofEpochMilli(at);
    if (!calendar.isZero()) {
      base = resolve(LocalDateTime.ofInstant(base, zone).plus(calendar), zone);
    }
    return base.plus(time).toEpochMilli();
  }

  /**
   * The instant of a local time: one that does not exist moves forward by the gap, one that exists
   * twice means its first occurrence (T4).
   */
  public static Instant resolve(LocalDateTime local, ZoneId zone) {
    ZoneOffsetTransition gap = zone.getRules().getTransition(local);
    if (gap != null && gap.isGap()) {
      return local.plus(gap.getDuration()).toInstant(gap.getOffsetAfter());
    }
    return local.toInstant(zone.getRules().getValidOffsets(local).get(0));
  }

  /** Whether the length does not depend on a zone or a date. */
  public boolean isExact() {
    return calendar.isZero();
  }

  /** Whether it is no time at all. */
  public boolean isZero() {
    return calendar.isZero() && time.isZero();
  }
}
