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
  DRY_RUN,
  WITHDRAWN,
  DELETED;

  /**
   * Whether a channel, template, policy or audience in this state is in use. One that is paused or
   * closed still is: only journeys pause.
   */
  public boolean isInUse() {
    return !isTrial() && this != STOPPED && this != DELETED;
  }

  /**
   * Whether it is a state of a version that is tried beside the live one: a draft, a dry run, or
   * one that is tried no more. Such pointers have a key of their own, {@code kind/name/trial}.
   */
  public boolean isTrial() {
    return this == DRAFT || this == DRY_RUN || this == WITHDRAWN;
  }

  /** Whether everybody inside is to be ended (V1). */
  public boolean endsStays() {
    return this == STOPPED || this == DELETED;
  }

  /** As it stands in pointers. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
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
