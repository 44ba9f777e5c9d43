package dev.sojourn.cli.explain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moments and lengths of time for people: in one zone, to the second, and seen from one moment.
 *
 * @param now from where "ago" and "in" count
 */
record Moments(ZoneId zone, Instant now) {
  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Pattern INSTANT =
      Pattern.compile("\\d{4,}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z");
  private static final Pattern DURATION =
      Pattern.compile("P(\\d+D)?(T(\\d+H)?(\\d+M)?(\\d+(\\.\\d+)?S)?)?");

  /** In the zone; with its offset where the clock is put back and the time exists twice. */
  String at(Instant moment) {
    ZonedDateTime there = moment.atZone(zone);
    LocalDateTime local = there.toLocalDateTime();
    boolean twice = zone.getRules().getValidOffsets(local).size() > 1;
    return TEXT.format(local) + (twice ? " " + there.getOffset() : "");
  }

  /** Seen from now: {@code 3 d ago}, {@code in 4 h}. */
  String fromNow(Instant moment) {
    Duration since = Duration.between(moment, now);
    return since.isNegative() ? "in " + length(since.negated()) : length(since) + " ago";
  }

  /** Both. */
  String atAndFromNow(Instant moment) {
    return at(moment) + " (" + fromNow(moment) + ")";
  }

  /** A length in its two largest units, such as {@code 2 d 3 h}; below a second in milliseconds. */
  static String length(Duration length) {
    long millis = length.toMillis();
    if (millis == 0) {
      return "0 s";
    } else if (millis < 1_000) {
      return millis + " ms";
    }
    long[] amounts = {
      length.toDays(), length.toHoursPart(), length.toMinutesPart(), length.toSecondsPart()
    };
    String[] units = {"d", "h", "min", "s"};
    int largest = 0;
    while (amounts[largest] == 0) {
      largest++;
    }
    String text = amounts[largest] + " " + units[largest];
    int second = largest + 1;
    return second < units.length && amounts[second] > 0
        ? text + " " + amounts[second] + " " + units[second]
        : text;
  }

  /** A text from a record, with its ISO-8601 instants in the zone, or its duration in words. */
  String readable(String text) {
    if (text.length() > 1 && DURATION.matcher(text).matches()) {
      try {
        return length(Duration.parse(text));
      } catch (DateTimeException e) {
        return text;
      }
    }
    Matcher instants = INSTANT.matcher(text);
    boolean only = instants.matches();
    instants.reset();
    StringBuilder readable = new StringBuilder();
    while (instants.find()) {
      instants.appendReplacement(
          readable, Matcher.quoteReplacement(instant(instants.group(), only)));
    }
    return instants.appendTail(readable).toString();
  }

  private String instant(String text, boolean only) {
    try {
      Instant moment = Instant.parse(text);
      return only ? atAndFromNow(moment) : at(moment);
    } catch (DateTimeException e) {
      return text;
    }
  }
}
