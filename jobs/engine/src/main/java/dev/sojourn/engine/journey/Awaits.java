package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Step.Awaited;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import java.util.Optional;

/**
 * Awaits (S3, S4): the first of several things to occur wins; on a tie, the order in the document.
 */
final class Awaits {
  private Awaits() {}

  static StepRunner.Way begin(Stay stay, Step.Await await) {
    if (onlyOnMessagesNotSent(stay.instance, await)) {
      return notSent(stay, await);
    }
    if (await.limit().isPresent()) {
      long due = StepRunner.after(stay, await.limit().get());
      if (due <= stay.turn.now()) {
        return atLimit(stay, await);
      }
      stay.instance.due = due;
    }
    stay.record(
        Kind.WAITING,
        "",
        Optional.empty(),
        "",
        "",
        stay.instance.due == Instance.NEVER ? -1 : stay.instance.due);
    return StepRunner.Way.STAY;
  }

  /** The time limit has passed; without an edge of its own it leads to {@code next}. */
  static StepRunner.Way atLimit(Stay stay, Step.Await await) {
    return StepRunner.leave(stay, "timeout", await.timeout().or(await::next), "timeout");
  }

  /** Shows an event to an instance at an await. */
  static boolean onEvent(Stay stay, Step.Await await, CustomerEvent event) {
    for (Awaited awaited : await.matches()) {
      if (awaited instanceof Step.AwaitedEvent wanted
          && wanted.event().type().equals(event.type())) {
        Truth truth = wanted.event().when().map(when -> when.test(stay.scope)).orElse(Truth.TRUE);
        if (truth == Truth.TRUE) {
          StepRunner.go(stay, passed(stay, await, event.type()));
          return true;
        }
        if (truth == Truth.FAILED) {
          stay.turn.count("await-condition-failed");
        }
      }
    }
    return false;
  }

  /** Shows a report on one of its requests to an instance at an await. */
  static void onReport(Stay stay, Step.Await await, Instance.Sent sent, DeliveryReport report) {
    for (Awaited awaited : await.matches()) {
      if (awaited instanceof Step.AwaitedReport wanted
          && wanted.of().equals(sent.step)
          && wanted.statuses().contains(report.status())) {
        StepRunner.go(stay, passed(stay, await, report.status().label()));
        return;
      }
    }
    if (report.status().isFinal() && onlyOnMessagesNotSent(stay.instance, await)) {
      StepRunner.Way way = notSent(stay, await);
      StepRunner.go(stay, ((StepRunner.Way.Leave) way).next());
    }
  }

  private static Optional<String> passed(Stay stay, Step.Await await, String what) {
    stay.record(Kind.PASSED, "next", await.next(), what, "", -1);
    return await.next();
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
}
