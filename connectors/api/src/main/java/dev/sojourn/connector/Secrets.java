package dev.sojourn.connector;

/** Resolves references to secrets (D11). */
@FunctionalInterface
public interface Secrets {

  /**
   * Replaces every {@code ${env:NAME}} and {@code ${file:PATH}} in a text; a text without
   * references is returned as it is.
   *
   * @throws MissingSecretException if a reference leads nowhere
   */
  String resolve(String text);

  /**
   * A reference to a secret leads nowhere; an attempt that needs it is {@link
   * Outcome.Misconfigured}.
   */
  final class MissingSecretException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public MissingSecretException(String reference) {
      super("secret " + reference + " is not there; set it where the worker runs");
    }
  }
}
