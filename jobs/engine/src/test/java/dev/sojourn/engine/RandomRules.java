package dev.sojourn.engine;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.definition.ValueTest.Part;
import dev.sojourn.engine.definition.ValueTest.Relation;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.time.CalendarUnit;
import dev.sojourn.engine.time.ZoneChoice;
import dev.sojourn.engine.value.Decimals;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * Random rules with every kind of leaf, and the random properties and attributes that they read.
 *
 * <p>Events have a whole number {@code value} from 0 to 9, and often an {@code amount}, which is
 * seldom no number, and a text {@code plan}. Profiles have {@code p0} and {@code p1}, {@code
 * birthday} and {@code timezone}.
 */
public final class RandomRules {
  private static final String[] TYPES = {"a", "b", "c"};
  private static final String[] PLANS = {"free", "gold", "team"};

  private final Random random;
  private final long longest;
  private final List<ZoneId> zones;
  private final int keep;

  /**
   * @param longest windows are at most of this length, ms
   * @param zones in which the wall clock counts
   * @param keep how many values are kept of a person
   */
  public RandomRules(Random random, long longest, List<ZoneId> zones, int keep) {
    this.random = random;
    this.longest = longest;
    this.zones = zones;
    this.keep = keep;
  }

  /** The type of an event. */
  public String type() {
    return one(TYPES);
  }

  /** What an event says. */
  public Map<String, Object> properties() {
    Map<String, Object> properties = new HashMap<>();
    properties.put("value", (long) random.nextInt(10));
    if (random.nextInt(4) > 0) {
      properties.put("plan", one(PLANS));
    }
    switch (random.nextInt(8)) {
      case 0 -> {
        // Without an amount.
      }
      case 1 -> properties.put("amount", "much");
      case 2 -> properties.put("amount", (long) (random.nextInt(20) - 5));
      default -> properties.put("amount", (random.nextInt(2_000) - 400) / 100.0);
    }
    return properties;
  }

  /** An update of one attribute; null unsets it. */
  public Map.Entry<String, Object> attribute() {
    return switch (random.nextInt(5)) {
      case 0 -> entry("timezone", zone());
      case 1 -> entry("birthday", birthday());
      default -> entry("p" + random.nextInt(2), random.nextInt(3) == 0 ? null : text("v", 2));
    };
  }

  private static Map.Entry<String, Object> entry(String name, Object value) {
    return new java.util.AbstractMap.SimpleEntry<>(name, value);
  }

  private Object zone() {
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> "Nowhere/Land";
      default -> zones.get(random.nextInt(zones.size())).getId();
    };
  }

  /** A day near to when the histories of tests take place, so that some come round. */
  private Object birthday() {
    String[] days = {"02-28", "02-29", "03-01", "11-14", "11-15", "12-31", "01-01", "10-26"};
    String day = one(days);
    String year = String.valueOf(day.equals("02-29") ? 2000 : 1990 + random.nextInt(40));
    return switch (random.nextInt(8)) {
      case 0 -> null;
      case 1 -> "soon";
      case 2 -> "--" + day;
      case 3 -> year + "-" + day + "T23:30:00";
      case 4 -> year + "-" + day + "T23:30:00Z";
      default -> year + "-" + day;
    };
  }

  /** A rule made of others, or a leaf. */
  public Rule rule(int depth, List<String> others) {
    return switch (random.nextInt(depth > 2 ? 1 : 5)) {
      case 1 -> new Rule.All(List.of(rule(depth + 1, others), rule(depth + 1, others)));
      case 2 -> new Rule.Any(List.of(rule(depth + 1, others), rule(depth + 1, others)));
      case 3 -> new Rule.Not(rule(depth + 1, others));
      case 4 ->
          others.isEmpty() ? leaf() : new Rule.Member(others.get(random.nextInt(others.size())));
      default -> leaf();
    };
  }

  /** A rule that is not made of others. */
  public Rule leaf() {
    return switch (random.nextInt(12)) {
      case 0 -> new Rule.Absent(matcher(), length());
      case 1 -> new Rule.Profile(Lambda.profileIs("p" + random.nextInt(2), text("v", 2)));
      case 2, 3, 4 -> new Rule.Count(matcher(), window(), bound());
      case 5, 6 -> sequence();
      case 7 -> date();
      default -> aggregate();
    };
  }

  /** Which events are meant. */
  public EventMatcher matcher() {
    return new EventMatcher(
        type(),
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(Lambda.eventAtLeast("value", random.nextInt(10))));
  }

  private Duration length() {
    return Duration.ofMillis(1 + random.nextLong(longest));
  }

  private Window window() {
    return switch (random.nextInt(4)) {
      case 0 -> new Window.Ever();
      case 1 -> new Window.Calendar(CalendarUnit.values()[random.nextInt(3)], zoneChoice());
      default -> new Window.Rolling(length());
    };
  }

  private ZoneChoice zoneChoice() {
    ZoneId zone = zones.get(random.nextInt(zones.size()));
    return random.nextBoolean() ? ZoneChoice.fixed(zone) : new ZoneChoice(Optional.empty(), zone);
  }

  private Rule.Bound bound() {
    Rule.Comparison[] comparisons = Rule.Comparison.values();
    return new Rule.Bound(comparisons[random.nextInt(comparisons.length)], random.nextInt(4));
  }

  private Rule aggregate() {
    Rule.Function function = Rule.Function.values()[random.nextInt(6)];
    boolean edge = function == Rule.Function.FIRST || function == Rule.Function.LAST;
    boolean ofText = function == Rule.Function.DISTINCT || (edge && random.nextBoolean());
    return new Rule.Aggregate(
        matcher(),
        function,
        Lambda.ofEvent(ofText ? "plan" : "amount"),
        window(),
        edge && ofText ? planTest() : numberTest(function),
        keep);
  }

  private ValueTest planTest() {
    Relation relation = random.nextBoolean() ? Relation.EQUALS : Relation.NOT_EQUALS;
    return new ValueTest(List.of(new Part(relation, one(PLANS))));
  }

  private ValueTest numberTest(Rule.Function function) {
    boolean counts = function == Rule.Function.DISTINCT;
    Relation[] relations = Relation.values();
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(2); i++) {
      Object operand =
          counts
              ? Decimals.ofWhole(random.nextInt(4))
              : Decimals.of(random.nextInt(80) / 4.0 - 2).orElseThrow();
      parts.add(new Part(relations[random.nextInt(relations.length)], operand));
    }
    return new ValueTest(List.copyOf(parts));
  }

  private Rule sequence() {
    List<EventMatcher> steps = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      steps.add(matcher());
    }
    Optional<Rule.Following> following =
        random.nextBoolean()
            ? Optional.empty()
            : Optional.of(new Rule.Following(matcher(), Duration.ofMillis(1 + longest / 3)));
    return new Rule.Sequence(
        List.copyOf(steps),
        steps.size() == 1 ? Optional.empty() : Optional.of(length()),
        following,
        random.nextInt(4) == 0
            ? Optional.empty()
            : Optional.of(Duration.ofMillis(2 + longest / 3).plus(length())),
        keep);
  }

  private Rule date() {
    return new Rule.OnDate(
        Lambda.ofProfile("birthday"),
        random.nextBoolean() ? 0 : random.nextInt(41) - 20,
        random.nextInt(4) > 0,
        zoneChoice());
  }

  private String text(String prefix, int different) {
    return prefix + random.nextInt(different);
  }

  private String one(String[] some) {
    return some[random.nextInt(some.length)];
  }
}
