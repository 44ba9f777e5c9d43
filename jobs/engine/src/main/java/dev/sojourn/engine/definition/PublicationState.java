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
