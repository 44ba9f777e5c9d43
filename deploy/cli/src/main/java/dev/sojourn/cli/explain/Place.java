package dev.sojourn.cli.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Where a person is in a journey.
 *
 * @param since the transition that brought them there
 * @param step empty once the stay has ended
 */
record Place(Kind kind, Transition since, String step) {

  /** What a person does at a place. */
  enum Kind {
    /** Waits for time to pass, or for something to happen. */
    WAITING,
    /** Held before a send or a call that may not be made now. */
    HELD,
    /** Stays until it is known what became of a message (S8). */
    AWAITING_OUTCOME,
    /** Stays until a called system answers (S9). */
    AWAITING_ANSWER,
    /** On the way to a step of which nothing is recorded yet, or not in what was read. */
    BETWEEN,
    /** Not in the journey any more. */
    ENDED;

    /** For programs, such as {@code awaiting-outcome}. */
    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** The place to which a transition leads; empty if it leaves the person where they were. */
  static Optional<Place> after(Transition by) {
    return switch (by.kind()) {
      case Transition.ENDED -> Optional.of(new Place(Kind.ENDED, by, ""));
      case Transition.WAITING -> Optional.of(new Place(Kind.WAITING, by, by.step()));
      case Transition.HELD -> Optional.of(new Place(Kind.HELD, by, by.step()));
      case Transition.CALLED -> Optional.of(new Place(Kind.AWAITING_ANSWER, by, by.step()));
      case Transition.SENT ->
          Optional.of(
              by.edge().isEmpty()
                  ? new Place(Kind.AWAITING_OUTCOME, by, by.step())
                  : new Place(Kind.BETWEEN, by, by.next()));
      case Transition.MOVED ->
          // Who goes on as before is in a place of the same kind: see Visit.
          by.reason().equals("begun")
              ? Optional.of(new Place(Kind.BETWEEN, by, by.next()))
              : Optional.empty();
      case Transition.ENTERED, Transition.PASSED, Transition.NOT_SENT, Transition.ASSIGNED ->
          Optional.of(new Place(Kind.BETWEEN, by, by.next()));
      default ->
          by.until().isPresent()
              ? Optional.of(new Place(Kind.WAITING, by, by.step()))
              : Optional.empty();
    };
  }

  /** Until when at most; empty if there is no limit, or none is recorded. */
  Optional<Instant> until() {
    return since.until();
  }

  /**
   * For how long the person should have been gone from here: the job is behind, or does not run.
   */
  Optional<Duration> overdue(Instant now) {
    return until()
        .filter(moment -> moment.isBefore(now))
        .map(moment -> Duration.between(moment, now));
  }
}
