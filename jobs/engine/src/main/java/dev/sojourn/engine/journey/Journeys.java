package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import java.util.List;
import java.util.Optional;

/**
 * All of one person's stays in journeys: what a signal, or a moment, does to them. The order is
 * that of T3.
 */
public final class Journeys {
  /** How long someone inside a version that cannot be used waits for the next try, ms. */
  private static final long RETRY_UNKNOWN = 3_600_000;

  private Journeys() {}

  /** A new moment begins: what was counted or noted for the last one no longer holds (S1, L0). */
  public static void begin(ProfileState state) {
    for (Instance instance : state.instances()) {
      instance.chain = 0;
      instance.startedNow = false;
    }
  }

  /**
   * Exits, awaits, entries.
   *
   * @return whether the event did anything
   */
  public static boolean onEvent(
      Turn turn, DefinitionSet.EventInterest interest, CustomerEvent event, JourneyScope scope) {
    boolean used = false;
    if (!turn.state().instances().isEmpty()) {
      used = exitOnConditions(turn, scope);
      if (interest.concernsInstances()) {
        used |= exitOnEvent(turn, event, scope);
        used |= passAwaits(turn, event, scope);
      }
    }
    used |= Entries.onEvent(turn, interest, event, scope);
    return used;
  }

  public static void onRequest(Turn turn, EntryRequest request, JourneyScope scope) {
    exitOnConditions(turn, scope);
    Entries.onRequest(turn, request, scope);
  }

  /** Ends every instance with a condition exit that holds (L1). */
  public static boolean exitOnConditions(Turn turn, JourneyScope scope) {
    boolean any = false;
    for (Instance instance : List.copyOf(turn.state().instances())) {
      Optional<Stay> stay = stay(turn, instance, scope);
      if (stay.isPresent() && stay.get().mustExit()) {
        stay.get().end("exit", true);
        any = true;
      }
    }
    return any;
  }

  /** L1, L2. */
  private static boolean exitOnEvent(Turn turn, CustomerEvent event, JourneyScope scope) {
    boolean any = false;
    for (Instance instance : List.copyOf(turn.state().instances())) {
      Optional<Stay> stay = stay(turn, instance, scope);
      if (stay.isPresent() && isExit(stay.get(), event)) {
        stay.get().end("exit", true);
        any = true;
      }
    }
    return any;
  }

  private static boolean isExit(Stay stay, CustomerEvent event) {
    for (Journey.Exit exit : stay.journey.exits()) {
      if (exit instanceof Journey.EventExit wanted && wanted.event().type().equals(event.type())) {
        Truth truth = wanted.event().when().map(when -> when.test(stay.scope)).orElse(Truth.TRUE);
        if (truth == Truth.TRUE) {
          return true;
        }
        if (truth == Truth.FAILED) {
          stay.turn.count("exit-condition-failed");
        }
      }
    }
    return false;
  }

  /**
   * Those who wait when the event comes, each at most once; what they reach by it does not see it
   * again (S4).
   */
  private static boolean passAwaits(Turn turn, CustomerEvent event, JourneyScope scope) {
    boolean any = false;
    for (Instance instance : List.copyOf(turn.state().instances())) {
      Optional<Stay> stay = stay(turn, instance, scope);
      if (stay.isPresent()
          && stay.get().journey.steps().get(instance.step) instanceof Step.Await await) {
        any = true;
        stay.get().attempt(() -> Awaits.onEvent(stay.get(), await, event));
      }
    }
    return any;
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
    Optional<Stay> stay = stay(turn, instance, scope);
    if (stay.isEmpty()) {
      return true;
    }
    Step step = stay.get().journey.steps().get(instance.step);
    if (step instanceof Step.Send send
        && send.awaitOutcome()
        && send.id().equals(sent.step)
        && sent.latest
        && report.status().isFinal()) {
      stay.get().attempt(() -> Sends.onOutcome(stay.get(), send, sent, report));
    } else if (step instanceof Step.Await await && sent.latest) {
      stay.get().attempt(() -> Awaits.onReport(stay.get(), await, sent, report));
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
    if (instance.timeoutAt <= turn.now()) {
      Stay.end(turn, instance, "timeout", false); // L3
      return;
    }
    Optional<Stay> stay = stay(turn, instance, scope);
    if (stay.isEmpty()) {
      postpone(turn, instance);
      return;
    }
    stay.get().attempt(() -> passLimit(stay.get()));
  }

  /** The wait, or the time limit of the await, at which the instance stands is over. */
  private static void passLimit(Stay stay) {
    Step step = stay.journey.steps().get(stay.instance.step);
    stay.instance.due = Instance.NEVER;
    StepRunner.Way way;
    if (step instanceof Step.Wait wait) {
      way = StepRunner.leave(stay, "next", wait.next(), "");
    } else if (step instanceof Step.Await await) {
      way = Awaits.atLimit(stay, await);
    } else {
      stay.fail(ErrorCode.DEFINITION_INVALID, "nothing can be due at this step");
      return;
    }
    StepRunner.go(stay, ((StepRunner.Way.Leave) way).next());
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
