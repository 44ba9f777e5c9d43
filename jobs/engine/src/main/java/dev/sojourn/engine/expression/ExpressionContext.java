package dev.sojourn.engine.expression;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which variables an expression may see where it stands. Each is a map from names to values of any
 * type; declared attribute types (A6) will be stated here, per variable.
 *
 * @param variables those that exist
 */
public record ExpressionContext(Set<Variable> variables) {
  public ExpressionContext {
    EnumSet<Variable> copy = EnumSet.noneOf(Variable.class);
    copy.addAll(variables);
    variables = Collections.unmodifiableSet(copy);
  }

  public static ExpressionContext of(Variable... variables) {
    return new ExpressionContext(Set.copyOf(List.of(variables)));
  }

  /** The names for people, for example {@code event, profile}. */
  String names() {
    return variables.stream().map(Variable::label).collect(joining(", "));
  }
}
