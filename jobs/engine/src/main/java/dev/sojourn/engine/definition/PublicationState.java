package dev.sojourn.engine.definition;

import java.util.Locale;
import java.util.Optional;

/** The state of a document's live version (V1). */
public enum PublicationState {
  LIVE,
  PAUSED,
  CLOSED,
  FINISHED,
  STOPPED,
  DRAFT,
  DELETED;

  /**
   * Whether a channel, template, policy or audience in this state is in use. One that is paused or
   * closed still is: only journeys pause.
   */
  public boolean isInUse() {
    return this != DRAFT && this != STOPPED && this != DELETED;
  }

  /** As it stands in pointers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Empty if there is no such state. */
  public static Optional<PublicationState> ofLabel(String label) {
    for (PublicationState state : values()) {
      if (state.label().equals(label)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }
}
