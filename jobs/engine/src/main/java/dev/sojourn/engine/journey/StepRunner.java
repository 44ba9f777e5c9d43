package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
      instance.hold = null;
      instance.since = stay.turn.now();
      stay.turn.touch();
      if (isRunaway(stay)) {
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

  /** Counts a beginning of a step; beyond the limit the instance has been ended (S1). */
  private static boolean isRunaway(Stay stay) {
    if (++stay.instance.chain <= LONGEST_CHAIN) {
      return false;
    }
    stay.fail(
        ErrorCode.RUNAWAY,
        "more than " + LONGEST_CHAIN + " steps without waiting; put a wait into the loop");
    return true;
  }

  /** Goes the way that a step has shown. */
  static void goOn(Stay stay, Way way) {
    if (way instanceof Way.Leave leave) {
      go(stay, leave.next());
    }
  }

  private static Way begin(Stay stay, Step step) {
    if (step instanceof Step.Wait wait) {
      return Waits.begin(stay, wait);
    }
    if (step instanceof Step.Await await) {
      return Awaits.begin(stay, await);
    }
    if (step instanceof Step.Branch branch) {
      return branch(stay, branch);
    }
    if (step instanceof Step.Split split) {
      return assign(stay, split.salt(), split.sides());
    }
    if (step instanceof Step.Experiment experiment) {
      return experiment(stay, experiment);
    }
    if (step instanceof Step.Send send) {
      if (Sends.isCapped(stay)) {
        stay.turn.park(stay.instance); // P7
        return Way.STAY;
      }
      return Sends.begin(stay, send);
    }
    if (step instanceof Step.Call call) {
      return Calls.begin(stay, call);
    }
    if (step instanceof Step.Update update) {
      return Actions.update(stay, update);
    }
    if (step instanceof Step.Emit emit) {
      return Actions.emit(stay, emit);
    }
    if (step instanceof Step.Jump jump) {
      return Actions.jump(stay, jump);
    }
    stay.end("completed", false); // S14
    return Way.ENDED;
  }

  /** The time has come for which the instance stands at its step. */
  static void onTime(Stay stay) {
    Step step = stay.journey.steps().get(stay.instance.step);
    if (step instanceof Step.Call call) {
      goOn(stay, Calls.atLimit(stay, call));
    } else if (step instanceof Step.Wait wait) {
      stay.instance.due = Instance.NEVER;
      goOn(stay, leave(stay, "next", wait.next(), ""));
    } else if (step instanceof Step.Await await) {
      stay.instance.due = Instance.NEVER;
      goOn(stay, Awaits.atLimit(stay, await));
    } else {
      stay.instance.due = Instance.NEVER;
      stay.fail(ErrorCode.DEFINITION_INVALID, "nothing can be due at this step");
    }
  }

  /** The turn of an instance that was parked or held at its step (P7, V1). */
  static void again(Stay stay) {
    Step step = stay.journey.steps().get(stay.instance.step);
    if (isRunaway(stay)) {
      return;
    }
    if (step instanceof Step.Send send) {
      goOn(stay, Sends.begin(stay, send));
    } else if (step instanceof Step.Call call) {
      goOn(stay, Calls.begin(stay, call));
    } else {
      stay.fail(ErrorCode.DEFINITION_INVALID, "nobody can be held at this step");
    }
  }

  /** S5. */
  private static Way branch(Stay stay, Step.Branch branch) {
    for (Step.Case option : branch.cases()) {
      Truth truth = option.when().test(stay.scope);
      if (truth == Truth.TRUE) {
        stay.record(
            Kind.PASSED,
            "when",
            option.next(),
            option.when().source(),
            "",
            -1,
            Details.condition(option.when(), stay.scope));
        return new Way.Leave(option.next());
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
    stay.record(Kind.PASSED, "else", branch.otherwise(), "", "", -1, noneHolds(stay, branch));
    return new Way.Leave(branch.otherwise());
  }

  /** The conditions that do not hold, and the values that they read. */
  private static Map<String, String> noneHolds(Stay stay, Step.Branch branch) {
    StringBuilder conditions = new StringBuilder();
    Set<String> values = new LinkedHashSet<>();
    for (Step.Case option : branch.cases()) {
      conditions.append(conditions.isEmpty() ? "" : "; ").append(option.when().source());
      String read = Details.values(option.when(), stay.scope);
      if (!read.isEmpty()) {
        values.add(read);
      }
    }
    return Details.of("condition", conditions.toString(), "values", String.join(", ", values));
  }

  /**
   * S6: the hash of the person and the step's name, so that the same person goes the same way each
   * time.
   */
  private static Way assign(Stay stay, String salt, List<Step.Side> sides) {
    int place = Hashes.bucket(Hashes.hash64(salt, stay.turn.profile()), 10_000);
    for (Step.Side side : sides) {
      place -= side.share();
      if (place < 0) {
        stay.record(
            Kind.ASSIGNED,
            side.name(),
            side.next(),
            "",
            "",
            -1,
            Details.of("share", side.share() / 100.0 + " percent"));
        return new Way.Leave(side.next());
      }
    }
    stay.fail(ErrorCode.DEFINITION_INVALID, "the shares do not add up to 100 percent");
    return Way.ENDED;
  }

  /** S7: who is in the control group gets no message from here on. */
  private static Way experiment(Stay stay, Step.Experiment experiment) {
    List<Step.Side> all = new ArrayList<>(experiment.sides());
    all.add(experiment.control());
    int before = all.size() - 1;
    int place = Hashes.bucket(Hashes.hash64(experiment.salt(), stay.turn.profile()), 10_000);
    int treated = all.subList(0, before).stream().mapToInt(Step.Side::share).sum();
    if (place >= treated) {
      stay.instance.dry = true;
    }
    return assign(stay, experiment.salt(), all);
  }

  /** Leaves a step by an edge and tells so. */
  static Way leave(Stay stay, String edge, Optional<String> next, String reason) {
    stay.record(Kind.PASSED, edge, next, reason, "", -1);
    return new Way.Leave(next);
  }

  /** A length of time from now, by the journey's zone where it has calendar parts. */
  static long after(Stay stay, dev.sojourn.engine.time.CalendarDuration duration) {
    return after(stay, duration, stay.turn.now());
  }

  /** As above, from another moment. */
  static long after(Stay stay, dev.sojourn.engine.time.CalendarDuration duration, long from) {
    Duration exact = duration.time();
    return duration.isExact() ? from + exact.toMillis() : duration.after(from, stay.zone());
  }
}
