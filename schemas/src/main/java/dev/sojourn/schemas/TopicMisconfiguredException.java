package dev.sojourn.schemas;

/**
 * A topic is missing, or is set up in a way on which Sojourn's promises cannot stand. Broken
 * configuration: the job does not start. The message says which topic, what is wrong and the
 * command that mends it.
 */
public final class TopicMisconfiguredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public TopicMisconfiguredException(String message) {
    super(message);
  }
}
