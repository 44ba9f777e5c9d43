package dev.sojourn.engine.profile;

/**
 * A profile's state could not be read or written. Nobody's input or definition is to blame, so the
 * engine never takes it for one: it goes through to whoever called.
 */
public class StoreException extends RuntimeException {
  private static final long serialVersionUID = 1;

  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
