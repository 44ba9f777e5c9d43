package dev.sojourn.engine.expression;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A CEL expression, checked and ready to run. Immutable and safe for use by many threads.
 *
 * <p>Evaluation never throws: what goes wrong is a {@link Failure}, handled as CEL handles errors
 * ({@code false && error} is false, {@code true || error} is true).
 */
public interface Expression {

  /** As the author wrote it. */
  String source();

  /** Boolean, Long, Double, String, List, Map, Instant, Duration or null; or a {@link Failure}. */
  Object evaluate(Scope scope);

  /** Paths of event properties that are read; the empty path if the event is read as a whole. */
  Set<List<String>> eventPaths();

  /**
   * Names of profile attributes that are read; contains {@code *} if the profile is read as a
   * whole.
   */
  Set<String> profileAttributes();

  /** What events need for this condition to be true, if that can be told at a glance. */
  default Optional<Requirement> requirement() {
    return Optional.empty();
  }

  /** Evaluates a condition. A missing value makes it false, not an error (S5). */
  default Truth test(Scope scope) {
    Object value = evaluate(scope);
    if (value instanceof Boolean b) {
      return b ? Truth.TRUE : Truth.FALSE;
    }
    if (value == null || (value instanceof Failure f && f.missing())) {
      return Truth.FALSE;
    }
    return Truth.FAILED;
  }

  /** What a condition can come to. */
  enum Truth {
    TRUE,
    FALSE,
    /** Could not be evaluated, for a reason other than a missing value. */
    FAILED
  }

  /**
   * An evaluation that gave no value.
   *
   * @param missing true if a value that the expression reads is not there; false for any other
   *     error
   * @param message for people
   */
  record Failure(boolean missing, String message) {}
}
