package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.EntryRequest;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts instances (E). */
final class Entries {
  /** The largest starting event, stored, in bytes (E10). */
  static final int LARGEST_CONTEXT = 64 * 1024;

  /** Instances per profile. */
  static final int MOST_INSTANCES = 1_000;

  private Entries() {}

  /**
   * Starts what an event starts (E2), by priority, then name.
   *
   * @return whether the event started or was refused anything
   */
  static boolean onEvent(
      Turn turn, DefinitionSet.EventInterest interest, CustomerEvent event, JourneyScope scope) {
    boolean used = false;
    for (Live<Journey> live : interest.entries()) {
      Journey.EventEntry entry = (Journey.EventEntry) live.document().entry();
      Truth truth = entry.event().when().map(when -> when.test(scope)).orElse(Truth.TRUE);
      if (truth == Truth.FAILED) {
        turn.reject(
            ErrorCode.CONDITION_ERROR,
            "entry of journey "
                + live.document().name()
                + ": the condition "
                + entry.event().when().map(Expression::source).orElse("")
                + " cannot be evaluated");
      }
      if (truth != Truth.TRUE) {
        turn.count("entry-not-matched"); // E9
        continue;
      }
      Set<String> keys =
          entry.key().map(key -> InstanceKeys.of(turn, key.evaluate(scope))).orElse(Set.of(""));
      if (keys.isEmpty()) {
        turn.count("entry-without-key");
      }
      if (!keys.isEmpty()) {
        used |= enter(turn, live, keys, event.id(), event.properties(), scope);
      }
    }
    return used;
  }

  /** Starts what a request asks for (E6). */
  static void onRequest(Turn turn, EntryRequest request, JourneyScope scope) {
    Optional<Live<Journey>> live = turn.definitions().liveJourney(request.journey());
    if (live.isEmpty()) {
      turn.reject(
          ErrorCode.REFERENCE_UNKNOWN,
          "entry request "
              + request.id()
              + " names journey "
              + request.journey()
              + ", which does not exist");
      return;
    }
    if (InstanceKeys.isTooLong(request.key())) {
      turn.reject(
          ErrorCode.VALUE_INVALID,
          "entry request "
              + request.id()
              + " has a key longer than "
              + InstanceKeys.LONGEST
              + " bytes");
      return;
    }
    enter(turn, live.get(), Set.of(request.key()), request.id(), request.context(), scope);
  }

  /**
   * Starts an instance per key. What started them is stored alike for all, and what is wrong with
   * it is told once, however many keys there are.
   *
   * @return whether anyone entered, or a refusal was recorded
   */
  private static boolean enter(
      Turn turn,
      Live<Journey> live,
      Set<String> keys,
      String signal,
      Map<String, Object> context,
      JourneyScope scope) {
    Journey journey = live.document();
    boolean used = false;
    byte[] stored = null;
    for (String key : keys) {
      Optional<String> refusal = EntryGate.refusal(turn, live, key);
      if (refusal.isPresent()) {
        used |= refuse(turn, journey, key, refusal.get());
        continue;
      }
      used = true;
      if (stored == null) {
        stored = InstanceContext.toBytes(context);
      }
      if (isTooMuch(turn, journey, stored)) {
        return true;
      }
      start(turn, journey, key, signal, stored, scope);
    }
    return used;
  }

  /**
   * Whether the profile has as many instances as it may have, or the context is too large (E10);
   * tells so.
   */
  private static boolean isTooMuch(Turn turn, Journey journey, byte[] context) {
    if (turn.state().instances().size() >= MOST_INSTANCES) {
      turn.reject(
          ErrorCode.TOO_MANY_INSTANCES,
          "the profile is inside "
              + MOST_INSTANCES
              + " journeys already; "
              + journey.name()
              + " was not started");
      return true;
    }
    if (context.length > LARGEST_CONTEXT) {
      turn.reject(
          ErrorCode.EVENT_TOO_LARGE,
          "the event would start journey "
              + journey.name()
              + " but takes "
              + context.length
              + " bytes of the "
              + LARGEST_CONTEXT
              + " that an instance may keep; send large content by reference");
      return true;
    }
    return false;
  }

  private static void start(
      Turn turn, Journey journey, String key, String signal, byte[] context, JourneyScope scope) {
    String id = Ids.instance(journey.name(), turn.profile(), key, signal);
    Instance instance =
        new Instance(id, journey.name(), journey.version(), key, turn.now(), Instance.NEVER);
    Stay provisional = new Stay(turn, instance, journey, scope);
    long timeoutAt = StepRunner.after(provisional, journey.timeout());
    instance = new Instance(id, journey.name(), journey.version(), key, turn.now(), timeoutAt);
    instance.startedNow = true;
    turn.state().addInstance(instance);
    turn.putContext(id, context);
    // What never matters again is not kept: always, with a key for each cart, would fill the state.
    if (key.isEmpty() || !(journey.reentry() instanceof Journey.Always)) {
      turn.state().entries().entered(journey.name(), key, turn.now());
    }
    Stay stay = new Stay(turn, instance, journey, scope);
    stay.record(Kind.ENTERED, "", Optional.of(journey.start()), "", "", -1);
    stay.attempt(() -> StepRunner.go(stay, Optional.of(journey.start())));
  }

  /**
   * E9.
   *
   * @return whether it was recorded
   */
  private static boolean refuse(Turn turn, Journey journey, String key, String reason) {
    turn.count("entry-refused-" + reason);
    boolean first = turn.state().entries().refused(journey.name(), reason, turn.now());
    if (first) {
      turn.touch();
      turn.emit(
          new Effect.StepRecord(
              journey.name(),
              journey.version(),
              "",
              key,
              0,
              Kind.ENTRY_REFUSED,
              "",
              "",
              "",
              reason,
              "",
              turn.now(),
              -1,
              turn.signal(),
              Map.of()));
    }
    return first;
  }
}
