package dev.sojourn.cli.publish;

/** A line is no signal; the message says what is wrong and what would be right. */
public final class LineException extends Exception {
  private static final long serialVersionUID = 1;

  public LineException(String message) {
    super(message);
  }
}
