package dev.sojourn.engine.expression;

import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;

/**
 * What an event must have for a condition to be true: a property with a certain text. Of an event
 * without it the condition is false, never at fault, so that it need not be evaluated.
 *
 * @param path of the property
 */
public record Requirement(List<String> path, String value) {

  /**
   * The requirement that stands first in a condition, as {@code event.a == 'x' && …}. What stands
   * further behind is none: what comes before it may be at fault, which is to be told.
   */
  static Optional<Requirement> of(CelExpr condition) {
    CelExpr first = condition;
    while (isCall(first, "_&&_")) {
      first = first.call().args().get(0);
    }
    if (!isCall(first, "_==_")) {
      return Optional.empty();
    }
    CelExpr left = first.call().args().get(0);
    CelExpr right = first.call().args().get(1);
    return of(left, right).or(() -> of(right, left));
  }

  private static Optional<Requirement> of(CelExpr property, CelExpr constant) {
    if (constant.getKind() != CelExpr.ExprKind.Kind.CONSTANT
        || constant.constant().getKind() != CelConstant.Kind.STRING_VALUE) {
      return Optional.empty();
    }
    return Reads.Path.of(property)
        .filter(path -> path.variable() == Variable.EVENT && !path.names().isEmpty())
        .map(path -> new Requirement(path.names(), constant.constant().stringValue()));
  }

  private static boolean isCall(CelExpr expr, String function) {
    return expr.getKind() == CelExpr.ExprKind.Kind.CALL
        && expr.call().function().equals(function)
        && expr.call().args().size() == 2;
  }
}
