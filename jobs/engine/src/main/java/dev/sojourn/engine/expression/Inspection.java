package dev.sojourn.engine.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What can be said of an expression before it runs: what it reads, and whether a condition can be
 * true at all. What is said is certain; that nothing is said means nothing.
 *
 * <p>For authors, not for the path of events: the text is checked anew, which takes some hundred
 * microseconds.
 */
public final class Inspection {
  /** For what reads nothing. */
  static final Scope NOTHING_IN_SIGHT =
      new Scope() {
        @Override
        public CustomerEvent event() {
          return null;
        }

        @Override
        public Map<String, Object> variable(String name) {
          return null;
        }

        @Override
        public long now() {
          return 0;
        }
      };

  private final Optional<CelAbstractSyntaxTree> tree;
  private final Optional<List<Alternative>> alternatives;

  private Inspection(Optional<CelAbstractSyntaxTree> tree) {
    this.tree = tree;
    this.alternatives =
        tree.flatMap(Alternatives::of)
            .map(all -> all.stream().filter(one -> !one.isContradictory()).toList());
  }

  /** Looks into an expression. Of one that is not CEL nothing can be said. */
  public static Inspection of(Expression expression) {
    if (!(expression instanceof CompiledExpression compiled)) {
      return new Inspection(Optional.empty());
    }
    try {
      CelEnvironment environment = CelEnvironment.of(compiled.context());
      return new Inspection(Optional.of(environment.check(compiled.source())));
    } catch (CelValidationException e) {
      throw new IllegalStateException("an expression that was checked: " + compiled.source(), e);
    }
  }

  /** Whether the condition is false, or cannot be evaluated, whatever it reads. */
  public boolean isNeverTrue() {
    return alternatives.filter(List::isEmpty).isPresent();
  }

  /** Whether the condition is true whatever it reads. */
  public boolean isAlwaysTrue() {
    return alternatives.orElse(List.of()).stream().anyMatch(one -> one.facts().isEmpty());
  }

  /** Whether another condition is true whenever this one is. */
  public boolean implies(Inspection other) {
    return alternatives.isPresent()
        && other.alternatives.isPresent()
        && alternatives.get().stream()
            .allMatch(one -> other.alternatives.get().stream().anyMatch(one::implies));
  }

  /**
   * The paths that are read of a variable; holds the empty path if it is read as a whole, or nobody
   * knows.
   */
  public Set<List<String>> reads(Variable variable) {
    return tree.map(checked -> Reads.of(checked.getExpr()).of(variable)).orElse(Set.of(List.of()));
  }

  /** Whether no variable is read. {@code now()} may be. */
  public boolean readsNothing() {
    return tree.map(checked -> Reads.of(checked.getExpr()).variables().isEmpty()).orElse(false);
  }

  /** Whether the value may depend on the moment of evaluation. */
  public boolean asksForNow() {
    return tree.map(checked -> asksForNow(checked.getExpr())).orElse(true);
  }

  static boolean asksForNow(CelExpr expr) {
    return CelNavigableExpr.fromExpr(expr)
        .allNodes()
        .map(CelNavigableExpr::expr)
        .anyMatch(
            part ->
                part.getKind() == CelExpr.ExprKind.Kind.CALL
                    && part.call().function().equals(CelEnvironment.NOW));
  }
}
