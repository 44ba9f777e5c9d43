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
    return junction(left, right, Boolean.FALSE);
  }

  static Node or(Node left, Node right) {
    return junction(left, right, Boolean.TRUE);
  }

  /**
   * And, or.
   *
   * @param deciding the value that settles the matter on either side
   */
  private static Node junction(Node left, Node right, Boolean deciding) {
    return scope -> {
      Object first = left.eval(scope);
      if (deciding.equals(first)) {
        return deciding;
      }
      // As in the library: what is neither a truth nor an error is not absorbed.
      if (!(first instanceof Boolean || isFault(first))) {
        return NOT_BOOLEAN;
      }
      Object second = right.eval(scope);
      if (deciding.equals(second)) {
        return deciding;
      }
      if (!(second instanceof Boolean || isFault(second))) {
        return NOT_BOOLEAN;
      }
      return first instanceof Boolean
          ? second instanceof Boolean ? second : Node.fault(second, NOT_BOOLEAN)
          : Node.fault(first, NOT_BOOLEAN);
    };
  }

  private static boolean isFault(Object value) {
    return value == null || value instanceof Failure;
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
