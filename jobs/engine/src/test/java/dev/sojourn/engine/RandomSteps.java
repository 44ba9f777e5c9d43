package dev.sojourn.engine;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.Period;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Random steps of every kind. */
final class RandomSteps {
  private static final Status[] FEEDBACK = {
    Status.SENT,
    Status.FAILED,
    Status.DELIVERED,
    Status.BOUNCED,
    Status.OPENED,
    Status.CLICKED,
    Status.COMPLAINED,
    Status.UNSUBSCRIBED,
    Status.REPLIED
  };

  private final Random random;
  private final RandomJourneys some;

  /** Steps so far that report on a message. */
  private final List<String> sends = new ArrayList<>();

  private int size;

  RandomSteps(Random random, RandomJourneys some) {
    this.random = random;
    this.some = some;
  }

  /** So many steps; each goes to a later one, but for those after which it is safe to go back. */
  Map<String, Step> steps(int number) {
    size = number;
    Map<String, Step> steps = new LinkedHashMap<>();
    for (int i = 0; i < number; i++) {
      Step step = step("s" + i, i);
      steps.put(step.id(), step);
      if (step instanceof Step.Send) {
        sends.add(step.id());
      }
    }
    return steps;
  }

  private boolean seldom() {
    return random.nextInt(5) == 0;
  }

  /** A later step, or the end. */
  private Optional<String> later(int index) {
    return index + 1 < size
        ? Optional.of("s" + (index + 1 + random.nextInt(size - index - 1)))
        : Optional.empty();
  }

  private Optional<String> sometimes(Optional<String> edge) {
    return random.nextBoolean() ? edge : Optional.empty();
  }

  private Duration tolerance() {
    return random.nextInt(3) == 0 ? Duration.ofMillis(1 + random.nextInt(3_000)) : Duration.ZERO;
  }

  private Step step(String id, int index) {
    Optional<String> next = later(index);
    switch (random.nextInt(14)) {
      case 0:
        return new Step.Wait(
            id, new Step.For(some.duration(4_000)), tolerance(), loop(next, index));
      case 1:
        return new Step.Wait(id, until(), tolerance(), next);
      case 2:
        return new Step.Await(
            id,
            awaited(),
            seldom() ? Optional.empty() : Optional.of(some.duration(6_000)),
            tolerance(),
            lookback(),
            loop(next, index),
            sometimes(next),
            sometimes(later(index)));
      case 3:
        return new Step.Branch(
            id,
            List.of(new Step.Case(condition(), next), new Step.Case(condition(), later(index))),
            sometimes(later(index)),
            sometimes(later(index)));
      case 4:
        return new Step.Split(
            id,
            id,
            List.of(
                new Step.Side("left", 5_000, next),
                new Step.Side("right", 5_000, Optional.empty())));
      case 5:
        return new Step.Update(
            id,
            seldom()
                ? Map.of()
                : Map.of("p" + random.nextInt(2), seldom() ? missing() : value("v1")),
            random.nextBoolean()
                ? Map.of()
                : Map.of(
                    some.one(new String[] {"email", "sms", "email/news"}),
                    some.one(new String[] {"in", "in", "in", "out", "unknown"})),
            next);
      case 6:
        return new Step.End(id);
      case 7:
        return new Step.Experiment(
            id,
            id,
            List.of(new Step.Side("treated", 6_000, next)),
            new Step.Side("control", 4_000, next));
      case 8:
        return new Step.Call(
            id,
            channel(),
            "hello",
            seldom() ? 1 + random.nextInt(2) : 0,
            random.nextBoolean() ? Optional.of(some.duration(5_000)) : Optional.empty(),
            next,
            sometimes(next),
            sometimes(later(index)));
      case 9:
        return new Step.Emit(
            id,
            RandomJourneys.EMITTED,
            seldom()
                ? Map.of()
                : Map.of("value", value(3L), "plan", seldom() ? missing() : value("gold")),
            next);
      case 10:
        return new Step.Jump(
            id,
            "journey" + random.nextInt(4),
            random.nextBoolean()
                ? Optional.of(seldom() ? missing() : value("k" + random.nextInt(2)))
                : Optional.empty(),
            seldom() ? Map.of() : Map.of("value", value(2L)),
            random.nextInt(3) == 0,
            next,
            sometimes(later(index)));
      default:
        return new Step.Send(
            id,
            channel(),
            random.nextInt(25) == 0 ? "gone" : "hello",
            seldom() ? 1 + random.nextInt(2) : 0,
            random.nextBoolean() ? Optional.of(some.duration(9_000)) : Optional.empty(),
            random.nextBoolean(),
            next,
            sometimes(later(index)),
            sometimes(later(index)));
    }
  }

