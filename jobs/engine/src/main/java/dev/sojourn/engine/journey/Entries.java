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
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Starts instances (E). */
final class Entries {
  /** The largest starting event, stored, in bytes (E10). */
  static final int LARGEST_CONTEXT = 64 * 1024;

  /** Instances per profile. */
  static final int MOST_INSTANCES = 1_000;

  /** Elements of a list-valued key that start instances. */
  static final int MOST_KEYS = 1_000;

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
      Set<String> keys = entry.key().map(key -> keys(key.evaluate(scope))).orElse(Set.of(""));
      if (keys.isEmpty()) {
        turn.count("entry-without-key");
      }
      for (String key : keys) {
        used = true;
        enter(turn, live, key, event.id(), event.properties(), scope);
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
    enter(turn, live.get(), request.key(), request.id(), request.context(), scope);
  }

  private static Set<String> keys(Object value) {
    Set<String> keys = new LinkedHashSet<>();
    if (value instanceof Collection<?> list) {
      for (Object element : list) {
        if (keys.size() < MOST_KEYS) {
          key(element).ifPresent(keys::add);
        }
      }
    } else {
      key(value).ifPresent(keys::add);
    }
    return keys;
  }

  private static Optional<String> key(Object value) {
    if (value instanceof String text && !text.isEmpty()) {
      return Optional.of(text);
    }
    if (value instanceof Long || value instanceof Boolean) {
      return Optional.of(value.toString());
    }
    if (value instanceof Double number && Double.isFinite(number)) {
      return Optional.of(
          number == Math.rint(number) && Math.abs(number) < 1e15
              ? Long.toString(number.longValue())
              : number.toString());
    }
    return Optional.empty();
  }

  private static void enter(
      Turn turn,
      Live<Journey> live,
      String key,
      String signal,
      Map<String, Object> context,
      JourneyScope scope) {
    Journey journey = live.document();
    Optional<String> refusal = EntryGate.refusal(turn.state(), live, key, turn.now());
    if (refusal.isPresent()) {
      refuse(turn, journey, key, refusal.get());
      return;
    }
    if (turn.state().instances().size() >= MOST_INSTANCES) {
      turn.reject(
          ErrorCode.TOO_MANY_INSTANCES,
          "the profile is inside "
              + MOST_INSTANCES
              + " journeys already; "
              + journey.name()
              + " was not started");
      return;
    }
    ByteWriter bytes = new ByteWriter(256);
    ValueFormat.writeMap(bytes, context);
    if (bytes.length() > LARGEST_CONTEXT) {
      turn.reject(
          ErrorCode.EVENT_TOO_LARGE,
          "the event would start journey "
              + journey.name()
              + " but takes "
              + bytes.length()
              + " bytes of the "
              + LARGEST_CONTEXT
              + " that an instance may keep; send large content by reference");
      return;
    }
    start(turn, journey, key, signal, bytes.toBytes(), scope);
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
    StepRunner.go(stay, Optional.of(journey.start()));
  }

  /** E9. */
  private static void refuse(Turn turn, Journey journey, String key, String reason) {
    turn.count("entry-refused-" + reason);
    if (turn.state().entries().refused(journey.name(), reason, turn.now())) {
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
              turn.signal()));
    }
  }
}
