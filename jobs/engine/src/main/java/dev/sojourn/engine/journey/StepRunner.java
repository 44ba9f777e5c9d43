package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.message.RequestContents;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.time.Zones;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Moves an instance through its steps until it has to wait, or ends. A step that needs no waiting
 * begins and ends in the same atomic step (S1).
 */
final class StepRunner {
  /** The longest chain of steps without waiting (S1). */
  static final int LONGEST_CHAIN = 100;

  private StepRunner() {}

  /** Where an instance goes from a step; empty: it stays there. */
  sealed interface Way {
    /** It waits at the step. */
    record Stay() implements Way {}

    /** It leaves by an edge; an edge that leads nowhere ends the instance (S14). */
    record Leave(Optional<String> next) implements Way {}

    /** The instance has been ended. */
    record Ended() implements Way {}

    Way STAY = new Stay();
    Way ENDED = new Ended();
  }

  /** Goes on along an edge. */
  static void go(Stay stay, Optional<String> edge) {
    Optional<String> next = edge;
    while (true) {
      if (next.isEmpty()) {
        stay.end("completed", false);
        return;
      }
      Instance instance = stay.instance;
      instance.step = next.get();
      instance.due = Instance.NEVER;
      stay.turn.touch();
      if (++instance.chain > LONGEST_CHAIN) {
        stay.fail(
            ErrorCode.RUNAWAY,
            "more than " + LONGEST_CHAIN + " steps without waiting; put a wait into the loop");
        return;
      }
      Step step = stay.journey.steps().get(next.get());
      if (step == null) {
        stay.fail(ErrorCode.DEFINITION_INVALID, "there is no such step");
        return;
      }
      Way way = begin(stay, step);
      if (!(way instanceof Way.Leave leave)) {
        return;
      }
      next = leave.next();
    }
  }

  private static Way begin(Stay stay, Step step) {
    if (step instanceof Step.Wait wait) {
      return beginWait(stay, wait);
    }
    if (step instanceof Step.Await await) {
      return Awaits.begin(stay, await);
    }
    if (step instanceof Step.Branch branch) {
      return branch(stay, branch);
    }
    if (step instanceof Step.Split split) {
      return split(stay, split);
    }
    if (step instanceof Step.Send send) {
      return Sends.begin(stay, send);
    }
    if (step instanceof Step.Update update) {
      return update(stay, update);
    }
    stay.end("completed", false); // S14
    return Way.ENDED;
  }

  /** S2. */
  private static Way beginWait(Stay stay, Step.Wait wait) {
    long now = stay.turn.now();
    long moment;
    if (wait.until() instanceof Step.For until) {
      moment =
          until.duration().isExact()
              ? now + until.duration().time().toMillis()
              : until.duration().after(now, stay.zone());
    } else if (wait.until() instanceof Step.NextTime until) {
      moment = Zones.nextTime(now, until.time(), until.days(), stay.zone());
    } else {
      Object value = ((Step.At) wait.until()).moment().evaluate(stay.scope);
      if (value == null || (value instanceof Expression.Failure f && f.missing())) {
        return leave(stay, "next", wait.next(), "moment-missing");
      }
      OptionalLong parsed = moment(stay, value);
      if (parsed.isEmpty()) {
        stay.fail(
            ErrorCode.CONDITION_ERROR, "until gives neither a timestamp nor a local date-time");
        return Way.ENDED;
      }
      moment = parsed.getAsLong();
    }
    if (moment <= now) {
      return leave(stay, "next", wait.next(), "already-past");
    }
    stay.instance.due = moment;
    stay.record(Kind.WAITING, "", Optional.empty(), "", "", moment);
    return Way.STAY;
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

  /** S5. */
  private static Way branch(Stay stay, Step.Branch branch) {
    for (Step.Case option : branch.cases()) {
      Truth truth = option.when().test(stay.scope);
      if (truth == Truth.TRUE) {
        return leave(stay, "when", option.next(), option.when().source());
      }
      if (truth == Truth.FAILED) {
        if (branch.failed().isPresent()) {
          return leave(stay, "failed", branch.failed(), ErrorCode.CONDITION_ERROR.code());
        }
        stay.fail(
            ErrorCode.CONDITION_ERROR,
            "the condition " + option.when().source() + " cannot be evaluated");
        return Way.ENDED;
      }
    }
    return leave(stay, "else", branch.otherwise(), "");
  }

  /**
   * S6: the hash of the person and the step's name, so that the same person goes the same way each
   * time.
   */
  private static Way split(Stay stay, Step.Split split) {
    int place = Hashes.bucket(Hashes.hash64(split.salt(), stay.turn.profile()), 10_000);
    for (Step.Side side : split.sides()) {
      place -= side.share();
      if (place < 0) {
        stay.record(Kind.ASSIGNED, side.name(), side.next(), "", "", -1);
        return new Way.Leave(side.next());
      }
    }
    stay.fail(ErrorCode.DEFINITION_INVALID, "the shares do not add up to 100 percent");
    return Way.ENDED;
  }

  /** S10: all of the step's changes, or none. */
  private static Way update(Stay stay, Step.Update update) {
    Map<String, Object> values = new LinkedHashMap<>();
    Attributes after = Attributes.ofBytes(stay.turn.attributes().toBytes());
    for (Map.Entry<String, Expression> attribute : update.attributes().entrySet()) {
      Object value = attribute.getValue().evaluate(stay.scope);
      if (value instanceof Expression.Failure failure) {
        if (!failure.missing()) {
          stay.fail(
              ErrorCode.CONDITION_ERROR,
              "the value of " + attribute.getKey() + " cannot be worked out: " + failure.message());
          return Way.ENDED;
        }
        value = null;
      }
      values.put(attribute.getKey(), RequestContents.plain(value));
      after.set(attribute.getKey(), values.get(attribute.getKey()));
    }
    if (after.toBytes().length > Attributes.LIMIT) {
      stay.fail(ErrorCode.PROFILE_TOO_LARGE, "the profile would become too large");
      return Way.ENDED;
    }
    values.forEach(stay.turn::setAttribute);
    update.consents().forEach(stay.turn::setConsent);
    return leave(stay, "next", update.next(), "");
  }

  /** Leaves a step by an edge and tells so. */
  static Way leave(Stay stay, String edge, Optional<String> next, String reason) {
    stay.record(Kind.PASSED, edge, next, reason, "", -1);
    return new Way.Leave(next);
  }

  /** A length of time from now, by the journey's zone where it has calendar parts. */
  static long after(Stay stay, dev.sojourn.engine.time.CalendarDuration duration) {
    Duration exact = duration.time();
    return duration.isExact()
        ? stay.turn.now() + exact.toMillis()
        : duration.after(stay.turn.now(), stay.zone());
  }
}
