package dev.sojourn.schemas.registry;

/**
 * The registry could not be reached, or did not answer as a registry does. Not bad input: a job
 * fails, is restarted by Flink, and nothing is lost (rule 8).
 */
public final class RegistryUnavailableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RegistryUnavailableException(String message) {
    super(message);
  }

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
