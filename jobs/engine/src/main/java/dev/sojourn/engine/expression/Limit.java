package dev.sojourn.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.Optional;

/**
 * A comparison of something with a constant: {@code event.total > 50.0}, {@code 'FR' ==
 * profile.country}, {@code profile.country in ['FR', 'DE']}.
 *
 * @param subject text of what is compared
 * @param constant a list for {@link Relation#IN}
 */
record Limit(String subject, Relation relation, Object constant) {

  /** How the subject stands to the constant. */
  enum Relation {
    EQUAL,
    IN,
    LESS,
    AT_MOST,
    MORE,
    AT_LEAST;

    private Relation mirrored() {
      return switch (this) {
        case EQUAL, IN -> this;
        case LESS -> MORE;
        case AT_MOST -> AT_LEAST;
        case MORE -> LESS;
        case AT_LEAST -> AT_MOST;
      };
    }

    private boolean isStrict() {
      return this == LESS || this == MORE;
    }
  }

  /** Empty if a part of an expression is anything else. */
  static Optional<Limit> of(CelAbstractSyntaxTree tree, CelExpr expr) {
    if (expr.getKind() != CelExpr.ExprKind.Kind.CALL || expr.call().args().size() != 2) {
      return Optional.empty();
    }
    Optional<Relation> relation = relation(expr.call().function());
    if (relation.isEmpty()) {
      return Optional.empty();
    }
    CelExpr left = expr.call().args().get(0);
    CelExpr right = expr.call().args().get(1);
    Optional<Object> last = constant(tree, right);
    if (last.isPresent()) {
      boolean usable = relation.get() != Relation.IN || last.get() instanceof List;
      return usable
          ? Optional.of(new Limit(ExpressionText.of(left), relation.get(), last.get()))
          : Optional.empty();
    }
    return relation.get() == Relation.IN
        ? Optional.empty()
        : constant(tree, left)
            .map(first -> new Limit(ExpressionText.of(right), relation.get().mirrored(), first));
  }

  private static Optional<Relation> relation(String function) {
    return switch (function) {
      case "_==_" -> Optional.of(Relation.EQUAL);
      case "@in" -> Optional.of(Relation.IN);
      case "_<_" -> Optional.of(Relation.LESS);
      case "_<=_" -> Optional.of(Relation.AT_MOST);
      case "_>_" -> Optional.of(Relation.MORE);
      case "_>=_" -> Optional.of(Relation.AT_LEAST);
      default -> Optional.empty();
    };
  }

  private static Optional<Object> constant(CelAbstractSyntaxTree tree, CelExpr expr) {
    return NodeCompiler.compile(tree, expr)
        .filter(Literal.Constant.class::isInstance)
        .map(node -> ((Literal.Constant) node).value());
  }

  boolean isLower() {
    return relation == Relation.MORE || relation == Relation.AT_LEAST;
  }

  boolean isUpper() {
    return relation == Relation.LESS || relation == Relation.AT_MOST;
  }

  /** The only values that the subject can have; empty if it is not confined to some. */
  Optional<List<?>> values() {
    return switch (relation) {
      case EQUAL -> Optional.of(List.of(constant));
      case IN -> Optional.of((List<?>) constant);
      default -> Optional.empty();
    };
  }

  /** What the comparison gives for a value of the subject: a Boolean, or something else. */
  Object test(Object value) {
    Node left = new Literal.Constant(value);
    Node right = new Literal.Constant(constant);
    Node comparison =
        switch (relation) {
          case EQUAL -> Comparison.equal(left, right);
          case IN -> Comparison.in(left, right);
          case LESS -> Comparison.LESS.of(left, right);
          case AT_MOST -> Comparison.LESS_EQUALS.of(left, right);
          case MORE -> Comparison.GREATER.of(left, right);
          case AT_LEAST -> Comparison.GREATER_EQUALS.of(left, right);
        };
    return comparison.eval(null);
  }

  /** Whether no value lies within both this and another bound. */
  boolean excludes(Limit other) {
    if (!isOrder(other)) {
      // What has an order with the one constant has none with the other.
      return true;
    }
    if (isLower() == other.isLower()) {
      return false;
    }
    Limit lower = isLower() ? this : other;
    Limit upper = isLower() ? other : this;
    boolean strict = relation.isStrict() || other.relation.isStrict();
    Object fits = strict ? less(lower, upper) : lessOrEqual(lower, upper);
    return !Boolean.TRUE.equals(fits);
  }

  /** Whether every value within this bound is within another one of the same direction. */
  boolean isWithin(Limit other) {
    if (isLower() != other.isLower() || isUpper() != other.isUpper() || !isOrder(other)) {
      return false;
    }
    Limit inner = isLower() ? other : this;
    Limit outer = isLower() ? this : other;
    boolean apart = other.relation.isStrict() && !relation.isStrict();
    return Boolean.TRUE.equals(apart ? less(inner, outer) : lessOrEqual(inner, outer));
  }

  private boolean isOrder(Limit other) {
    return lessOrEqual(this, other) instanceof Boolean;
  }

  private static Object less(Limit a, Limit b) {
    return compare(Comparison.LESS, a, b);
  }

  private static Object lessOrEqual(Limit a, Limit b) {
    return compare(Comparison.LESS_EQUALS, a, b);
  }

  private static Object compare(Comparison comparison, Limit a, Limit b) {
    return comparison
        .of(new Literal.Constant(a.constant), new Literal.Constant(b.constant))
        .eval(null);
  }
}
