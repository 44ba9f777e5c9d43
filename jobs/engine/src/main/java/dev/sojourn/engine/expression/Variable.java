package dev.sojourn.engine.expression;

import java.util.Locale;

/**
 * The names that an expression may see. Which of them exist depends on where it stands, see {@link
 * ExpressionContext}.
 */
public enum Variable {
  /** Properties of the event at hand. */
  EVENT,
  /** Attributes of the person, with {@code id} and {@code consents}. */
  PROFILE,
  /** {@code key}, {@code event}, {@code name} and {@code enteredAt} of the instance. */
  JOURNEY,
  /** Answers of earlier steps. */
  STEPS,
  /** {@code status} and {@code code} of the report at hand. */
  REPORT;

  private final String label = name().toLowerCase(Locale.ROOT);

  /** As it stands in expressions, for example {@code event}. */
  public String label() {
    return label;
  }
}
