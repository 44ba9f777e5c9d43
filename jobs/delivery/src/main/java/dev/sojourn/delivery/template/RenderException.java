package dev.sojourn.delivery.template;

/**
 * A template that does not render with this request's data (D9). The message names what is missing
 * or wrong, never a value.
 */
public final class RenderException extends Exception {
  private static final long serialVersionUID = 1L;

  RenderException(String message) {
    super(message, null, false, false);
  }
}
