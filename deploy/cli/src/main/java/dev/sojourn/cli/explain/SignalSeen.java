package dev.sojourn.cli.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * A signal of the person that is not a delivery report.
 *
 * @param name the event's type, the journey that is asked for, the command's kind; empty for an
 *     update
 * @param occurredAt by its writer's clock; the log time for a command, which has none
 * @param loggedAt what counts as its time
 * @param hops how many emitted events lie between an outside event and this one; 0: from outside
 * @param content the event's properties, the request's context, the update's attributes
 */
record SignalSeen(
    Kind kind,
    String id,
    String name,
    Instant occurredAt,
    Instant loggedAt,
    int hops,
    Map<String, Object> content) {

  /** What a signal is. */
  enum Kind {
    EVENT("event"),
    UPDATE("profile update"),
    ENTRY_REQUEST("entry request"),
    COMMAND("command");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }

    /** For programs, such as {@code entry-request}. */
    String label() {
      return words.replace(' ', '-');
    }
  }

  /** How long after it occurred it was logged. */
  Duration late() {
    Duration late = Duration.between(occurredAt, loggedAt);
    return late.isNegative() ? Duration.ZERO : late;
  }
}
