package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.PublicationState;

/**
 * What applying does to one document.
 *
 * @param state that it has afterwards
 * @param note for people: what changes, or why it is refused and what to do
 */
public record Change(DocumentVersion document, Action action, PublicationState state, String note) {

  /** Whether something is published by it. */
  boolean isDone() {
    return action == Action.PUBLISH || action == Action.POINT;
  }

  /** Whether the document is live by it, and was not before in this state and version. */
  boolean makesLive() {
    return isDone() && state == PublicationState.LIVE;
  }

  /** What is to be done. */
  public enum Action {
    /** Nothing: the version is live, in this state, with this text. */
    UNCHANGED("unchanged"),
    /** A new version, which becomes the live one. */
    PUBLISH("published"),
    /** A version that is there already becomes the live one, or the live one changes its state. */
    POINT("switched"),
    /** It cannot be done. */
    REFUSED("refused");

    private final String label;

    Action(String label) {
      this.label = label;
    }

    /** As results tell it. */
    public String label() {
      return label;
    }
  }
}
