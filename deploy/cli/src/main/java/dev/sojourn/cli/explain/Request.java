package dev.sojourn.cli.explain;

import java.time.Instant;
import java.util.Optional;

/**
 * A message that was asked for, or an outside system that was called.
 *
 * @param templateVersion 0 for the live one
 * @param topic consent topic; empty for none
 */
record Request(
    String id,
    String channel,
    String address,
    String template,
    int templateVersion,
    boolean transactional,
    String topic,
    int priority,
    Instant requestedAt,
    Instant dueAt,
    Instant expiresAt,
    Origin origin,
    boolean dry) {

  /** Who asked. */
  sealed interface Origin {
    /** A step of a journey. */
    record Step(String journey, int version, String instance, String step) implements Origin {}

    /** A row of a campaign's run. */
    record Row(String campaign, String run, String row) implements Origin {}

    /** An application. */
    record Caller(String name) implements Origin {}
  }

  /** The instance that asked; empty if none did. */
  Optional<String> instance() {
    return origin instanceof Origin.Step step ? Optional.of(step.instance()) : Optional.empty();
  }
}
