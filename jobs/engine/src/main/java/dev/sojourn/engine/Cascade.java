package dev.sojourn.engine;

import dev.sojourn.engine.audience.Memberships;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.journey.JourneyScope;
import dev.sojourn.engine.journey.Journeys;
import dev.sojourn.engine.journey.Occasion;
import dev.sojourn.engine.profile.Turn;
import java.util.Set;

/**
 * What one thing sets off within an atomic step (T3): the profile, audiences, exits, awaits,
 * entries, and so on until nothing changes.
 */
final class Cascade {
  /** Rounds in one atomic step. */
  static final int MOST_ROUNDS = 100;

  private Cascade() {}

  /**
   * One round: lets what has changed of the profile have its effect on audiences, and that on
   * journeys.
   *
   * @return whether anything had changed
   */
  static boolean round(Turn turn, JourneyScope scope) {
    Set<String> changed = turn.takeChangedAttributes();
    if (!changed.isEmpty()) {
      Memberships.onAttributes(turn, changed, scope);
    }
    Memberships.complete(turn);
    Occasion occasion = Occasion.of(turn.takeMembershipChanges());
    Journeys.round(turn, occasion, scope);
    return !changed.isEmpty() || !occasion.changes().isEmpty();
  }

  /** Rounds until nothing changes; then the sends that compete, one by one (P7). */
  static void settle(Turn turn, JourneyScope scope) {
    int rounds = 0;
    while (true) {
      if (!turn.hasChanges()) {
        if (!Journeys.nextInLine(turn, scope)) {
          return;
        }
      } else if (rounds++ < MOST_ROUNDS) {
        round(turn, scope);
      } else {
        giveUp(turn, rounds == MOST_ROUNDS + 1);
      }
    }
  }

  private static void giveUp(Turn turn, boolean first) {
    if (first) {
      turn.reject(
          ErrorCode.RUNAWAY,
          "changes of the profile set off one another more than "
              + MOST_ROUNDS
              + " times at one moment");
    }
    turn.takeChangedAttributes();
    turn.takeMembershipChanges();
  }
}
