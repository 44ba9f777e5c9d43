package dev.sojourn.cli.bulk;

/** A row cannot be used; the message says what is wrong and what would be right. */
public final class RowException extends Exception {
  private static final long serialVersionUID = 1;

  private final RowCode code;

  public RowException(RowCode code, String message) {
    super(message);
    this.code = code;
  }

  public RowCode code() {
    return code;
  }
}
