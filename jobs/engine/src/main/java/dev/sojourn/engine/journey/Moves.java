package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck;
import dev.sojourn.engine.definition.MigrationCheck.Place;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Moves a person's stays to another version of their journey (V3). Who waits, is held, or is owed
 * an outcome or an answer goes on so at a step of the same kind; anywhere else the step begins. A
 * stay that is in the new version already is left alone, so that a repetition changes nothing.
 */
final class Moves {
  /** The reason of those whom a migration lets leave. */
  static final String MIGRATED = "migrated";

  private final Turn turn;
  private final Migration migration;
  private final Journey to;
  private final String run;
  private final JourneyScope scope;

  private Moves(Turn turn, Migration migration, Journey to, String run, JourneyScope scope) {
    this.turn = turn;
    this.migration = migration;
    this.to = to;
    this.run = run;
    this.scope = scope;
  }

  /**
   * Does what a migration says, if it still is the one that moves people, to the version that is
   * still the live one (V3).
   *
   * @return whether a stay was moved or ended
   */
  static boolean take(Turn turn, Order.Move move, String run, JourneyScope scope) {
    Optional<Migration> migration =
        turn.definitions()
            .migration(move.migration())
            .filter(live -> live.version() == move.version());
    Optional<Journey> to =
        migration.flatMap(live -> turn.definitions().journey(live.journey(), live.to()));
    if (to.isEmpty() || !isLive(turn, to.get(), migration.get())) {
      turn.count("move-not-live");
      return false;
    }
    Moves moves = new Moves(turn, migration.get(), to.get(), run, scope);
    boolean any = false;
    for (Instance instance : List.copyOf(turn.state().instances())) {
      // One that was moved may have ended others.
      any |=
          turn.state().instances().contains(instance)
              && moves.concern(instance)
              && moves.move(instance);
    }
    return any;
  }

  /**
   * Whether others come into that version too, or would if the journey were not paused or closed:
   * nobody is moved to one that was live only when the run began, and nobody gets into a draft.
   */
  private static boolean isLive(Turn turn, Journey to, Migration migration) {
    return turn.definitions()
        .liveJourney(to.name())
        .filter(
            live ->
                MigrationCheck.ofTarget(migration, live.document().version(), live.state())
                    .isEmpty())
        .isPresent();
  }

  private boolean concern(Instance instance) {
    return !instance.trial
        && instance.journey.equals(migration.journey())
        && migration.from().contains(instance.version);
  }

  private boolean move(Instance instance) {
    Migration.Destination destination = migration.of(instance.step);
    if (destination instanceof Migration.Leaves) {
      Stay.end(turn, instance, MIGRATED, true, details(instance.version));
      return true;
    }
    String target = destination instanceof Migration.Goes goes ? goes.step() : instance.step;
    Step step = to.steps().get(target);
    if (step == null) {
      turn.count("move-without-step"); // V4: publishing refuses it
      return false;
    }
    Optional<Journey> from = turn.definitions().journey(instance.journey, instance.version);
    Optional<Place> rests =
        from.map(journey -> journey.steps().get(instance.step)).flatMap(Place::of);
    boolean goesOn = rests.isPresent() && rests.equals(Place.of(step)) && !turn.isParked(instance);
    Map<String, String> details = details(instance.version);
    Optional<Instance.Sent> unanswered = unanswered(instance);
    Listings.end(instance, turn.now(), turn::emit);
    instance.listedAt = null;
    instance.inIndexSince = turn.now();
    Belongings.carry(turn, instance, from, to, migration);
    instance.version = to.version();
    Stay stay = new Stay(turn, instance, to, scope);
    if (from.filter(journey -> endsAlike(journey, to)).isEmpty()) {
      instance.timeoutAt = stay.lastMoment();
    }
    if (instance.timeoutAt <= turn.now()) {
      // L3, L4: the new version's limit has passed already; the wake-up of this moment ends the
      // stay.
      turn.unpark(instance);
      stay.record(Kind.MOVED, "", Optional.of(step.id()), "kept", "", until(instance), details);
      instance.step = step.id();
      return true;
    }
    stay.attempt(
        () -> {
          if (leaves(stay)) {
            return;
          }
          if (goesOn) {
            goOn(stay, step, details);
          } else {
            unanswered.ifPresent(this::recall);
            begin(stay, step, details);
          }
        });
    return true;
  }

  /**
   * The request of a call whose answer an instance waits for. Of all steps that have a due time
   * only calls have a request.
   */
  private static Optional<Instance.Sent> unanswered(Instance instance) {
    return instance.due == Instance.NEVER || instance.hold != null
        ? Optional.empty()
        : instance.sentBy(instance.step).filter(sent -> sent.outcome == null);
  }

  private void recall(Instance.Sent sent) {
    turn.emit(new Effect.Recall(sent.requestId, sent.channel, MIGRATED, turn.now()));
  }

  private static boolean endsAlike(Journey one, Journey other) {
    return one.timeout().equals(other.timeout())
        && one.atEnd() == other.atEnd()
        && one.endsAt().equals(other.endsAt());
  }

  private Map<String, String> details(int from) {
    return Details.of(
        "migration", migration.name(), "fromVersion", Integer.toString(from), "run", run);
  }

  /** Lets the new version's exits have their say, but where they just had (L1). */
  private boolean leaves(Stay stay) {
    if (turn.isParked(stay.instance)) {
      turn.unpark(stay.instance);
      return false;
    }
    Map<String, String> exit = stay.exitReason();
    if (exit != null) {
      stay.end("exit", true, exit);
    }
    return exit != null;
  }

  /** What was waited for here is not waited for any more. */
  private void begin(Stay stay, Step step, Map<String, String> details) {
    stay.record(Kind.MOVED, "", Optional.of(step.id()), "begun", "", -1, details);
    StepRunner.go(stay, Optional.of(step.id()));
  }

  private void goOn(Stay stay, Step step, Map<String, String> details) {
    Instance instance = stay.instance;
    boolean counted =
        migration.waits() == Migration.Waits.RECOMPUTE
            && instance.hold == null
            && instance.since != Instance.UNKNOWN
            && !(step instanceof Step.Send);
    String old = instance.step;
    instance.step = step.id();
    if (counted) {
      instance.due = Math.max(turn.now(), due(stay, step));
    }
    instance.step = old;
    stay.record(
        Kind.MOVED,
        "",
        Optional.of(step.id()),
        counted ? "recomputed" : "kept",
        "",
        until(instance),
        details);
    instance.step = step.id();
    if (step instanceof Step.Await await) {
      StepRunner.goOn(stay, Awaits.lookAgain(stay, await));
    } else if (step instanceof Step.Send send && instance.hold == null && !send.awaitOutcome()) {
      StepRunner.goOn(stay, StepRunner.leave(stay, "next", send.next(), "not-awaited"));
    }
  }

  private static long until(Instance instance) {
    long until = instance.hold == null ? instance.due : instance.hold.until();
    return until == Instance.NEVER ? -1 : until;
  }

  /** When a wait or limit ends that is counted under the new version from its beginning. */
  private static long due(Stay stay, Step step) {
    long since = stay.instance.since;
    if (step instanceof Step.Wait wait) {
      return Waits.due(stay, wait, since).orElse(stay.instance.due);
    }
    return step instanceof Step.Await await
        ? Awaits.due(stay, await, since)
        : Calls.limit(stay, (Step.Call) step, since);
  }
}
