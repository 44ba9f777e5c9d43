package dev.sojourn.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Takes conditions apart into the ways in which they can be true. */
final class Alternatives {
  /** A condition that has more is not looked into. */
  private static final int MOST = 64;

  private static final List<Alternative> ANYHOW = List.of(new Alternative(List.of()));
  private static final List<Alternative> NEVER = List.of();

  private final CelAbstractSyntaxTree tree;

  private Alternatives(CelAbstractSyntaxTree tree) {
    this.tree = tree;
  }

  /** All ways in which a condition can be true; empty if there are too many. */
  static Optional<List<Alternative>> of(CelAbstractSyntaxTree tree) {
    try {
      return Optional.of(new Alternatives(tree).of(tree.getExpr(), true));
    } catch (TooManyException e) {
      return Optional.empty();
    }
  }

  /** The ways in which a part gives exactly this truth, and not an error. */
  private List<Alternative> of(CelExpr expr, boolean value) throws TooManyException {
    Optional<Boolean> known = known(expr);
    if (known.isPresent()) {
      return known.get() == value ? ANYHOW : NEVER;
    }
    if (expr.getKind() == CelExpr.ExprKind.Kind.CALL) {
      List<CelExpr> args = expr.call().args();
      switch (expr.call().function()) {
        case "!_" -> {
          return of(args.get(0), !value);
        }
        case "_&&_" -> {
          return value ? both(args, true) : either(args, false);
        }
        case "_||_" -> {
          return value ? either(args, true) : both(args, false);
        }
        case "_?_:_" -> {
          List<Alternative> then = product(of(args.get(0), true), of(args.get(1), value));
          return union(then, product(of(args.get(0), false), of(args.get(2), value)));
        }
        case "_!=_" -> {
          CelExpr equal =
              expr.toBuilder().setCall(expr.call().toBuilder().setFunction("_==_").build()).build();
          return List.of(fact(equal, !value));
        }
        default -> {
          // A part that is not made of truths.
        }
      }
    }
    return List.of(fact(expr, value));
  }

  private List<Alternative> both(List<CelExpr> args, boolean value) throws TooManyException {
    return product(of(args.get(0), value), of(args.get(1), value));
  }

  private List<Alternative> either(List<CelExpr> args, boolean value) throws TooManyException {
    return union(of(args.get(0), value), of(args.get(1), value));
  }

  private static List<Alternative> union(List<Alternative> left, List<Alternative> right)
      throws TooManyException {
    List<Alternative> all = new ArrayList<>(left);
    all.addAll(right);
    return few(all);
  }

  private static List<Alternative> product(List<Alternative> left, List<Alternative> right)
      throws TooManyException {
    if (left.size() * right.size() > MOST) {
      throw new TooManyException();
    }
    List<Alternative> all = new ArrayList<>();
    for (Alternative one : left) {
      right.forEach(other -> all.add(one.and(other)));
    }
    return few(all);
  }

  private static List<Alternative> few(List<Alternative> alternatives) throws TooManyException {
    if (alternatives.size() > MOST) {
      throw new TooManyException();
    }
    return alternatives;
  }

  private Alternative fact(CelExpr expr, boolean value) {
    return new Alternative(
        List.of(
            new Alternative.Fact(
                ExpressionText.of(expr), Limit.of(tree, expr), present(expr), value)));
  }

  private static String present(CelExpr expr) {
    boolean asks = expr.getKind() == CelExpr.ExprKind.Kind.SELECT && expr.select().testOnly();
    return asks ? ExpressionText.of(expr).substring("has:".length()) : "";
  }

  /** What a part gives that reads nothing; empty if it does, or gives no truth. */
  private Optional<Boolean> known(CelExpr expr) {
    if (expr.getKind() == CelExpr.ExprKind.Kind.CONSTANT) {
      return expr.constant().getKind() == CelConstant.Kind.BOOLEAN_VALUE
          ? Optional.of(expr.constant().booleanValue())
          : Optional.empty();
    }
    if (!Reads.of(expr).variables().equals(Set.of()) || Inspection.asksForNow(expr)) {
      return Optional.empty();
    }
    return NodeCompiler.compile(tree, expr)
        .map(node -> node.eval(Inspection.NOTHING_IN_SIGHT))
        .filter(Boolean.class::isInstance)
        .map(Boolean.class::cast);
  }

  /** Unwinds to where the condition is given up. */
  private static final class TooManyException extends Exception {
    private static final long serialVersionUID = 1;

    TooManyException() {
      super(null, null, false, false);
    }
  }
}
