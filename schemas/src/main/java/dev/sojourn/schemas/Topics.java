package dev.sojourn.schemas;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;

/**
 * The names of Sojourn's topics. Several installations can share a broker by different prefixes.
 *
 * @param prefix stands before every name, for example {@code sojourn.}; may be empty
 */
public record Topics(String prefix) implements Serializable {
  /** The topics of an installation that has the broker to itself. */
  public static final Topics DEFAULT = new Topics("sojourn.");

  public Topics {
    Objects.requireNonNull(prefix, "prefix");
  }

  /** Everything that happens to profiles, in one order per profile; key is the profile key. */
  public String signals() {
    return prefix + "signals";
  }

  /** Versions of documents and the pointers that say which is live; compacted. */
  public String definitions() {
    return prefix + "definitions";
  }

  /** Who came into which audience or left it; key is the profile key. */
  public String audienceChanges() {
    return prefix + "audience-changes";
  }

  /** Messages to be sent, and those to be taken back; key is the profile key. */
  public String messageRequests() {
    return prefix + "message-requests";
  }

  /**
   * Attempts at providers, before and after; key is the request id, partition is the channel's
   * shard.
   */
  public String attemptLedger() {
    return prefix + "attempt-ledger";
  }

  /** Every transition of every instance, with its reason; key is the profile key. */
  public String journeySteps() {
    return prefix + "journey-steps";
  }

  /** What could not be used, with where it came from; no key. */
  public String deadLetters() {
    return prefix + "dead-letters";
  }

  /** How far runs over many have come, and what was counted; key is its id, and the worker. */
  public String runs() {
    return prefix + "runs";
  }

  /** All of them. */
  public List<String> all() {
    return List.of(
        signals(),
        definitions(),
        audienceChanges(),
        messageRequests(),
        attemptLedger(),
        journeySteps(),
        deadLetters(),
        runs());
  }
}