  /** Sometimes back to the start: the step before it waits, so the loop does. */
  private Optional<String> loop(Optional<String> next, int index) {
    return index > 0 && random.nextInt(6) == 0 ? Optional.of("s0") : next;
  }

  private Optional<Step.Lookback> lookback() {
    return switch (random.nextInt(4)) {
      case 0 -> Optional.of(new Step.SinceEntry());
      case 1 -> Optional.of(new Step.Within(Duration.ofMillis(500 + random.nextInt(8_000))));
      default -> Optional.empty();
    };
  }

  /** Sometimes one that is published late, and one that never is. */
  private String channel() {
    return random.nextInt(3) > 0
        ? "email"
        : some.one(new String[] {"email", "sms", "sms", "app", "app", "gone"});
  }

  private Step.Until until() {
    return switch (random.nextInt(4)) {
      case 0 ->
          new Step.NextTime(
              LocalTime.of(22 + random.nextInt(2), 13 + random.nextInt(3)),
              random.nextInt(3) == 0 ? Set.of(DayOfWeek.TUESDAY) : Set.of());
      case 1 ->
          new Step.For(
              new dev.sojourn.engine.time.CalendarDuration(
                  Period.ofDays(random.nextInt(2)), Duration.ofSeconds(1 + random.nextInt(9))));
      default -> new Step.At(moment());
    };
  }

  private Expression moment() {
    return switch (random.nextInt(6)) {
      case 0 -> missing();
      case 1 -> value("soon");
      case 2 -> value(some.moment(120).toString());
      case 3 -> value("2023-11-14T22:" + (13 + random.nextInt(3)) + ":30");
      default -> value(some.moment(120));
    };
  }

  /** Over the profile; sometimes one that cannot be evaluated. */
  private Expression condition() {
    return seldom()
        ? new Lambda(
            "profile.p1 > 1",
            Set.of(),
            Set.of("p1"),
            scope -> new Expression.Failure(!scope.variable("profile").containsKey("p1"), "p1"))
        : Lambda.profileIs("p0", "v0");
  }

  private static Expression missing() {
    return new Lambda(
        "profile.nothing", Set.of(), Set.of("nothing"), scope -> new Expression.Failure(true, ""));
  }

  private List<Step.Awaited> awaited() {
    List<Step.Awaited> awaited = new ArrayList<>();
    if (!sends.isEmpty() && random.nextBoolean()) {
      awaited.add(new Step.AwaitedReport(sends.get(random.nextInt(sends.size())), statuses()));
    }
    if (random.nextInt(3) == 0) {
      awaited.add(new Step.AwaitedAudience(some.transition()));
    }
    if (awaited.isEmpty() || random.nextBoolean()) {
      awaited.add(new Step.AwaitedEvent(some.matcher()));
    }
    return awaited;
  }

  private Set<Status> statuses() {
    Set<Status> statuses = EnumSet.noneOf(Status.class);
    for (int i = 0; i < 3; i++) {
      statuses.add(FEEDBACK[random.nextInt(FEEDBACK.length)]);
    }
    return statuses;
  }

  private static Expression value(Object value) {
    return new Lambda("'" + value + "'", Set.of(), Set.of(), scope -> value);
  }
}
