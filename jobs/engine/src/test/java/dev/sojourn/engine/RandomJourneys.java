package dev.sojourn.engine;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Schema;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.expression.DeclaredType;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.DailySlot;
import dev.sojourn.engine.time.Schedule;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
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
import java.util.stream.IntStream;

/**
 * Random definitions with everything that documents can say, for properties that hold for all of
 * them. Whether there is indeed everything is tested by {@code VarietyTest}.
 */
public final class RandomJourneys {
  /** When the histories of tests begin, a Tuesday at 22:13:20 UTC; they last two minutes. */
  static final long START = 1_700_000_000_000L;

  static final String[] TYPES = {"a", "b", "c"};
  static final String[] CHANNELS = {"email", "sms", "app"};
  static final String[] POLICIES = {"marketing", "letters", "service"};

  private static final Set<DayOfWeek> TUESDAY = Set.of(DayOfWeek.TUESDAY);

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

  /** One of {@link #CHANNELS}, each its own medium. */
  public Channel channel(String name, int version) {
    return new Channel(
        name,
        version,
        name,
        new Lambda(
            "profile." + name,
            Set.of(),
            Set.of(name),
            scope -> scope.variable("profile").get(name)),
        switch (name) {
          case "email" -> Channel.AddressFormat.EMAIL;
          case "sms" -> Channel.AddressFormat.PHONE;
          default -> Channel.AddressFormat.ANY;
        });
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

  /** With quiet hours, caps of all kinds, holds and competition, each of them now and then. */
  public ContactPolicy policy(String name, int version) {
    List<ContactPolicy.Cap> caps = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      caps.add(
          new ContactPolicy.Cap(
              1 + random.nextInt(3),
              window(),
              random.nextInt(4) == 0 ? Set.of("email", "sms") : Set.of(),
              random.nextInt(4) == 0 ? Set.of("news") : Set.of()));
    }
    return new ContactPolicy(
        name,
        version,
        name.equals("service"),
        name.equals("letters") ? Optional.of("news") : Optional.empty(),
        random.nextBoolean(),
        random.nextBoolean() ? ZoneOffset.UTC : ZoneId.of("Europe/Paris"),
        random.nextInt(3) == 0 ? List.of(quietSlot()) : List.of(),
        caps,
        random.nextBoolean() ? Optional.of(duration(30_000).time()) : Optional.empty(),
        random.nextBoolean() ? Optional.of(duration(5_000).time()) : Optional.empty());
  }

  private ContactPolicy.QuietSlot quietSlot() {
    LocalTime from = LocalTime.of(22, 13 + random.nextInt(2), random.nextInt(60));
    return new ContactPolicy.QuietSlot(
        new DailySlot(
            from,
            from.plusSeconds(1 + random.nextInt(40)),
            random.nextInt(4) == 0 ? TUESDAY : Set.of()),
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
    return new Audience(name, version, random.nextBoolean() ? common : rules.rule(0, before(name)));
  }

  /** Those with a smaller number: audiences do not use one another in circles (A8). */
  private static List<String> before(String name) {
    int number = Character.getNumericValue(name.charAt(name.length() - 1));
    return IntStream.range(0, Math.max(0, number)).mapToObj(i -> "audience" + i).toList();
  }

  public Journey journey(String name, int version) {
    Map<String, Step> steps = new RandomSteps(random, this).steps(2 + random.nextInt(8));
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
        entry(),
        reentries[random.nextInt(reentries.length)],
        guards(),
        exits,
        goal(),
        random.nextBoolean() ? Optional.of(ZoneId.of("Europe/Paris")) : Optional.empty(),
        ZoneOffset.UTC,
        duration(60_000),
        random.nextInt(3) > 0 ? "marketing" : one(POLICIES),
        random.nextInt(3),
        random.nextInt(6) == 0 ? Optional.of(moment(60)) : Optional.empty(),
        random.nextInt(4) == 0 ? Optional.of(moment(120)) : Optional.empty(),
        random.nextBoolean() ? Journey.AtEnd.FINISH : Journey.AtEnd.EJECT,
        random.nextBoolean() ? Journey.WhenPaused.HOLD : Journey.WhenPaused.SKIP,
        random.nextInt(3) == 0
            ? Optional.of(
                new Journey.TestMode(
                    1 + random.nextInt(4),
                    random.nextBoolean() ? Map.of("email", "tester@example.com") : Map.of()))
            : Optional.empty(),
        "s0",
        steps);
  }

