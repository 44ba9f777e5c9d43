package dev.sojourn.engine.expression;

import static java.util.stream.Collectors.joining;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Which variables an expression may see where it stands. Each is a map from names to values of any
 * type; what is declared of their types (A6) is {@link TypeCheck}'s matter.
 *
 * @param variables those that exist
 * @param clock whether {@code now()} exists
 */
public record ExpressionContext(Set<Variable> variables, Clock clock) {

  /** What {@code now()} gives. */
  public enum Clock {
    /** The log's time of the signal or wake-up at hand. */
    LOG,
    /**
     * There is none, because nothing would evaluate the expression again when its value changes
     * with time.
     */
    NONE
  }

  public ExpressionContext {
    EnumSet<Variable> copy = EnumSet.noneOf(Variable.class);
    copy.addAll(variables);
    variables = Collections.unmodifiableSet(copy);
  }

  public static ExpressionContext of(Variable... variables) {
    return new ExpressionContext(Set.copyOf(List.of(variables)), Clock.LOG);
  }

  /** The same without {@code now()}. */
  public ExpressionContext withoutClock() {
    return new ExpressionContext(variables, Clock.NONE);
  }

  /** The names for people, for example {@code event, profile}. */
  String names() {
    return variables.stream().map(Variable::label).collect(joining(", "));
  }
}
