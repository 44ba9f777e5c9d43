package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Lookbacks;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Step.Awaited;
import dev.sojourn.engine.effect.Effect.AudienceChange;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.DeliveryReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Awaits (S3, S4): the first of several things to occur wins; on a tie, the order in the document.
 */
final class Awaits {
  private Awaits() {}

  static StepRunner.Way begin(Stay stay, Step.Await await) {
    StepRunner.Way way = lookAgain(stay, await);
    if (way != StepRunner.Way.STAY) {
      return way;
    }
    stay.instance.due = due(stay, await, stay.turn.now());
    stay.record(
        Kind.WAITING,
        "",
        Optional.empty(),
        "",
        "",
        stay.instance.due == Instance.NEVER ? -1 : stay.instance.due);
    return StepRunner.Way.STAY;
  }

  /**
   * Where an await leads at once: what it looks back for has occurred, or nothing that it awaits
   * can occur.
   */
  static StepRunner.Way lookAgain(Stay stay, Step.Await await) {
    Optional<StepRunner.Way> seen = LookingBack.satisfied(stay, await);
    if (seen.isPresent()) {
      return seen.get();
    }
    return onlyOnMessagesNotSent(stay.instance, await) ? notSent(stay, await) : StepRunner.Way.STAY;
  }

  /** The time limit of an await that began at a moment; {@link Instance#NEVER} if it has none. */
  static long due(Stay stay, Step.Await await, long from) {
    return await.limit().isEmpty()
        ? Instance.NEVER
        : stay.shortened(StepRunner.after(stay, await.limit().get(), from), from)
            + stay.spread(await.tolerance());
  }

  /** The time limit has passed; without an edge of its own it leads to {@code next}. */
  static StepRunner.Way atLimit(Stay stay, Step.Await await) {
    return StepRunner.leave(stay, "timeout", await.timeout().or(await::next), "timeout");
  }

  /** Shows what occurs now to an instance at an await. */
  static void show(Stay stay, Step.Await await, Occasion occasion) {
    List<Awaited> matches = await.matches();
    for (int i = 0; i < matches.size(); i++) {
      Awaited awaited = matches.get(i);
      if (awaited instanceof Step.AwaitedEvent wanted && occasion.event() != null) {
        if (stay.matches(wanted.event(), occasion.event(), "await-condition-failed")) {
          stay.instance.hops = Math.max(stay.instance.hops, occasion.event().hops());
          LookingBack.consume(stay, await, i, stay.turn.now());
          pass(
              stay,
              await,
              occasion.event().type(),
              "",
              Details.event(wanted.event(), occasion.event(), stay.scope));
          return;
        }
      } else if (awaited instanceof Step.AwaitedAudience wanted) {
        AudienceChange change = occasion.change(wanted.transition());
        if (change != null) {
          LookingBack.consume(stay, await, i, stay.turn.now());
          pass(stay, await, name(change), "", details(change));
          return;
        }
      }
    }
  }

  /** A change of membership in a word: {@code +loyal}, {@code -loyal}. */
  static String name(AudienceChange change) {
    return (change.entered() ? "+" : "-") + change.audience();
  }

  static Map<String, String> details(AudienceChange change) {
    return Details.of(
        "audience",
        change.audience(),
        "change",
        change.entered() ? "entered" : "exited",
        "version",
        Integer.toString(change.version()));
  }

  /** Shows a report on one of its requests to an instance at an await. */
  static void onReport(Stay stay, Step.Await await, Instance.Sent sent, DeliveryReport report) {
    for (int i = 0; i < await.matches().size(); i++) {
      if (await.matches().get(i) instanceof Step.AwaitedReport wanted
          && isMeant(wanted, sent, report)) {
        LookingBack.consume(stay, await, i, stay.turn.now());
        pass(
            stay,
            await,
            report.status().label(),
            sent.requestId,
            Details.of("error", report.code()));
        return;
      }
    }
    if (report.status().isFinal() && onlyOnMessagesNotSent(stay.instance, await)) {
      StepRunner.Way way = notSent(stay, await);
      StepRunner.go(stay, ((StepRunner.Way.Leave) way).next());
    }
  }

  static boolean isMeant(Step.AwaitedReport wanted, Instance.Sent sent, DeliveryReport report) {
    return wanted.of().equals(sent.step) && wanted.statuses().contains(report.status());
  }

  private static void pass(
      Stay stay, Step.Await await, String what, String request, Map<String, String> details) {
    stay.record(Kind.PASSED, "next", await.next(), what, request, -1, details);
    StepRunner.go(stay, await.next());
  }

  /**
   * Whether nothing that is awaited can occur any more: all are reports on messages that were not
   * sent, and no final outcome among those awaited is what happened.
   */
  private static boolean onlyOnMessagesNotSent(Instance instance, Step.Await await) {
    for (Awaited awaited : await.matches()) {
      if (!(awaited instanceof Step.AwaitedReport report)) {
        return false;
      }
      Optional<Instance.Sent> sent = instance.sentBy(report.of());
      if (sent.isPresent() && !sent.get().failed()) {
        return false;
      }
    }
    return true;
  }

  private static StepRunner.Way notSent(Stay stay, Step.Await await) {
    return StepRunner.leave(
        stay,
        await.notSent().isPresent() ? "notSent" : "timeout",
        await.notSent().or(await::timeout).or(await::next),
        "not-sent");
  }

  /** What an awaited thing is called in records. */
  static String label(Awaited awaited) {
    if (awaited instanceof Step.AwaitedEvent event) {
      return event.event().type();
    }
    if (awaited instanceof Step.AwaitedAudience audience) {
      return (audience.transition().entered() ? "+" : "-") + audience.transition().audience();
    }
    return Lookbacks.reportLabel((Step.AwaitedReport) awaited);
  }
}
