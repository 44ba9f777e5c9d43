package dev.sojourn.engine.definition;

import java.math.BigDecimal;
import java.util.List;

/** What a value must be: all of this. */
public record ValueTest(List<Part> parts) {

  /**
   * One thing that a value must be.
   *
   * @param operand a BigDecimal without trailing zeros, a String or a Boolean; a BigDecimal where
   *     the order matters
   */
  public record Part(Relation relation, Object operand) {

    /** Whether it holds of a value of one of the operand's types. */
    boolean holds(Object value) {
      switch (relation) {
        case EQUALS:
          return value.equals(operand);
        case NOT_EQUALS:
          return !value.equals(operand);
        default:
          return value instanceof BigDecimal number
              && relation.holds(number.compareTo((BigDecimal) operand));
      }
    }
  }

  /** How a value is compared. */
  public enum Relation {
    ABOVE,
    AT_LEAST,
    BELOW,
    AT_MOST,
    EQUALS,
    NOT_EQUALS;

    /**
     * @param order of the value to the operand, as {@code compareTo} gives it
     */
    private boolean holds(int order) {
      return switch (this) {
        case ABOVE -> order > 0;
        case AT_LEAST -> order >= 0;
        case BELOW -> order < 0;
        case AT_MOST -> order <= 0;
        case EQUALS -> order == 0;
        case NOT_EQUALS -> order != 0;
      };
    }
  }

  /**
   * Whether a value is so.
   *
   * @param value a BigDecimal without trailing zeros, a String or a Boolean
   */
  public boolean holds(Object value) {
    // By index, so that no iterator is made.
    for (int i = 0; i < parts.size(); i++) {
      if (!parts.get(i).holds(value)) {
        return false;
      }
    }
    return true;
  }
}
