package dev.sojourn.delivery.option;

import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.util.TimeUtils;

/**
 * An option: its key, what it is if not given, how it is read, and what it is for.
 *
 * @param fallback as it would be written
 * @param form what a value looks like, for messages and documentation
 */
public record Option<T>(
    String key, String fallback, String form, String description, Function<String, T> parser) {

  /** A length of time, such as {@code 250 ms}, {@code 10 s} or {@code PT10S}; more than zero. */
  public static Option<Duration> duration(String key, String fallback, String description) {
    return new Option<>(
        key, fallback, "a duration such as 250 ms, 10 s or PT10S", description, Option::duration);
  }

  /** A whole number of at least one. */
  public static Option<Integer> count(String key, String fallback, String description) {
    return new Option<>(
        key,
        fallback,
        "a whole number of at least 1",
        description,
        text -> {
          int number = Integer.parseInt(text);
          if (number < 1) {
            throw new IllegalArgumentException("is below 1");
          }
          return number;
        });
  }

  /** Any text. */
  public static Option<String> text(String key, String fallback, String form, String description) {
    return new Option<>(key, fallback, form, description, text -> text);
  }

  /**
   * The option's value among others.
   *
   * @throws IllegalArgumentException if what is given cannot be read, saying what can
   */
  public T in(Map<String, String> given) {
    String text = given.getOrDefault(key, fallback).strip();
    try {
      return parser.apply(text);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(
          "Option %s is \"%s\" and must be %s.".formatted(key, text, form), e);
    }
  }

  private static Duration duration(String text) {
    Duration duration = text.startsWith("P") ? Duration.parse(text) : TimeUtils.parseDuration(text);
    if (duration.isNegative() || duration.isZero()) {
      throw new IllegalArgumentException("is not more than zero");
    }
    return duration;
  }
}
