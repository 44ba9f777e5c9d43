package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Plus, minus, times, divided by, remainder. Whole numbers that overflow are an error. Moments lie
 * between the years 1 and 9999, durations within 10,000 years, as in CEL.
 */
enum Arithmetic {
  ADD {
    @Override
    Object apply(Object left, Object right) {
      if (left instanceof Long a && right instanceof Long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? OVERFLOW : (Object) sum;
      }
      if (left instanceof Double a && right instanceof Double b) {
        return a + b;
      }
      if (left instanceof String a && right instanceof String b) {
        return a.concat(b);
      }
      if (left instanceof Instant a && right instanceof Duration b) {
        return shift(a, b, 1);
      }
      if (left instanceof Duration a && right instanceof Instant b) {
        return shift(b, a, 1);
      }
      if (left instanceof Duration a && right instanceof Duration b) {
        return between(a.plus(b));
      }
      if (left instanceof List<?> a && right instanceof List<?> b) {
        List<Object> both = new ArrayList<>(a.size() + b.size());
        both.addAll(a);
        both.addAll(b);
        return Collections.unmodifiableList(both);
      }
      return Node.fault(left, right, MISMATCH);
    }
  },
  SUBTRACT {
    @Override
    Object apply(Object left, Object right) {
      if (left instanceof Long a && right instanceof Long b) {
        long difference = a - b;
        return ((a ^ b) & (a ^ difference)) < 0 ? OVERFLOW : (Object) difference;
      }
      if (left instanceof Double a && right instanceof Double b) {
        return a - b;
      }
      if (left instanceof Instant a && right instanceof Instant b) {
        return between(Duration.between(b, a));
      }
      if (left instanceof Instant a && right instanceof Duration b) {
        return shift(a, b, -1);
      }
      if (left instanceof Duration a && right instanceof Duration b) {
        return between(a.minus(b));
      }
      return Node.fault(left, right, MISMATCH);
    }
  },
  MULTIPLY {
    @Override
    Object apply(Object left, Object right) {
      if (left instanceof Long a && right instanceof Long b) {
        long product = a * b;
        return Math.multiplyHigh(a, b) == product >> 63 ? (Object) product : OVERFLOW;
      }
      if (left instanceof Double a && right instanceof Double b) {
        return a * b;
      }
      return Node.fault(left, right, MISMATCH);
    }
  },
  DIVIDE {
    @Override
    Object apply(Object left, Object right) {
      if (left instanceof Long a && right instanceof Long b) {
        if (b == 0) {
          return ZERO;
        }
        return a == Long.MIN_VALUE && b == -1 ? OVERFLOW : (Object) (a / b);
      }
      if (left instanceof Double a && right instanceof Double b) {
        return a / b;
      }
      return Node.fault(left, right, MISMATCH);
    }
  },
  REMAINDER {
    @Override
    Object apply(Object left, Object right) {
      if (left instanceof Long a && right instanceof Long b) {
        return b == 0 ? ZERO : (Object) (a % b);
      }
      return Node.fault(left, right, MISMATCH);
    }
  };

  private static final Failure MISMATCH =
      new Failure(false, "values of these types cannot be calculated with each other");
  private static final Failure OVERFLOW = new Failure(false, "a whole number is too large");
  private static final Failure ZERO = new Failure(false, "division by zero");
  private static final Failure OUT_OF_RANGE =
      new Failure(false, "a moment or duration is out of range");

  private static final long FIRST_SECOND = -62_135_596_800L;
  private static final long LAST_SECOND = 253_402_300_799L;
  private static final long LONGEST_SECONDS = 315_576_000_000L;

  abstract Object apply(Object left, Object right);

  /** A node that applies the operation to two others. */
  Node of(Node left, Node right) {
    return scope -> apply(left.eval(scope), right.eval(scope));
  }

  /** {@code -a}. */
  static Node negate(Node operand) {
    return scope -> {
      Object value = operand.eval(scope);
      if (value instanceof Long whole) {
        return whole == Long.MIN_VALUE ? OVERFLOW : (Object) (-whole);
      }
      return value instanceof Double real ? (Object) (-real) : Node.fault(value, MISMATCH);
    };
  }

  /** Whether CEL knows such a moment. */
  static boolean inRange(Instant moment) {
    return moment.getEpochSecond() >= FIRST_SECOND && moment.getEpochSecond() <= LAST_SECOND;
  }

  /** Whether CEL knows such a duration. */
  static boolean inRange(Duration duration) {
    return Math.abs(duration.toSeconds()) <= LONGEST_SECONDS;
  }

  private static Object shift(Instant moment, Duration by, int sign) {
    // Both lie within CEL's ranges, so that nothing overflows.
    Instant shifted = sign > 0 ? moment.plus(by) : moment.minus(by);
    return inRange(shifted) ? shifted : OUT_OF_RANGE;
  }

  private static Object between(Duration duration) {
    return inRange(duration) ? duration : OUT_OF_RANGE;
  }
}
