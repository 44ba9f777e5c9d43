package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Lookbacks;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.StoreException;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.time.Zones;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** One instance at one moment: what its steps have in common. */
final class Stay {
  final Turn turn;
  final Instance instance;
  final Journey journey;
  final JourneyScope scope;

  Stay(Turn turn, Instance instance, Journey journey, JourneyScope outer) {
    this.turn = turn;
    this.instance = instance;
    this.journey = journey;
    this.scope = outer.inside(instance);
  }

  /** The same stay, with nothing read of it yet. */
  Stay anew() {
    return new Stay(turn, instance, journey, scope);
  }

  /** The zone of the journey for this person, read now (T5). */
  ZoneId zone() {
    return zone(turn, journey);
  }

  /** The zone of a journey for the person at hand (T5). */
  static ZoneId zone(Turn turn, Journey journey) {
    return journey
        .zone()
        .or(() -> Zones.parse(turn.attributes().values().get("timezone")))
        .orElse(journey.fallbackZone());
  }

  /** Whether the person is still inside: it may have been ended by what came before. */
  boolean isInside() {
    return turn.state().instances().contains(instance);
  }

  /** What the awaits of the version want to be remembered (S4). */
  Lookbacks lookbacks() {
    return turn.definitions().lookbacks(journey);
  }

  /**
   * Whether an event is one that is meant.
   *
   * @param event null for none
   * @param failed what to count if the condition cannot be evaluated
   */
  boolean matches(EventMatcher matcher, CustomerEvent event, String failed) {
    if (event == null || !matcher.type().equals(event.type())) {
      return false;
    }
    if (matcher.when().isEmpty()) {
      return true;
    }
    Truth truth = matcher.when().get().test(scope);
    if (truth == Truth.FAILED) {
      turn.count(failed);
    }
    return truth == Truth.TRUE;
  }

  /** A moment in the future as it is for test profiles: nearer by the factor (V5). */
  long shortened(long moment) {
    return shortened(moment, turn.now());
  }

  /** As above, counted from another moment than now. */
  long shortened(long moment, long from) {
    return instance.test && journey.test().isPresent() && moment > from
        ? from + Math.max(1, (moment - from) / journey.test().get().factor())
        : moment;
  }

  /** When the whole stay ends: by the timeout (L3), or the end date if it ejects (L4). */
  long lastMoment() {
    long entered = instance.enteredAt;
    long timeout = shortened(StepRunner.after(this, journey.timeout(), entered), entered);
    return journey.atEnd() == Journey.AtEnd.EJECT && journey.endsAt().isPresent()
        ? Math.min(timeout, journey.endsAt().get().toEpochMilli())
        : timeout;
  }

  /** This person's share of a tolerance at this step (T6), ms. */
  long spread(Duration tolerance) {
    return tolerance.isZero()
        ? 0
        : Hashes.spread(
            Hashes.hash64(journey.name() + "/" + instance.step, turn.profile()),
            tolerance.toMillis());
  }

  /** Whether a condition or audience exit holds (L1, P1). */
  boolean mustExit() {
    return exitReason() != null;
  }

  /**
   * What makes a condition or audience exit hold; null if none does. The signal at hand does not
   * exit what it started (L0).
   */
  Map<String, String> exitReason() {
    if (instance.startedNow) {
      return null;
    }
    for (Journey.Exit exit : journey.exits()) {
      if (exit instanceof Journey.ConditionExit condition && Exits.holds(condition, this)) {
        return Details.condition(condition.when(), scope);
      }
      if (exit instanceof Journey.AudienceExit audience
          && turn.definitions().audiences().hasAudience(audience.audience())
          && turn.isMember(audience.audience()) == audience.member()) {
        return Details.of(
            "audience", audience.audience(), "change", audience.member() ? "in" : "out");
      }
    }
    return null;
  }

  /**
   * Ends the instance and forgets it (L5).
   *
   * @param recall whether requests that may still queue are taken back (L1)
   */
  void end(String reason, boolean recall) {
    end(reason, recall, Map.of());
  }

  /** As above, with what it rested on. */
  void end(String reason, boolean recall, Map<String, String> details) {
    end(turn, instance, reason, recall, details);
  }

  /** As above, for an instance whose definition need not be known. */
  static void end(
      Turn turn, Instance instance, String reason, boolean recall, Map<String, String> details) {
    record(turn, instance, Kind.ENDED, "", Optional.empty(), reason, "", -1, details);
    if (recall) {
      for (Instance.Sent sent : instance.sent) {
        if (sent.outcome == null) {
          turn.emit(new Effect.Recall(sent.requestId, sent.channel, reason, turn.now()));
        }
      }
    }
    Listings.end(instance, turn.now(), turn::emit);
    turn.state().removeInstance(instance);
    turn.putContext(instance.id, null);
    turn.touch();
  }

  /**
   * Moves the instance. What fails in an unforeseen way ends this instance only: the person's other
   * journeys, and every later signal, go on.
   */
  void attempt(Runnable move) {
    try {
      move.run();
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      if (turn.state().instances().contains(instance)) {
        fail(ErrorCode.INSTANCE_FAILED, e.toString());
      }
    }
  }

  /** Ends the instance because its definition did something it should not. */
  void fail(ErrorCode code, String message) {
    turn.reject(
        code,
        "journey "
            + journey.name()
            + " version "
            + journey.version()
            + ", step "
            + instance.step
            + ": "
            + message);
    end(code.code(), true, Details.of("error", message));
  }

  /** Tells that the goal was reached (S15). */
  void recordGoal(Map<String, String> details) {
    record(Kind.GOAL, "", Optional.empty(), "", "", -1, details);
  }

  /**
   * Tells of a transition, and counts it.
   *
   * @param edge empty if none was taken
   * @param until -1 if not waiting or without a limit
   */
  void record(
      Kind kind, String edge, Optional<String> next, String reason, String requestId, long until) {
    record(turn, instance, kind, edge, next, reason, requestId, until, Map.of());
  }

  /**
   * As above, with what the decision rested on.
   *
   * @param detail for people, in the order in which it is to be told
   */
  void record(
      Kind kind,
      String edge,
      Optional<String> next,
      String reason,
      String requestId,
      long until,
      Map<String, String> detail) {
    record(turn, instance, kind, edge, next, reason, requestId, until, detail);
  }

  private static void record(
      Turn turn,
      Instance instance,
      Kind kind,
      String edge,
      Optional<String> next,
      String reason,
      String requestId,
      long until,
      Map<String, String> detail) {
    turn.emit(
        new Effect.StepRecord(
            instance.journey,
            instance.version,
            instance.id,
            instance.key,
            instance.transition,
            kind,
            instance.step,
            edge,
            next.orElse(""),
            reason,
            requestId,
            turn.now(),
            until,
            turn.signal(),
            detail));
    instance.transition++;
    turn.touch();
  }
}
