package dev.sojourn.benchmark.crowd;

import java.util.Locale;

/**
 * One thing that was measured.
 *
 * @param name for people
 * @param target what it should be; empty if nothing is asked of it
 * @param verdict {@code held} or {@code missed}; empty if there is no target
 */
public record Figure(String name, double value, String unit, String target, String verdict) {

  static Figure of(String name, double value, String unit) {
    return new Figure(name, value, unit, "", "");
  }

  /** One that must be less than a number. */
  static Figure below(String name, double value, String unit, double target) {
    return judged(name, value, unit, "< " + plain(target), value < target);
  }

  /** One that must be equal to a number. */
  static Figure equal(String name, double value, String unit, double target) {
    return judged(name, value, unit, "= " + plain(target), value == target);
  }

  /** One of which somebody else has said whether it held. */
  static Figure judged(String name, double value, String unit, String target, boolean held) {
    return new Figure(name, value, unit, target, held ? "held" : "missed");
  }

  /** The value for people. */
  String text() {
    return (plain(value) + " " + unit).strip();
  }

  /** All of it for people, in one line. */
  String line() {
    return name + ": " + text() + (target.isEmpty() ? "" : " (%s: %s)".formatted(target, verdict));
  }

  static String plain(double value) {
    return value == Math.rint(value)
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%,.1f", value);
  }
}
