package dev.sojourn.cli.demo;

import java.time.Duration;
import java.time.Period;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How time passes in the demo: an hour takes ten seconds, a day twenty, and what is shorter than an
 * hour as long as ever. Waits and limits of journeys and the windows of caps are shortened; how
 * long a message lives is not. There is no night: quiet hours go by the real clock, and whenever
 * the demo runs, most of the shop's customers would sleep through it.
 */
final class DemoTime {
  private static final Duration HOUR = Duration.ofSeconds(10);
  private static final Duration DAY = Duration.ofSeconds(20);
  private static final Pattern STATED =
      Pattern.compile(
          "\\b(for|within|after|timeout|tolerance|per): (P[0-9TDHMSW.]+|day)(?=[,} \\n])");

  private static final Pattern NIGHT = Pattern.compile("(?m)^ *quietHours: .*\\n");

  private DemoTime() {}

  /** A file of definitions, with its durations shortened and its quiet hours left out. */
  static String shorten(String definitions) {
    return STATED
        .matcher(NIGHT.matcher(definitions).replaceAll(""))
        .replaceAll(
            stated -> Matcher.quoteReplacement(stated.group(1) + ": " + of(stated.group(2))));
  }

  private static String of(String stated) {
    if (stated.equals("day")) {
      return DAY.toString();
    }
    if (stated.endsWith("W")) {
      return DAY.multipliedBy(Period.parse(stated).getDays()).toString();
    }
    Duration real = Duration.parse(stated);
    return real.compareTo(Duration.ofHours(1)) < 0
        ? stated
        : DAY.multipliedBy(real.toDays()).plus(HOUR.multipliedBy(real.toHoursPart())).toString();
  }
}
