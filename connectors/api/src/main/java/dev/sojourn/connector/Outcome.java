package dev.sojourn.connector;

import java.time.Duration;
import java.util.Optional;

/**
 * A provider's answer to one attempt, classified. Codes are short, lower-case, with hyphens;
 * details are for people.
 */
public sealed interface Outcome {

  /**
   * The provider has taken the message, or done what it was called for.
   *
   * @param providerId the provider's id of it; empty if it gave none
   * @param answer what a called system answered, where the channel's connector is configured to
   *     read it (S9); {@link Answer#NONE} for messages and from connectors that know no answers
   */
  record Accepted(Optional<String> providerId, Answer answer) implements Outcome {
    /** Accepted under an id of the provider's, without an answer. */
    public static Accepted as(String providerId) {
      return new Accepted(Optional.of(providerId), Answer.NONE);
    }

    /** Accepted; the provider gave neither an id nor an answer. */
    public static Accepted anonymously() {
      return new Accepted(Optional.empty(), Answer.NONE);
    }
  }

  /** It did not work now and may later: a connection refused, a 5xx, a time limit. */
  record Transient(String code, String detail) implements Outcome {}

  /**
   * It will never work for this message: an unknown address, a 400; or the call was answered and
   * the answer cannot be used, {@link Answer#UNREADABLE} or {@link Answer#TOO_LARGE}.
   */
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
