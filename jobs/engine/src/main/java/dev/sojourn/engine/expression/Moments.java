package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.threeten.extra.AmountFormats;

/** Conversions to timestamps and durations. */
final class Moments {
  private static final Failure NOT_A_MOMENT =
      new Failure(false, "not a timestamp such as 2026-03-01T12:00:00Z");
  private static final Failure NOT_A_DURATION = new Failure(false, "not a duration such as 1h30m");

  private Moments() {}

  /** {@code timestamp(a)}: of an RFC 3339 string, of seconds since 1970, of a timestamp. */
  static Node timestamp(Node operand) {
    return scope -> {
      Object value = operand.eval(scope);
      if (value instanceof String text) {
        return parseMoment(text);
      }
      if (value instanceof Long seconds) {
        return ofSeconds(seconds);
      }
      return value instanceof Instant ? value : Node.fault(value, NOT_A_MOMENT);
    };
  }

  /** {@code duration(a)}: of a string such as {@code 1h30m}, of a duration. */
  static Node duration(Node operand) {
    return scope -> {
      Object value = operand.eval(scope);
      if (value instanceof String text) {
        return parseDuration(text);
      }
      return value instanceof Duration ? value : Node.fault(value, NOT_A_DURATION);
    };
  }

  /** An instant, or a failure. */
  static Object parseMoment(String text) {
    try {
      Instant moment = OffsetDateTime.parse(text).toInstant();
      return Arithmetic.inRange(moment) ? moment : NOT_A_MOMENT;
    } catch (DateTimeException e) {
      return NOT_A_MOMENT;
    }
  }

  private static Object ofSeconds(long seconds) {
    try {
      Instant moment = Instant.ofEpochSecond(seconds);
      return Arithmetic.inRange(moment) ? moment : NOT_A_MOMENT;
    } catch (DateTimeException e) {
      return NOT_A_MOMENT;
    }
  }

  /** A duration, or a failure. */
  static Object parseDuration(String text) {
    try {
      Duration duration = AmountFormats.parseUnitBasedDuration(text);
      return Arithmetic.inRange(duration) ? duration : NOT_A_DURATION;
    } catch (DateTimeException | ArithmeticException e) {
      return NOT_A_DURATION;
    }
  }
}
