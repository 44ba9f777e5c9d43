package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.expression.Inspection;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.time.Zones;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;

/** Moments that are past, waits that never end, goals that come too late. */
final class TimeLint {
  /** Where a local time comes last. */
  private static final ZoneId LAST = ZoneOffset.ofHours(-12);

  private TimeLint() {}

  static void check(JourneyView view, Findings findings) {
    Journey journey = view.journey();
    if (journey
        .endsAt()
        .filter(end -> end.toEpochMilli() <= view.circumstances().now())
        .isPresent()) {
      findings.at(
          Lint.PAST_MOMENT,
          Findings.SPEC.child("endsAt"),
          "this moment is past, so nobody can come in",
          "choose a later one");
    }
    view.steps(Step.Wait.class).forEach(wait -> until(view, wait, findings));
    timeout(view, findings);
    goal(view, findings);
  }

  private static void until(JourneyView view, Step.Wait wait, Findings findings) {
    if (wait.until() instanceof Step.At until && Inspection.of(until.moment()).readsNothing()) {
      long now = view.circumstances().now();
      Object value = until.moment().evaluate(at(now));
      OptionalLong moment = OptionalLong.empty();
      if (value instanceof Instant instant) {
        moment = OptionalLong.of(instant.toEpochMilli());
      } else if (value instanceof String text) {
        moment = Zones.parseMoment(text, view.journey().zone().orElse(LAST));
      }
      if (moment.isPresent() && moment.getAsLong() <= now) {
        findings.at(
            Lint.PAST_MOMENT,
            JourneyView.at(wait.id()).child("wait").child("until"),
            "this moment is past, so nobody waits here",
            "choose a later one, or remove the step");
      }
    }
  }

  private static Scope at(long now) {
    return new Scope() {
      @Override
      public CustomerEvent event() {
        return null;
      }

      @Override
      public Map<String, Object> variable(String name) {
        return null;
      }

      @Override
      public long now() {
        return now;
      }
    };
  }

  /**
   * L3. Only the first wait that is too long is told of; what comes after it goes without saying.
   */
  private static void timeout(JourneyView view, Findings findings) {
    Map<String, Long> soonest = new Elapsed(view.graph(), JourneyView.TAKEN).sinceEntry();
    long timeout = Lapse.of(view.journey().timeout()).most();
    String stated =
        findings.source().states(Findings.SPEC.child("timeout"))
            ? "the journey's timeout"
            : "the journey's timeout, P91D by default,";
    for (Step step : view.journey().steps().values()) {
      long since = soonest.getOrDefault(step.id(), Lapse.UNBOUNDED);
      if (since > timeout) {
        continue;
      }
      Path at = JourneyView.at(step.id());
      if (step instanceof Step.Wait wait
          && wait.until() instanceof Step.For duration
          && since + Lapse.of(duration.duration()).least() > timeout) {
        findings.at(
            Lint.TIMEOUT_SHORTER_THAN_WAITS,
            at.child("wait").child("for"),
            "nobody gets past this wait: " + stated + " ends the stay before",
            "shorten the wait, or lengthen the timeout");
      } else if (step instanceof Step.Await await
          && await.limit().isPresent()
          && since + Lapse.of(await.limit().get()).least() > timeout) {
        findings.at(
            Lint.TIMEOUT_SHORTER_THAN_WAITS,
            at.child("await").child("for"),
            "this limit is never reached: " + stated + " ends the stay before",
            "shorten the limit, or lengthen the timeout");
      }
    }
  }

  /** S15: what started an instance reaches no goal. */
  private static void goal(JourneyView view, Findings findings) {
    boolean stays =
        view.ways().from(view.graph().start()).stream()
            .map(view.journey().steps()::get)
            .anyMatch(TimeLint::isStay);
    if (view.journey().goal().isPresent() && !stays) {
      findings.atName(
          Lint.GOAL_NEVER_REACHED,
          Findings.SPEC.child("goal"),
          "the stay is over at the moment of entry, so nobody is inside to reach the goal",
          "add a wait or an await, or remove the goal");
    }
  }

  private static boolean isStay(Step step) {
    return step instanceof Step.Wait
        || step instanceof Step.Await
        || step instanceof Step.Call
        || (step instanceof Step.Send send && send.awaitOutcome());
  }
}
