package dev.sojourn.simulator.story;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Shows moments of a case to people: by the wall clock of its zone, and by how long after its start
 * they are.
 *
 * @param start of the case, ms since the epoch
 */
record Wallclock(long start, ZoneId zone) {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE uuuu-MM-dd", Locale.ROOT);
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT);

  private ZonedDateTime local(long at) {
    return Instant.ofEpochMilli(at).atZone(zone);
  }

  /** Such as {@code Mon 2026-03-02}. */
  String date(long at) {
    return DATE.format(local(at));
  }

  /** Such as {@code 09:00:00}; with milliseconds only if there are any. */
  String time(long at) {
    return (at % 1_000 == 0 ? TIME : EXACT).format(local(at));
  }

  /** Date and time. */
  String moment(long at) {
    return date(at) + " " + time(at);
  }

  /** The time of day if it is on the same day as another moment, else date and time. */
  String moment(long at, long seenFrom) {
    return local(at).toLocalDate().equals(local(seenFrom).toLocalDate()) ? time(at) : moment(at);
  }

  /** Such as {@code +2d 1h 30m}. */
  String sinceStart(long at) {
    return "+" + length(at - start);
  }

  /** Such as {@code 2d 1h 30m}; a day is 24 hours. */
  static String length(long millis) {
    Duration rest = Duration.ofMillis(Math.abs(millis));
    StringBuilder text = new StringBuilder();
    part(text, rest.toDays(), "d");
    part(text, rest.toHoursPart(), "h");
    part(text, rest.toMinutesPart(), "m");
    part(text, rest.toSecondsPart(), "s");
    part(text, rest.toMillisPart(), "ms");
    return (millis < 0 ? "-" : "") + (text.isEmpty() ? "0" : text.toString());
  }

  private static void part(StringBuilder text, long amount, String unit) {
    if (amount > 0) {
      text.append(text.isEmpty() ? "" : " ").append(amount).append(unit);
    }
  }
}
