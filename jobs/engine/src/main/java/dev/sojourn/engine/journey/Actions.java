package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.message.RequestContents;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Instance;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Steps that act on the person, the log and other journeys: update, emit, jump. */
final class Actions {
  /** How many emitted events may follow from one another (S12). */
  static final int MOST_HOPS = 16;

  private Actions() {}

  /** S10: all of the step's changes, or none. */
  static StepRunner.Way update(Stay stay, Step.Update update) {
    Optional<Map<String, Object>> values = values(stay, update.attributes());
    if (values.isEmpty()) {
      return StepRunner.Way.ENDED;
    }
    Attributes after = Attributes.ofBytes(stay.turn.attributes().toBytes());
    values.get().forEach(after::set);
    if (after.toBytes().length > Attributes.LIMIT) {
      stay.fail(ErrorCode.PROFILE_TOO_LARGE, "the profile would become too large");
      return StepRunner.Way.ENDED;
    }
    values.get().forEach(stay.turn::setAttribute);
    update.consents().forEach(stay.turn::setConsent);
    return StepRunner.leave(stay, "next", update.next(), "");
  }

  /** S12. */
  static StepRunner.Way emit(Stay stay, Step.Emit emit) {
    Instance instance = stay.instance;
    if (instance.hops >= MOST_HOPS) {
      stay.fail(
          ErrorCode.TOO_MANY_HOPS,
          "more than "
              + MOST_HOPS
              + " events emitted because of one another; break the circle of journeys that start each"
              + " other");
      return StepRunner.Way.ENDED;
    }
    Optional<Map<String, Object>> values = values(stay, emit.properties());
    if (values.isEmpty()) {
      return StepRunner.Way.ENDED;
    }
    Map<String, Object> properties = new LinkedHashMap<>(values.get());
    properties.values().removeIf(value -> value == null);
    if (isTooLarge(stay, properties)) {
      return StepRunner.Way.ENDED;
    }
    String id = Ids.event(instance.id, emit.id(), instance.transition);
    stay.turn.emit(
        new Effect.EmittedEvent(id, emit.type(), stay.turn.now(), instance.hops + 1, properties));
    stay.record(
        Kind.PASSED, "next", emit.next(), "", "", -1, Details.of("event", emit.type(), "id", id));
    return new StepRunner.Way.Leave(emit.next());
  }

  /** S13. */
  static StepRunner.Way jump(Stay stay, Step.Jump jump) {
    Optional<Live<Journey>> target = target(stay, jump);
    if (target.isEmpty()) {
      return refused(stay, jump, "not-live", Map.of());
    }
    String key = "";
    if (jump.key().isPresent()) {
      Optional<String> worked = InstanceKeys.single(jump.key().get().evaluate(stay.scope));
      if (worked.isEmpty()) {
        return refused(stay, jump, "key-missing", Map.of());
      }
      key = worked.get();
    }
    Optional<Map<String, Object>> values = values(stay, jump.context());
    if (values.isEmpty()) {
      return StepRunner.Way.ENDED;
    }
    Map<String, Object> context = new LinkedHashMap<>(values.get());
    context.values().removeIf(value -> value == null);
    if (isTooLarge(stay, context)) {
      return StepRunner.Way.ENDED;
    }
    Instance instance = stay.instance;
    String signal = "jump " + instance.id + " " + jump.id() + " " + instance.transition;
    Map<String, String> details = Details.of("jumpedFrom", instance.journey + "/" + jump.id());
    Starts starts =
        new Starts(
            stay.turn,
            target.get(),
            signal,
            context,
            Starts.Heritage.ofJump(instance),
            () -> details);
    if (jump.end()) {
      return end(stay, jump, starts, key);
    }
    Optional<EntryGate.Refusal> refusal = starts.jump(key, stay.scope);
    if (refusal.isPresent()) {
      return refused(stay, jump, refusal.get().reason(), refusal.get().details().get());
    }
    if (!stay.isInside()) {
      return StepRunner.Way.ENDED; // displaced by what it started
    }
    stay.record(
        Kind.PASSED, "next", jump.next(), "", "", -1, Details.of("journey", jump.journey()));
    return new StepRunner.Way.Leave(jump.next());
  }

  /** Leaves room first: the other journey may be this one, or of the same group. */
  private static StepRunner.Way end(Stay stay, Step.Jump jump, Starts starts, String key) {
    Optional<EntryGate.Refusal> refusal = starts.refusalWithout(stay.instance, key);
    if (refusal.isPresent() && jump.failed().isPresent()) {
      return refused(stay, jump, refusal.get().reason(), refusal.get().details().get());
    }
    stay.end("jumped", false, Details.of("journey", jump.journey()));
    starts.jump(key, stay.scope);
    return StepRunner.Way.ENDED;
  }

  /** Who is tried jumps to what is tried, if there is such a version, else to the live one. */
  private static Optional<Live<Journey>> target(Stay stay, Step.Jump jump) {
    Optional<Live<Journey>> live = stay.turn.definitions().liveJourney(jump.journey());
    return stay.instance.trial
        ? stay.turn.definitions().trial(jump.journey()).or(() -> live)
        : live;
  }

  private static StepRunner.Way refused(
      Stay stay, Step.Jump jump, String reason, Map<String, String> why) {
    Map<String, String> details = new LinkedHashMap<>(Details.of("journey", jump.journey()));
    details.putAll(why);
    Optional<String> edge = jump.failed().or(jump::next);
    stay.record(
        Kind.PASSED, jump.failed().isPresent() ? "failed" : "next", edge, reason, "", -1, details);
    return new StepRunner.Way.Leave(edge);
  }

  /** Too much for an event, or for what an instance may keep (E10). */
  private static boolean isTooLarge(Stay stay, Map<String, Object> values) {
    boolean tooLarge =
        InstanceContext.of(values).toBytes().length > Starts.LARGEST_CONTEXT
            || RequestContents.depth(values) > RequestContents.DEEPEST;
    if (tooLarge) {
      stay.fail(
          ErrorCode.EVENT_TOO_LARGE,
          "the values take more than "
              + Starts.LARGEST_CONTEXT
              + " bytes, or lie more than "
              + RequestContents.DEEPEST
              + " objects deep");
    }
    return tooLarge;
  }

  /**
   * What some expressions give, null where a value is missing; empty if one cannot be worked out,
   * which ends the instance.
   */
  private static Optional<Map<String, Object>> values(
      Stay stay, Map<String, Expression> expressions) {
    Map<String, Object> values = new LinkedHashMap<>();
    for (Map.Entry<String, Expression> member : expressions.entrySet()) {
      Object value = member.getValue().evaluate(stay.scope);
      if (value instanceof Expression.Failure failure) {
        if (!failure.missing()) {
          stay.fail(
              ErrorCode.CONDITION_ERROR,
              "the value of " + member.getKey() + " cannot be worked out: " + failure.message());
          return Optional.empty();
        }
        value = null;
      }
      values.put(member.getKey(), RequestContents.plain(value));
    }
    return Optional.of(values);
  }
}
