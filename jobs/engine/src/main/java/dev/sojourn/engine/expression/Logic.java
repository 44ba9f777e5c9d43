package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;

/**
 * And, or, not and the conditional, with CEL's absorption: an error counts only if the other side
 * does not decide.
 */
final class Logic {
  private static final Failure NOT_BOOLEAN =
      new Failure(false, "a condition is neither true nor false");

  private Logic() {}

  static Node and(Node left, Node right) {
    return scope -> {
      Object first = left.eval(scope);
      if (first == Boolean.FALSE) {
        return first;
      }
      Object second = right.eval(scope);
      if (second == Boolean.FALSE || (first == Boolean.TRUE && second == Boolean.TRUE)) {
        return second;
      }
      return Logic.decide(first, second, Boolean.FALSE);
    };
  }

  static Node or(Node left, Node right) {
    return scope -> {
      Object first = left.eval(scope);
      if (first == Boolean.TRUE) {
        return first;
      }
      Object second = right.eval(scope);
      if (second == Boolean.TRUE || (first == Boolean.FALSE && second == Boolean.FALSE)) {
        return second;
      }
      return Logic.decide(first, second, Boolean.TRUE);
    };
  }

  /**
   * The rare rest of {@code and} and {@code or}: an error on a side, or a Boolean that is not one
   * of the two constants.
   *
   * @param deciding the value that settles the matter on either side
   */
  private static Object decide(Object first, Object second, Boolean deciding) {
    if (deciding.equals(first) || deciding.equals(second)) {
      return deciding;
    }
    if (first instanceof Boolean && second instanceof Boolean) {
      return !deciding;
    }
    return first instanceof Boolean
        ? Node.fault(second, NOT_BOOLEAN)
        : Node.fault(first, NOT_BOOLEAN);
  }

  static Node not(Node operand) {
    return scope -> {
      Object value = operand.eval(scope);
      return value instanceof Boolean truth ? (Object) !truth : Node.fault(value, NOT_BOOLEAN);
    };
  }

  static Node conditional(Node condition, Node then, Node otherwise) {
    return scope -> {
      Object value = condition.eval(scope);
      if (value instanceof Boolean truth) {
        return truth ? then.eval(scope) : otherwise.eval(scope);
      }
      return Node.fault(value, NOT_BOOLEAN);
    };
  }
}
