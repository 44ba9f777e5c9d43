package dev.sojourn.engine.expression;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An expression that runs as closures, or by the library.
 *
 * <p>Equal to any other made from the same text for the same place, so that documents can be
 * compared.
 */
final class CompiledExpression implements Expression {
  private final String source;
  private final ExpressionContext context;
  private final ExpectedType type;
  private final Node node;
  private final Set<List<String>> eventPaths;
  private final Set<String> profileAttributes;
  private final Optional<Requirement> requirement;

  CompiledExpression(
      String source,
      ExpressionContext context,
      ExpectedType type,
      Node node,
      Reads reads,
      Optional<Requirement> requirement) {
    this.source = source;
    this.context = context;
    this.type = type;
    this.node = node;
    this.requirement = requirement;
    this.eventPaths = Set.copyOf(reads.of(Variable.EVENT));
    this.profileAttributes =
        reads.of(Variable.PROFILE).stream()
            .map(path -> path.isEmpty() ? "*" : path.get(0))
            .collect(toUnmodifiableSet());
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public Object evaluate(Scope scope) {
    return node.eval(scope);
  }

  @Override
  public Set<List<String>> eventPaths() {
    return eventPaths;
  }

  @Override
  public Set<String> profileAttributes() {
    return profileAttributes;
  }

  @Override
  public Optional<Requirement> requirement() {
    return requirement;
  }

  /** What it may see. */
  ExpressionContext context() {
    return context;
  }

  /** Whether the library evaluates it. */
  boolean isInterpreted() {
    return node instanceof InterpretedNode;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CompiledExpression that
        && source.equals(that.source)
        && context.equals(that.context)
        && type == that.type;
  }

  @Override
  public int hashCode() {
    return source.hashCode();
  }

  @Override
  public String toString() {
    return source;
  }
}
