package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.ChannelLimits;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Numbers and moments as people read them.
 *
 * @param zone of moments
 */
record Words(ZoneId zone) {
  private static final DateTimeFormatter MOMENT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

  /** Such as {@code 1,234,567}. */
  static String number(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** With its sign; nothing for no change. */
  static String change(long change) {
    return change == 0 ? "" : String.format(Locale.ROOT, "%+,d", change);
  }

  /** Such as {@code 12.3 %}; nothing of nothing is nothing. */
  static String share(long part, long whole) {
    return whole == 0 ? "" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
  }

  /** Such as {@code 2d 3h}: the two largest units. */
  static String length(long millis) {
    Duration length = Duration.ofMillis(millis);
    if (length.toDays() > 0) {
      return two(length.toDays(), "d", length.toHoursPart(), "h");
    } else if (length.toHours() > 0) {
      return two(length.toHours(), "h", length.toMinutesPart(), "m");
    } else if (length.toMinutes() > 0) {
      return two(length.toMinutes(), "m", length.toSecondsPart(), "s");
    } else if (millis >= 1_000) {
      return two(length.toSeconds(), "s", 0, "");
    }
    return millis == 0 ? "0" : millis + "ms";
  }

  private static String two(long large, String unit, long small, String smaller) {
    return large + unit + (small == 0 ? "" : " " + small + smaller);
  }

  /** Such as {@code 2026-03-02 09:00}. */
  String moment(long at) {
    return MOMENT.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  /** Such as {@code 2 Mar}. */
  String day(long at) {
    return DAY.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  /** Such as {@code 09:00}. */
  String time(long at) {
    return TIME.format(Instant.ofEpochMilli(at).atZone(zone));
  }

  /** Such as {@code 100 per 1s and 5,000 per 1h}. */
  static String limits(ChannelLimits limits) {
    if (limits == null || limits.limits().isEmpty()) {
      return "none";
    }
    return limits.limits().stream()
        .map(limit -> number(limit.count()) + " per " + length(limit.per().toMillis()))
        .collect(Collectors.joining(" and "));
  }

  /** Such as {@code capped 3, no-consent 1}: the most frequent first. */
  static String tally(Map<String, Long> counts) {
    return byNumber(counts).stream()
        .map(entry -> entry.getKey() + " " + number(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** The most frequent first; of equal ones, by name. */
  static List<Map.Entry<String, Long>> byNumber(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** The kind of a step, as documents name it. */
  static String kind(Journey journey, String step) {
    Step found = journey == null ? null : journey.steps().get(step);
    return found == null ? "" : found.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
