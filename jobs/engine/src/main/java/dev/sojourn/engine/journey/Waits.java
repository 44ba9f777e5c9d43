package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.time.Zones;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/** Waits (S2): until when a person stays at one. */
final class Waits {
  private Waits() {}

  static StepRunner.Way begin(Stay stay, Step.Wait wait) {
    long now = stay.turn.now();
    long moment;
    if (wait.until() instanceof Step.At until) {
      Object value = until.moment().evaluate(stay.scope);
      if (value == null || (value instanceof Expression.Failure f && f.missing())) {
        return StepRunner.leave(stay, "next", wait.next(), "moment-missing");
      }
      OptionalLong parsed = moment(stay, value);
      if (parsed.isEmpty()) {
        stay.fail(
            ErrorCode.CONDITION_ERROR, "until gives neither a timestamp nor a local date-time");
        return StepRunner.Way.ENDED;
      }
      moment = parsed.getAsLong();
    } else {
      moment = counted(stay, wait.until(), now);
    }
    if (moment <= now) {
      return StepRunner.leave(stay, "next", wait.next(), "already-past");
    }
    moment = stay.shortened(moment) + stay.spread(wait.tolerance());
    stay.instance.due = moment;
    stay.record(Kind.WAITING, "", Optional.empty(), "", "", moment);
    return StepRunner.Way.STAY;
  }

  /** The end of a wait that is counted from its beginning. */
  private static long counted(Stay stay, Step.Until until, long from) {
    return until instanceof Step.NextTime next
        ? Zones.nextTime(from, next.time(), next.days(), stay.zone())
        : StepRunner.after(stay, ((Step.For) until).duration(), from);
  }

  /** When a wait ends that began at a moment; empty if its expression gives none (V3). */
  static OptionalLong due(Stay stay, Step.Wait wait, long from) {
    OptionalLong moment =
        wait.until() instanceof Step.At until
            ? moment(stay, until.moment().evaluate(stay.scope))
            : OptionalLong.of(counted(stay, wait.until(), from));
    return moment.isEmpty()
        ? moment
        : OptionalLong.of(stay.shortened(moment.getAsLong(), from) + stay.spread(wait.tolerance()));
  }

  private static OptionalLong moment(Stay stay, Object value) {
    if (value instanceof Instant instant) {
      // Whole seconds first: an instant far off does not fit into milliseconds.
      return Math.abs(instant.getEpochSecond()) < 300_000_000_000L
              && Zones.isUsable(instant.toEpochMilli())
          ? OptionalLong.of(instant.toEpochMilli())
          : OptionalLong.empty();
    }
    return value instanceof String text
        ? Zones.parseMoment(text, stay.zone())
        : OptionalLong.empty();
  }
}
