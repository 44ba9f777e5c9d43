package dev.sojourn.engine.life;

import dev.sojourn.engine.effect.Effect.StepRecord.Kind;

/**
 * One transition in an instance's life, and the record that tells of it.
 *
 * @param at the kind of the step, for who is on the way; else empty: the state says it
 * @param edge empty for none; {@link #ANY} where documents name it
 * @param reason empty for none; {@link #ANY} where it is not one of the engine's own
 */
public record LifeArc(
    LifeState from, String at, Kind kind, String edge, String reason, LifeState to) {
  public static final String ANY = "*";

  @Override
  public String toString() {
    return from.words()
        + (at.isEmpty() ? "" : " at " + at)
        + ": "
        + kind.label()
        + (edge.isEmpty() ? "" : " edge " + edge)
        + (reason.isEmpty() ? "" : " reason " + reason)
        + " -> "
        + to.words();
  }
}
