package dev.sojourn.connector;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A provider's answer to one attempt, classified. Codes are short, lower-case, with hyphens;
 * details are for people.
 */
public sealed interface Outcome {

  /**
   * The provider has taken the message.
   *
   * @param providerId the provider's id of it; empty if it gave none
   * @param answer a typed answer; empty for messages
   */
  record Accepted(Optional<String> providerId, Map<String, Object> answer) implements Outcome {
    /** Accepted under an id of the provider's. */
    public static Accepted as(String providerId) {
      return new Accepted(Optional.of(providerId), Map.of());
    }

    /** Accepted; the provider gave no id. */
    public static Accepted anonymously() {
      return new Accepted(Optional.empty(), Map.of());
    }
  }

  /** It did not work now and may later: a connection refused, a 5xx, a time limit. */
  record Transient(String code, String detail) implements Outcome {}

  /** It will never work for this message: an unknown address, a 400. */
  record Permanent(String code, String detail) implements Outcome {}

  /**
   * The provider asks to slow down.
   *
   * @param retryAfter how long to leave it alone; empty if it did not say
   */
  record Throttled(Optional<Duration> retryAfter, String detail) implements Outcome {}

  /** It works for no message until somebody mends the configuration: wrong credentials. */
  record Misconfigured(String code, String detail) implements Outcome {}
}
