package dev.sojourn.delivery.definition;

/**
 * A document that should not have been published: the delivery job cannot use it. The message says
 * where and what.
 */
public final class SpecException extends Exception {
  private static final long serialVersionUID = 1L;

  SpecException(String message) {
    super(message);
  }
}
