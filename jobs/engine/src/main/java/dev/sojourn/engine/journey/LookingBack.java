package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Lookbacks;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Step.Awaited;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Sightings;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.DeliveryReport;
import java.util.List;
import java.util.Optional;

/**
 * Awaits that look back (S4): what occurred before the person came to them. Remembered is only what
 * some await of a version in use asks for: when it was last seen, for the instance or for the
 * person. What has satisfied an await once does not do so again.
 */
final class LookingBack {
  private LookingBack() {}

  /** Remembers for the person, whether inside or not, what has just occurred. */
  static boolean noteForPerson(Turn turn, Occasion occasion, JourneyScope scope) {
    forgetForPerson(turn);
    boolean any = false;
    for (Lookbacks.Recent recent : occasion.recent()) {
      Step.AwaitedEvent event = (Step.AwaitedEvent) recent.awaited();
      Truth truth = event.event().when().map(when -> when.test(scope)).orElse(Truth.TRUE);
      any |= truth == Truth.TRUE && note(turn, recent);
    }
    if (!occasion.changes().isEmpty()) {
      for (Lookbacks.Recent recent : turn.definitions().recentTransitions()) {
        Step.AwaitedAudience audience = (Step.AwaitedAudience) recent.awaited();
        any |= occasion.change(audience.transition()) != null && note(turn, recent);
      }
    }
    return any;
  }

  /** What no live version asks for any more, or was too long ago, is not kept. */
  private static void forgetForPerson(Turn turn) {
    Sightings recent = turn.state().recent();
    if (!recent.isEmpty() && recent.prune(turn.now(), turn.definitions()::recentKept)) {
      turn.touch();
    }
  }

  private static boolean note(Turn turn, Lookbacks.Recent recent) {
    turn.state().recent().see(recent.sighting(), turn.now());
    turn.touch();
    return true;
  }

  /** Remembers for an instance what has just occurred, and was not awaited just now. */
  static void noteForInstance(Stay stay, Occasion occasion) {
    Lookbacks lookbacks = stay.lookbacks();
    if (lookbacks.isEmpty()) {
      return;
    }
    if (occasion.event() != null) {
      for (Lookbacks.Wanted wanted : lookbacks.ofType(occasion.event().type())) {
        Step.AwaitedEvent event = (Step.AwaitedEvent) wanted.awaited();
        if (stay.matches(event.event(), occasion.event(), "await-condition-failed")) {
          see(stay, wanted);
        }
      }
    }
    if (!occasion.changes().isEmpty()) {
      for (Lookbacks.Wanted wanted : lookbacks.all()) {
        if (wanted.awaited() instanceof Step.AwaitedAudience audience
            && occasion.change(audience.transition()) != null) {
          see(stay, wanted);
        }
      }
    }
  }

  /** Remembers a report on a request of an instance. */
  static void noteReport(Stay stay, Instance.Sent sent, DeliveryReport report) {
    for (Lookbacks.Wanted wanted : stay.lookbacks().all()) {
      if (wanted.awaited() instanceof Step.AwaitedReport awaited
          && Awaits.isMeant(awaited, sent, report)) {
        see(stay, wanted);
      }
    }
  }

  private static void see(Stay stay, Lookbacks.Wanted wanted) {
    stay.instance.sightings.see(wanted.sighting(), stay.turn.now());
    stay.turn.touch();
  }

  /** What started an instance is no answer to what it awaits. */
  static void consumeAtEntry(Stay stay) {
    for (Step step : stay.journey.steps().values()) {
      if (step instanceof Step.Await await
          && await.lookback().filter(Step.Within.class::isInstance).isPresent()) {
        for (int i = 0; i < await.matches().size(); i++) {
          if (lastSeen(stay, await, i) == stay.turn.now()) {
            consume(stay, await, i, stay.turn.now());
          }
        }
      }
    }
  }

  /** Where an await that looks back leads at once; empty if it does not, or to nothing. */
  static Optional<StepRunner.Way> satisfied(Stay stay, Step.Await await) {
    if (await.lookback().isEmpty()) {
      return Optional.empty();
    }
    long after =
        await.lookback().get() instanceof Step.Within within
            ? stay.turn.now() - within.period().toMillis()
            : Long.MIN_VALUE;
    List<Awaited> matches = await.matches();
    int first = -1;
    for (int i = 0; i < matches.size(); i++) {
      long seen = lastSeen(stay, await, i);
      boolean counts = seen > after && seen > stay.instance.sightings.of(consumed(await, i));
      if (counts && (first < 0 || seen < lastSeen(stay, await, first))) {
        first = i;
      }
    }
    if (first < 0) {
      return Optional.empty();
    }
    long seen = lastSeen(stay, await, first);
    consume(stay, await, first, seen);
    stay.record(
        Kind.PASSED,
        "next",
        await.next(),
        Awaits.label(matches.get(first)),
        "",
        -1,
        Details.of("occurredAt", Details.moment(seen)));
    return Optional.of(new StepRunner.Way.Leave(await.next()));
  }

  private static long lastSeen(Stay stay, Step.Await await, int index) {
    Awaited awaited = await.matches().get(index);
    boolean ofPerson =
        await.lookback().orElseThrow() instanceof Step.Within
            && !(awaited instanceof Step.AwaitedReport);
    return ofPerson
        ? stay.turn.state().recent().of(Lookbacks.ofThePerson(awaited))
        : stay.instance.sightings.of(Lookbacks.ofTheInstance(await.id(), index));
  }

  /** What has satisfied an await is not to do so again. */
  static void consume(Stay stay, Step.Await await, int index, long seen) {
    if (await.lookback().isEmpty()) {
      return;
    }
    if (await.lookback().get() instanceof Step.SinceEntry) {
      stay.instance.sightings.forget(Lookbacks.ofTheInstance(await.id(), index));
    } else {
      stay.instance.sightings.see(consumed(await, index), seen);
    }
    stay.turn.touch();
  }

  /** Names when one of the things that a step awaits was last answered. */
  static long consumed(Step.Await await, int index) {
    return Hashes.hash48(await.id(), "used " + index);
  }
}
