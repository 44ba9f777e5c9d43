package dev.sojourn.engine.expression;

import com.google.common.collect.ImmutableList;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which values of which variable an expression reads: the longest paths of constant names. */
final class Reads {
  private final Map<Variable, Set<List<String>>> paths = new EnumMap<>(Variable.class);

  /** What an expression reads. */
  static Reads of(CelExpr expr) {
    Reads reads = new Reads();
    reads.visit(expr, Set.of());
    return reads;
  }

  /** The paths into a variable; holds the empty path if the variable is used as a whole. */
  Set<List<String>> of(Variable variable) {
    return Collections.unmodifiableSet(paths.getOrDefault(variable, Set.of()));
  }

  /** The variables that are read at all. */
  Set<Variable> variables() {
    return Collections.unmodifiableSet(paths.keySet());
  }

  private void visit(CelExpr expr, Set<String> hidden) {
    Optional<Path> path = Path.of(expr);
    if (path.isPresent()) {
      if (!hidden.contains(path.get().variable.label())) {
        paths.computeIfAbsent(path.get().variable, v -> new HashSet<>()).add(path.get().names);
      }
      return;
    }
    switch (expr.getKind()) {
      case SELECT -> visit(expr.select().operand(), hidden);
      case CALL -> {
        expr.call().target().ifPresent(target -> visit(target, hidden));
        expr.call().args().forEach(arg -> visit(arg, hidden));
      }
      case LIST -> expr.list().elements().forEach(element -> visit(element, hidden));
      case MAP ->
          expr.map()
              .entries()
              .forEach(
                  entry -> {
                    visit(entry.key(), hidden);
                    visit(entry.value(), hidden);
                  });
      case STRUCT -> expr.struct().entries().forEach(entry -> visit(entry.value(), hidden));
      case COMPREHENSION -> {
        visit(expr.comprehension().iterRange(), hidden);
        // The loop's own variables may bear the name of one of ours.
        Set<String> inside = new HashSet<>(hidden);
        inside.add(expr.comprehension().accuVar());
        inside.add(expr.comprehension().iterVar());
        inside.add(expr.comprehension().iterVar2());
        visit(expr.comprehension().accuInit(), hidden);
        visit(expr.comprehension().loopCondition(), inside);
        visit(expr.comprehension().loopStep(), inside);
        visit(expr.comprehension().result(), inside);
      }
      case IDENT, CONSTANT, NOT_SET -> {
        // Reads nothing of ours.
      }
    }
  }

  /** A variable and constant names that lead into it: {@code event.a.b}, {@code event["a"].b}. */
  record Path(Variable variable, List<String> names) {

    /** Empty if the expression is anything else. */
    static Optional<Path> of(CelExpr expr) {
      List<String> names = new ArrayList<>();
      CelExpr at = expr;
      while (at.getKind() != CelExpr.ExprKind.Kind.IDENT) {
        if (at.getKind() == CelExpr.ExprKind.Kind.SELECT) {
          names.add(at.select().field());
          at = at.select().operand();
          continue;
        }
        if (at.getKind() != CelExpr.ExprKind.Kind.CALL || !at.call().function().equals("_[_]")) {
          return Optional.empty();
        }
        ImmutableList<CelExpr> args = at.call().args();
        if (args.get(1).getKind() != CelExpr.ExprKind.Kind.CONSTANT
            || args.get(1).constant().getKind() != CelConstant.Kind.STRING_VALUE) {
          return Optional.empty();
        }
        names.add(args.get(1).constant().stringValue());
        at = args.get(0);
      }
      Collections.reverse(names);
      for (Variable variable : Variable.values()) {
        if (variable.label().equals(at.ident().name())) {
          return Optional.of(new Path(variable, List.copyOf(names)));
        }
      }
      return Optional.empty();
    }
  }
}
