package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;

/** A part of an expression, ready to run. Never throws; immutable as far as anyone can tell. */
@FunctionalInterface
interface Node {

  /** A value as of {@link Expression#evaluate}. */
  Object eval(Scope scope);

  /** An element or a member that is there but holds nothing. */
  Failure NOTHING = new Failure(true, "a value is missing");

  /**
   * Why an operation has no value: because one of its operands has none, else for the reason given.
   * Called only when the operands are not of types that the operation knows, so that the ordinary
   * way does not look for failures.
   */
  static Failure fault(Object operand, Failure otherwise) {
    if (operand instanceof Failure failure) {
      return failure;
    }
    return operand == null ? NOTHING : otherwise;
  }

  /** The same for two operands; of two failures the left one counts. */
  static Failure fault(Object left, Object right, Failure otherwise) {
    boolean atFault = left == null || left instanceof Failure;
    return atFault ? fault(left, otherwise) : fault(right, otherwise);
  }
}
