package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All of one person's stays in journeys: what a signal, or a moment, does to them. The order is
 * that of T3.
 */
public final class Journeys {
  /** How long someone inside a version that cannot be used waits for the next try, ms. */
  private static final long RETRY_UNKNOWN = 3_600_000;

  private Journeys() {}

  /**
   * A new moment begins: what was counted or noted for the last one no longer holds (S1, L0), and
   * who is inside a stopped journey is ended (V1).
   */
  public static void begin(Turn turn) {
    List<Instance> instances = turn.state().instances();
    for (int i = 0; i < instances.size(); i++) {
      instances.get(i).chain = 0;
      instances.get(i).startedNow = false;
    }
    if (!instances.isEmpty() && turn.definitions().endsStays()) {
      Exits.stopped(turn);
    }
  }

  /**
   * One round of an atomic step: goals and exits, awaits, entries (T3).
   *
   * @return whether what was shown did anything
   */
  public static boolean round(Turn turn, Occasion occasion, JourneyScope scope) {
    boolean used = false;
    List<Stay> stays = stays(turn, scope);
    if (!stays.isEmpty()) {
      used = Exits.round(stays, occasion);
      if (occasion.hasNews()) {
        used |= showToAwaits(stays, occasion);
      }
    }
    used |= LookingBack.noteForPerson(turn, occasion, scope);
    used |= Entries.round(turn, occasion, scope);
    return used;
  }

  /** The stays in versions that can be used (V2), in the order of their ids. */
  private static List<Stay> stays(Turn turn, JourneyScope scope) {
    if (turn.state().instances().isEmpty()) {
      return List.of();
    }
    List<Stay> stays = new ArrayList<>(turn.state().instances().size());
    for (Instance instance : turn.state().instances()) {
      stay(turn, instance, scope).ifPresent(stays::add);
    }
    return stays;
  }

  /**
   * Those who wait when something comes, each at most once; what they reach by it does not see it
   * again (S4).
   */
  private static boolean showToAwaits(List<Stay> stays, Occasion occasion) {
    boolean any = false;
    for (Stay stay : stays) {
      if (!stay.isInside()) {
        continue;
      }
      int before = stay.instance.transition;
      if (stay.journey.steps().get(stay.instance.step) instanceof Step.Await await) {
        any = true;
        stay.attempt(() -> Awaits.show(stay, await, occasion));
      }
      if (stay.isInside() && stay.instance.transition == before) {
        LookingBack.noteForInstance(stay, occasion);
      }
    }
    return any;
  }

  public static void onRequest(Turn turn, EntryRequest request, JourneyScope scope) {
    Entries.onRequest(turn, request, scope);
  }

  /**
   * A report on a request: notes a final outcome, the first only, and lets go on who waits for it.
   *
   * @return whether an instance knew the request and had not its outcome yet, or took the feedback
   */
  public static boolean onReport(Turn turn, DeliveryReport report, JourneyScope scope) {
    for (Instance instance : List.copyOf(turn.state().instances())) {
      for (Instance.Sent sent : List.copyOf(instance.sent)) {
        if (sent.requestId.equals(report.requestId())) {
          return onReport(turn, instance, sent, report, scope);
        }
      }
    }
    return false;
  }

  private static boolean onReport(
      Turn turn, Instance instance, Instance.Sent sent, DeliveryReport report, JourneyScope scope) {
    if (report.status().isFinal()) {
      if (sent.outcome != null) {
        turn.count("report-repeated");
        return false;
      }
      sent.outcome = report.status();
      instance.forgetSettled();
      turn.touch();
    }
    Optional<Stay> found = stay(turn, instance, scope);
    if (found.isEmpty()) {
      return true;
    }
    Stay stay = found.get();
    Step step = stay.journey.steps().get(instance.step);
    boolean isOutcome = sent.latest && report.status().isFinal() && sent.step.equals(instance.step);
    int before = instance.transition;
    if (step instanceof Step.Send send && send.awaitOutcome() && isOutcome) {
      stay.attempt(() -> Sends.onOutcome(stay, send, sent, report));
    } else if (step instanceof Step.Call call && isOutcome) {
      stay.attempt(() -> Calls.onOutcome(stay, call, sent, report));
    } else if (step instanceof Step.Await await && sent.latest) {
      stay.attempt(() -> Awaits.onReport(stay, await, sent, report));
    }
    if (sent.latest && stay.isInside() && instance.transition == before) {
      LookingBack.noteReport(stay, sent, report);
    }
    return true;
  }

  /** Lets every instance that is due at this moment go on, in the order of their ids (T2). */
  public static void onTime(Turn turn, JourneyScope scope) {
    for (Instance instance : List.copyOf(turn.state().instances())) {
      if (instance.nextDue() <= turn.now() && turn.state().instances().contains(instance)) {
        onTime(turn, instance, scope);
      }
    }
  }

  private static void onTime(Turn turn, Instance instance, JourneyScope scope) {
    Optional<Stay> stay = stay(turn, instance, scope);
    if (instance.timeoutAt <= turn.now()) {
      boolean atEndDate = stay.filter(Journeys::isEjected).isPresent();
      Stay.end(turn, instance, atEndDate ? "end-date" : "timeout", atEndDate, Map.of()); // L3, L4
      return;
    }
    if (stay.isEmpty()) {
      postpone(turn, instance);
      return;
    }
    if (instance.hold == null) { // else its turn comes at the end of the moment
      stay.get().attempt(() -> StepRunner.onTime(stay.get()));
    }
  }

  /** L4. */
  private static boolean isEjected(Stay stay) {
    Journey journey = stay.journey;
    return journey.atEnd() == Journey.AtEnd.EJECT
        && journey.endsAt().filter(end -> end.toEpochMilli() <= stay.turn.now()).isPresent();
  }

  /**
   * Lets the first go on of those who wait at their sends, once nothing else is left to do at this
   * moment: only then is it known who wants a place under caps (P7).
   *
   * @return whether there was one
   */
  public static boolean nextInLine(Turn turn, JourneyScope scope) {
    Optional<Stay> first = Line.first(turn, scope);
    first.ifPresent(
        stay -> {
          turn.unpark(stay.instance);
          stay.attempt(() -> StepRunner.again(stay));
        });
    return first.isPresent();
  }

  /**
   * Nothing can be done for an instance whose version this build cannot use; the person stays where
   * they are, and another build, or a mended document, lets them go on. Tried again from time to
   * time.
   */
  private static void postpone(Turn turn, Instance instance) {
    turn.reject(
        ErrorCode.REFERENCE_UNKNOWN,
        "journey "
            + instance.journey
            + " version "
            + instance.version
            + " cannot be used; whoever is inside waits until it can");
    instance.due = turn.now() + RETRY_UNKNOWN;
    turn.touch();
  }

  /** When an instance next goes on by itself; {@link ProfileState#NEVER} if none will. */
  public static long nextDue(ProfileState state) {
    long next = ProfileState.NEVER;
    for (int i = 0; i < state.instances().size(); i++) {
      next = Math.min(next, state.instances().get(i).nextDue());
    }
    return next;
  }

  /** The instance with its pinned version (V2); empty if that version cannot be used. */
  private static Optional<Stay> stay(Turn turn, Instance instance, JourneyScope scope) {
    Optional<Journey> journey = turn.definitions().journey(instance.journey, instance.version);
    if (journey.isEmpty()) {
      turn.count("version-unknown");
    }
    return journey.map(found -> new Stay(turn, instance, found, scope));
  }
}
