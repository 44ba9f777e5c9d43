package dev.sojourn.engine.expression;

import static java.util.stream.Collectors.joining;

import dev.cel.common.ast.CelExpr;
import java.util.List;
import java.util.stream.Stream;

/**
 * A text for a part of a checked tree, such that two parts with the same text always have the same
 * value. Not for people.
 */
final class ExpressionText {
  private ExpressionText() {}

  static String of(CelExpr expr) {
    return switch (expr.getKind()) {
      case CONSTANT -> expr.constant().toString();
      case IDENT -> expr.ident().name();
      case SELECT ->
          (expr.select().testOnly() ? "has:" : "")
              + member(expr.select().operand(), expr.select().field());
      case CALL -> call(expr.call());
      case LIST -> "list" + joined(expr.list().elements());
      case MAP ->
          expr.map().entries().stream()
              .map(entry -> of(entry.key()) + ":" + of(entry.value()))
              .collect(joining(",", "map(", ")"));
      case STRUCT ->
          expr.struct().entries().stream()
              .map(entry -> entry.fieldKey() + ":" + of(entry.value()))
              .collect(joining(",", expr.struct().messageName() + "(", ")"));
      case COMPREHENSION -> comprehension(expr.comprehension());
      case NOT_SET -> "";
    };
  }

  /** {@code a.b} and {@code a["b"]} are the same. */
  private static String member(CelExpr operand, String name) {
    return of(operand) + "." + name.length() + ":" + name;
  }

  private static String call(CelExpr.CelCall call) {
    List<CelExpr> args = call.args();
    if (call.function().equals("_[_]")
        && args.get(1).getKind() == CelExpr.ExprKind.Kind.CONSTANT
        && args.get(1).constant().getKind() == dev.cel.common.ast.CelConstant.Kind.STRING_VALUE) {
      return member(args.get(0), args.get(1).constant().stringValue());
    }
    if (call.function().equals("_==_")) {
      // Which side stands first makes no difference.
      return args.stream().map(ExpressionText::of).sorted().collect(joining(",", "_==_(", ")"));
    }
    String target = call.target().map(of -> of(of) + "/").orElse("");
    return target + call.function() + joined(args);
  }

  private static String comprehension(CelExpr.CelComprehension loop) {
    return Stream.of(
            loop.iterVar(),
            loop.iterVar2(),
            of(loop.iterRange()),
            loop.accuVar(),
            of(loop.accuInit()),
            of(loop.loopCondition()),
            of(loop.loopStep()),
            of(loop.result()))
        .collect(joining(",", "loop(", ")"));
  }

  private static String joined(List<CelExpr> parts) {
    return parts.stream().map(ExpressionText::of).collect(joining(",", "(", ")"));
  }
}
