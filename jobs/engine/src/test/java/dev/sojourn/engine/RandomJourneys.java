package dev.sojourn.engine;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.DailySlot;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** Random definitions with every kind of step, for properties that hold for all of them. */
public final class RandomJourneys {
  static final String[] TYPES = {"a", "b", "c"};

  /**
   * The type of emitted events: they move people and change audiences, but start no journey by
   * themselves, or some histories would never end.
   */
  static final String EMITTED = "d";

  /** In two of them a day begins while the histories of {@code DeterminismTest} last. */
  private static final List<ZoneId> ZONES =
      List.of(ZoneId.of("UTC"), ZoneId.of("+01:46"), ZoneId.of("+01:45"));

  private final Random random;
  private final RandomRules rules;

  public RandomJourneys(Random random) {
    this.random = random;
    this.rules = new RandomRules(random, 8_000, ZONES, 5);
  }

  /** What an event says. */
  public Map<String, Object> properties() {
    return rules.properties();
  }

  /** An update of one attribute; null unsets it. */
  public Map.Entry<String, Object> attribute() {
    return rules.attribute();
  }

  public Channel channel(int version) {
    return new Channel(
        "email",
        version,
        "email",
        new Lambda(
            "profile.email",
            Set.of(),
            Set.of("email"),
            scope -> scope.variable("profile").get("email")),
        Channel.AddressFormat.EMAIL);
  }

  public Template template(int version) {
    return new Template(
        "hello",
        version,
        Set.of(
            List.of("profile", "p0"),
            List.of("journey", "key"),
            List.of("journey", "event", "value")));
  }

  /** With quiet hours, caps of both kinds, holds and competition, each of them now and then. */
  public ContactPolicy policy(int version) {
    List<ContactPolicy.Cap> caps = new ArrayList<>();
    for (int i = random.nextInt(3); i >= 0; i--) {
      caps.add(new ContactPolicy.Cap(1 + random.nextInt(3), window(), Set.of(), Set.of()));
    }
    return new ContactPolicy(
        "marketing",
        version,
        false,
        Optional.empty(),
        random.nextBoolean(),
        random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Europe/Paris"),
        random.nextInt(3) == 0 ? List.of(quietSlot()) : List.of(),
        caps,
        random.nextBoolean() ? Optional.of(duration(30_000).time()) : Optional.empty(),
        random.nextBoolean() ? Optional.of(duration(5_000).time()) : Optional.empty());
  }

  /** The histories begin at 22:13:20 and last two minutes. */
  private ContactPolicy.QuietSlot quietSlot() {
    LocalTime from = LocalTime.of(22, 13 + random.nextInt(2), random.nextInt(60));
    return new ContactPolicy.QuietSlot(
        new DailySlot(from, from.plusSeconds(1 + random.nextInt(40)), Set.of()),
        random.nextInt(3) == 0 ? ContactPolicy.InQuietHours.SKIP : ContactPolicy.InQuietHours.HOLD);
  }

  private ContactPolicy.Window window() {
    return random.nextInt(4) == 0
        ? new ContactPolicy.Calendar(
            CalendarUnit.values()[random.nextInt(CalendarUnit.values().length)])
        : new ContactPolicy.Rolling(Duration.ofSeconds(1 + random.nextInt(20)));
  }

  /** Often one that many come into and leave; else any. */
  public Audience audience(String name, int version) {
    Rule common =
        new Rule.All(
            List.of(
                new Rule.Count(
                    matcher(),
                    new Window.Rolling(duration(5_000).time()),
                    new Rule.Bound(Rule.Comparison.AT_LEAST, 1 + random.nextInt(3))),
                new Rule.Not(new Rule.Absent(matcher(), duration(8_000).time()))));
    return new Audience(name, version, random.nextBoolean() ? common : rules.rule(0, List.of()));
  }

