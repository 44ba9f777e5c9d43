package dev.sojourn.engine.expression;

import static java.util.stream.Collectors.joining;

import java.util.List;

/** An expression is not one that may be published; tells everything that is wrong with it. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Fault> faults;

  ExpressionException(List<Fault> faults) {
    super(faults.stream().map(Fault::toString).collect(joining("; ")));
    this.faults = List.copyOf(faults);
  }

  /** At least one, in the order of their positions. */
  public List<Fault> faults() {
    return faults;
  }

  /**
   * Something wrong with an expression.
   *
   * @param line within the expression, from 1
   * @param column within the line in characters, from 1
   * @param message what is wrong
   * @param remedy what to do about it
   */
  public record Fault(int line, int column, String message, String remedy) {
    @Override
    public String toString() {
      return line + ":" + column + ": " + message + (remedy.isEmpty() ? "" : " (" + remedy + ")");
    }
  }
}
