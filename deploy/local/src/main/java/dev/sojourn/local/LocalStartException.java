package dev.sojourn.local;

/**
 * Sojourn cannot start here, for a reason that its user can mend; the message says which and how.
 */
public final class LocalStartException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public LocalStartException(String message) {
    super(message);
  }

  public LocalStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