  public Journey journey(String name, int version) {
    int size = 2 + random.nextInt(8);
    Map<String, Step> steps = new LinkedHashMap<>();
    List<String> sends = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      String id = "s" + i;
      Step step = step(id, i, size, sends);
      steps.put(id, step);
      if (step instanceof Step.Send) {
        sends.add(id);
      }
    }
    boolean keyed = random.nextInt(3) == 0;
    Journey.Reentry[] reentries = {
      new Journey.Never(), new Journey.Always(), new Journey.After(duration(10_000))
    };
    List<Journey.Exit> exits = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      exits.add(new Journey.EventExit(matcher()));
    }
    if (random.nextInt(4) == 0) {
      exits.add(new Journey.ConditionExit(Lambda.profileIs("p1", "v1")));
    }
    if (random.nextInt(6) == 0) {
      exits.add(new Journey.AudienceExit("audience" + random.nextInt(4), random.nextBoolean()));
    }
    return new Journey(
        name,
        version,
        random.nextInt(4) == 0
            ? new Journey.AudienceEntry(transition())
            : new Journey.EventEntry(
                matcher(TYPES[random.nextInt(TYPES.length)]),
                keyed
                    ? Optional.of(
                        new Lambda(
                            "event.value",
                            Set.of(List.of("value")),
                            Set.of(),
                            scope -> scope.event().at(List.of("value"))))
                    : Optional.empty()),
        reentries[random.nextInt(reentries.length)],
        guards(),
        exits,
        goal(),
        random.nextBoolean() ? Optional.of(ZoneId.of("Europe/Paris")) : Optional.empty(),
        ZoneOffset.UTC,
        duration(60_000),
        "marketing",
        random.nextInt(3),
        Optional.empty(),
        Optional.empty(),
        Journey.AtEnd.FINISH,
        random.nextBoolean() ? Journey.WhenPaused.HOLD : Journey.WhenPaused.SKIP,
        Optional.empty(),
        "s0",
        steps);
  }

  private Journey.Guards guards() {
    return new Journey.Guards(
        random.nextInt(5) == 0 ? List.of("audience" + random.nextInt(4)) : List.of(),
        random.nextInt(6) == 0
            ? Optional.of(new Journey.Holdout(5_000, "salt" + random.nextInt(3)))
            : Optional.empty(),
        random.nextInt(4) == 0
            ? List.of(
                new Journey.EntryCap(
                    1 + random.nextInt(2),
                    random.nextBoolean()
                        ? Optional.of(Duration.ofSeconds(1 + random.nextInt(30)))
                        : Optional.empty()))
            : List.of(),
        random.nextInt(4) == 0
            ? Optional.of(new Journey.Arbitration("group", 1 + random.nextInt(2)))
            : Optional.empty());
  }

  private Optional<Journey.Goal> goal() {
    if (random.nextInt(3) > 0) {
      return Optional.empty();
    }
    Journey.GoalEvent what =
        random.nextBoolean()
            ? new Journey.EventGoal(matcher())
            : new Journey.AudienceGoal(transition());
    return Optional.of(
        new Journey.Goal(
            what,
            random.nextBoolean() ? Optional.of(duration(30_000)) : Optional.empty(),
            random.nextInt(3) == 0));
  }

  private Journey.AudienceTransition transition() {
    return new Journey.AudienceTransition("audience" + random.nextInt(4), random.nextBoolean());
  }

  private Duration tolerance() {
    return random.nextInt(3) == 0 ? Duration.ofMillis(1 + random.nextInt(3_000)) : Duration.ZERO;
  }

  private Step step(String id, int index, int size, List<String> sends) {
    Optional<String> next =
        index + 1 < size
            ? Optional.of("s" + (index + 1 + random.nextInt(size - index - 1)))
            : Optional.empty();
    switch (random.nextInt(13)) {
      case 0:
        return new Step.Wait(id, new Step.For(duration(4_000)), tolerance(), loop(next, index));
      case 1:
        return new Step.Wait(
            id,
            new Step.NextTime(LocalTime.of(random.nextInt(24), 0), Set.of()),
            tolerance(),
            next);
      case 2:
        return new Step.Await(
            id,
            awaited(sends),
            Optional.of(duration(6_000)),
            tolerance(),
            lookback(),
            loop(next, index),
            random.nextBoolean() ? next : Optional.empty(),
            Optional.empty());
      case 3:
        return new Step.Branch(
            id, List.of(new Step.Case(Lambda.profileIs("p0", "v0"), next)), next, Optional.empty());
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
            Map.of("p" + random.nextInt(2), value("v" + random.nextInt(2))),
            Map.of("email", random.nextInt(4) == 0 ? "out" : "in"),
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
            "email",
            "hello",
            0,
            random.nextBoolean() ? Optional.of(duration(5_000)) : Optional.empty(),
            next,
            random.nextBoolean() ? next : Optional.empty(),
            random.nextBoolean() ? next : Optional.empty());
      case 9:
        return new Step.Emit(id, EMITTED, Map.of("value", value(3L)), next);
      case 10:
        return new Step.Jump(
            id,
            "journey" + random.nextInt(4),
            random.nextBoolean() ? Optional.of(value("k" + random.nextInt(2))) : Optional.empty(),
            Map.of("value", value(2L)),
            random.nextInt(3) == 0,
            next,
            random.nextBoolean() ? next : Optional.empty());
      default:
        return new Step.Send(
            id,
            "email",
            "hello",
            0,
            Optional.empty(),
            random.nextBoolean(),
            next,
            Optional.empty(),
            Optional.empty());
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

  private List<Step.Awaited> awaited(List<String> sends) {
    List<Step.Awaited> awaited = new ArrayList<>();
    if (!sends.isEmpty() && random.nextBoolean()) {
      awaited.add(
          new Step.AwaitedReport(
              sends.get(random.nextInt(sends.size())), Set.of(Status.CLICKED, Status.OPENED)));
    }
    if (random.nextInt(3) == 0) {
      awaited.add(new Step.AwaitedAudience(transition()));
    }
    if (awaited.isEmpty() || random.nextBoolean()) {
      awaited.add(new Step.AwaitedEvent(matcher()));
    }
    return awaited;
  }

  private static Expression value(Object value) {
    return new Lambda("'" + value + "'", Set.of(), Set.of(), scope -> value);
  }

  private EventMatcher matcher() {
    return matcher(random.nextInt(6) == 0 ? EMITTED : TYPES[random.nextInt(TYPES.length)]);
  }

  private EventMatcher matcher(String type) {
    return new EventMatcher(
        type,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Lambda.eventAtLeast("value", random.nextInt(6))));
  }

  /** Never zero: a loop of waits of no length would run for ever in one moment. */
  private CalendarDuration duration(int mostMillis) {
    return new CalendarDuration(
        java.time.Period.ZERO, Duration.ofMillis(500 + random.nextInt(mostMillis)));
  }
}
