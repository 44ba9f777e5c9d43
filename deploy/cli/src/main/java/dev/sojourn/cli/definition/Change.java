package dev.sojourn.cli.definition;

import dev.sojourn.engine.definition.PublicationState;

/**
 * What applying does to one document.
 *
 * @param state that it has afterwards, if it is not superseded
 * @param note for people: what changes, or why it is refused and what to do
 */
public record Change(DocumentVersion document, Action action, PublicationState state, String note) {

  /** Whether the document gets this state and version by it. */
  boolean isDone() {
    return action == Action.PUBLISH || action == Action.POINT;
  }

  /** Whether its version is published by it. */
  boolean isNewVersion() {
    return action == Action.PUBLISH || action == Action.ADD;
  }

  /** The state that the version has afterwards; empty if a higher version has it. */
  public String stateLabel() {
    return isSuperseded() ? "" : state.label();
  }

  /** Whether a higher version among the same documents is the one that gets the state. */
  boolean isSuperseded() {
    return action == Action.ADD || action == Action.SUPERSEDED;
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
    /** A new version beside which a higher one is applied, which becomes the live one. */
    ADD("added"),
    /** Nothing: the version is there, and a higher one is applied with it. */
    SUPERSEDED("unchanged"),
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
