package dev.sojourn.cli.runs;

import java.time.Instant;

/**
 * How far a run over many has come, all workers together.
 *
 * @param kind {@code sweep}, {@code current}, {@code schedule}, {@code stop}, {@code resume},
 *     {@code move}, or one that this build does not know
 * @param journey empty for a sweep
 * @param pace people in a second
 * @param state {@code running}, {@code finished}, {@code replaced} or {@code refused}
 * @param told people to whom a command was written
 * @param progress how much of its way it has gone, from 0 to 1
 * @param lastTold when a worker last told of it; of a run that is over, its end
 * @param reason why it is refused; empty if it is not
 */
public record RunState(
    String run,
    String kind,
    String journey,
    Instant startedAt,
    int pace,
    String state,
    long told,
    double progress,
    Instant lastTold,
    String reason) {
  public boolean isOver() {
    return !state.equals("running");
  }

  /** Whether {@link #expected} is what there were. */
  public boolean isExact() {
    return state.equals("finished");
  }

  /** How many people there are to tell: exact at the end, else by how far it has come. */
  public long expected() {
    return isExact() || progress <= 0 ? told : Math.round(told / progress);
  }
}