  /** Not one that all fit: who is at a step that is not there stays where they are. */
  Migration migration(String name, String journey, int from, int to) {
    Map<String, Migration.Destination> steps = new LinkedHashMap<>();
    for (int i = random.nextInt(12); i > 0; i--) {
      Migration.Destination[] destinations = {
        new Migration.Stays(), new Migration.Goes("s" + random.nextInt(6)), new Migration.Leaves()
      };
      steps.put("s" + random.nextInt(8), destinations[random.nextInt(destinations.length)]);
    }
    return new Migration(
        name,
        1,
        journey,
        List.of(from),
        to,
        steps,
        random.nextBoolean() ? Migration.Waits.KEEP : Migration.Waits.RECOMPUTE,
        100);
  }

  /** Not one that the others fit. */
  Schema schema(String name, Optional<String> event) {
    DeclaredType[] types = {
      DeclaredType.Scalar.STRING, DeclaredType.Scalar.NUMBER, DeclaredType.Scalar.BOOLEAN
    };
    Map<String, DeclaredType> members = new LinkedHashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      members.put("n" + i, types[random.nextInt(types.length)]);
    }
    return new Schema(name, 1, event, new DeclaredType.Members(members, random.nextBoolean()));
  }

  private Journey.Entry entry() {
    return switch (random.nextInt(10)) {
      case 0, 1 -> {
        Journey.AudienceTransition transition = transition();
        yield new Journey.AudienceEntry(
            transition, transition.entered() && random.nextBoolean(), 100);
      }
      case 2 -> new Journey.RequestEntry();
      case 3 ->
          new Journey.ScheduleEntry(
              new Schedule.Once(START),
              random.nextBoolean() ? Optional.of("audience" + random.nextInt(4)) : Optional.empty(),
              100,
              random.nextBoolean(),
              random.nextBoolean());
      case 4 ->
          new Journey.BusinessEntry(
              new EventMatcher("restock", Optional.empty()),
              random.nextBoolean() ? Optional.of("audience" + random.nextInt(4)) : Optional.empty(),
              100);
      default ->
          new Journey.EventEntry(
              matcher(one(TYPES)), random.nextInt(3) == 0 ? Optional.of(key()) : Optional.empty());
    };
  }

  /** The value; of odd ones a list of two keys, one of which others have too (E2). */
  private static Expression key() {
    return new Lambda(
        "event.value",
        Set.of(List.of("value")),
        Set.of(),
        scope ->
            scope.event().at(List.of("value")) instanceof Long value && value % 2 == 1
                ? (Object) List.of(value, value - 1)
                : scope.event().at(List.of("value")));
  }

  /** A moment within the first seconds of the histories. */
  Instant moment(int seconds) {
    return Instant.ofEpochMilli(START + random.nextInt(seconds * 1_000));
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

  Journey.AudienceTransition transition() {
    return new Journey.AudienceTransition("audience" + random.nextInt(4), random.nextBoolean());
  }

  EventMatcher matcher() {
    return matcher(random.nextInt(6) == 0 ? EMITTED : one(TYPES));
  }

  private EventMatcher matcher(String type) {
    return new EventMatcher(
        type,
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Lambda.eventAtLeast("value", random.nextInt(6))));
  }

  /** Never zero: a loop of waits of no length would run for ever in one moment. */
  CalendarDuration duration(int mostMillis) {
    return new CalendarDuration(
        java.time.Period.ZERO, Duration.ofMillis(500 + random.nextInt(mostMillis)));
  }

  String one(String[] some) {
    return some[random.nextInt(some.length)];
  }
}
