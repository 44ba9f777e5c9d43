package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.policy.Room;
import dev.sojourn.engine.policy.SendPolicy.Decision;
import dev.sojourn.engine.profile.Hold;
import dev.sojourn.engine.profile.Hold.Reason;
import dev.sojourn.engine.profile.Instance;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Holds a person at a step (S8, V1): notes why and until when, tells so when the reason is a new
 * one, and asks to be called when it may be over. Whoever is held begins the step again then, and
 * is checked anew from P1.
 */
final class Holds {
  private Holds() {}

  /**
   * Holds while the journey is paused (V1).
   *
   * @param askAgain when to look whether it still is
   */
  static StepRunner.Way pause(Stay stay, long askAgain) {
    return hold(stay, Reason.PAUSED, Instance.NEVER, deadline(stay), askAgain, Map::of);
  }

  /** Holds until quiet hours end (P5). */
  static StepRunner.Way quiet(Stay stay, Decision.Quiet quiet) {
    return hold(
        stay, Reason.QUIET_HOURS, quiet.until(), deadline(stay), quiet.until(), quiet::detail);
  }

  /** Holds until others have had time to want the last place too (P7). */
  static StepRunner.Way compete(Stay stay, Room room, long until) {
    return hold(
        stay,
        Reason.COMPETING,
        until,
        deadline(stay),
        Math.min(until, room.freeAt(2)),
        room::detail);
  }

  /**
   * Holds until there is a place under the caps (P6); empty if the policy does not say so, or the
   * time is over.
   */
  static Optional<StepRunner.Way> capped(Stay stay, ContactPolicy policy, Room room) {
    long now = stay.turn.now();
    long known = deadline(stay);
    if (policy.holdFor().isEmpty() || now >= known) {
      return Optional.empty();
    }
    long deadline = known == Instance.NEVER ? now + policy.holdFor().get().toMillis() : known;
    return Optional.of(
        hold(
            stay,
            Reason.CAPPED,
            deadline,
            deadline,
            Math.min(deadline, room.freeAt(1)),
            room::detail));
  }

  /** When the send at hand stops to wait for a place; {@link Instance#NEVER} if it never had to. */
  static long deadline(Stay stay) {
    return stay.instance.hold == null ? Instance.NEVER : stay.instance.hold.deadline();
  }

  private static StepRunner.Way hold(
      Stay stay,
      Reason reason,
      long until,
      long deadline,
      long due,
      Supplier<Map<String, String>> detail) {
    Instance instance = stay.instance;
    Hold before = instance.hold;
    instance.hold =
        new Hold(reason, before == null ? stay.turn.now() : before.since(), until, deadline);
    instance.due = due;
    stay.turn.touch();
    if (before == null || before.reason() != reason || before.until() != until) {
      stay.record(
          Kind.HELD,
          "",
          Optional.empty(),
          reason.label(),
          "",
          until == Instance.NEVER ? -1 : until,
          detail.get());
    }
    return StepRunner.Way.STAY;
  }

  /** The person stays at the step, but is not held any more. */
  static void release(Stay stay) {
    stay.instance.hold = null;
    stay.instance.due = Instance.NEVER;
  }

  /** Adds to a detail how long the person was held here, if at all. */
  static Map<String, String> told(Stay stay, Map<String, String> detail) {
    Hold hold = stay.instance.hold;
    if (hold == null) {
      return detail;
    }
    Map<String, String> told = new LinkedHashMap<>(detail);
    told.put("held", Duration.ofMillis(stay.turn.now() - hold.since()).toString());
    return told;
  }
}
