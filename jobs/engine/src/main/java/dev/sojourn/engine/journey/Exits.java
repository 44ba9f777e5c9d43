package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;
import java.util.Map;

/** What ends instances from outside of their steps (L), and what counts as their success (S15). */
final class Exits {
  private Exits() {}

  /**
   * Goals first, as what reaches a goal may end the instance too; then exits (L1).
   *
   * @return whether any instance did anything
   */
  static boolean round(List<Stay> stays, Occasion occasion) {
    boolean any = false;
    for (Stay stay : stays) {
      any |= goal(stay, occasion);
      any |= stay.isInside() && exit(stay, occasion);
    }
    return any;
  }

  /** S15: only the first one counts. */
  private static boolean goal(Stay stay, Occasion occasion) {
    if (stay.journey.goal().isEmpty()
        || stay.instance.goalReached
        || stay.instance.startedNow
        || !occasion.hasNews()) {
      return false;
    }
    Journey.Goal goal = stay.journey.goal().get();
    if (!isReached(stay, goal, occasion)) {
      return false;
    }
    long elapsed = stay.turn.now() - stay.instance.enteredAt;
    boolean late =
        goal.within().isPresent()
            && stay.turn.now() >= goal.within().get().after(stay.instance.enteredAt, stay.zone());
    if (late) {
      stay.turn.count("goal-too-late");
      return false;
    }
    stay.instance.goalReached = true;
    stay.recordGoal(
        Details.of(
            "elapsed",
            java.time.Duration.ofMillis(elapsed).toString(),
            goal.what() instanceof Journey.EventGoal ? "event" : "audience",
            name(goal)));
    if (goal.exit()) {
      stay.end("goal", true);
    }
    return true;
  }

  private static String name(Journey.Goal goal) {
    return goal.what() instanceof Journey.EventGoal event
        ? event.event().type()
        : ((Journey.AudienceGoal) goal.what()).transition().audience();
  }

  private static boolean isReached(Stay stay, Journey.Goal goal, Occasion occasion) {
    if (goal.what() instanceof Journey.AudienceGoal audience) {
      return occasion.change(audience.transition()) != null;
    }
    return stay.matches(
        ((Journey.EventGoal) goal.what()).event(), occasion.event(), "goal-condition-failed");
  }

  private static boolean exit(Stay stay, Occasion occasion) {
    Map<String, String> why = stay.exitReason();
    if (why == null && occasion.concernsInstances()) {
      why = event(stay, occasion.event());
    }
    if (why == null) {
      return false;
    }
    stay.end("exit", true, why);
    return true;
  }

  /** What made an event an exit (L1, L2); null if it is none. */
  private static Map<String, String> event(Stay stay, CustomerEvent event) {
    if (stay.instance.startedNow) {
      return null; // L0
    }
    for (Journey.Exit exit : stay.journey.exits()) {
      if (exit instanceof Journey.EventExit wanted
          && stay.matches(wanted.event(), event, "exit-condition-failed")) {
        return Details.event(wanted.event(), event, stay.scope);
      }
    }
    return null;
  }

  /** Ends every stay in a journey that was stopped (V1). */
  static void stopped(Turn turn) {
    for (Instance instance : List.copyOf(turn.state().instances())) {
      boolean over =
          !instance.trial
              && turn.definitions()
                  .liveJourney(instance.journey)
                  .filter(live -> live.state().endsStays())
                  .isPresent();
      if (over) {
        Stay.end(turn, instance, "stopped", true, Map.of());
      }
    }
  }

  /** Whether a condition is true now. */
  static boolean holds(Journey.ConditionExit exit, Stay stay) {
    return exit.when().test(stay.scope) == Truth.TRUE;
  }
}
