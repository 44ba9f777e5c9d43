package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.id.Hashes;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Splits, experiments and holdouts (S6, S7, E8) over many people. */
class SplitModelTest {
  private static final int PEOPLE = 100_000;
  private static final BigInteger ALL_HASHES = BigInteger.ONE.shiftLeft(64);

  /** Ids as companies have them: numbers one after the other, mail addresses, random ones. */
  private static String person(int i) {
    return switch (i % 3) {
      case 0 -> String.valueOf(1_000_000 + i);
      case 1 -> "customer" + i + "@example.com";
      default -> Long.toHexString(new Random(i).nextLong());
    };
  }

  private static String sides(Map<String, String> shares) {
    return shares.entrySet().stream()
        .map(side -> "{share: " + side.getValue() + ", name: " + side.getKey() + ", next: done}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static Map<String, String> shares(String... namesAndShares) {
    Map<String, String> shares = new LinkedHashMap<>();
    for (int i = 0; i < namesAndShares.length; i += 2) {
      shares.put(namesAndShares[i], namesAndShares[i + 1]);
    }
    return shares;
  }

  private static OnePerson split(int version, Map<String, String> shares, String... more) {
    return new OnePerson(
        Yaml.named(
            "j",
            version,
            "first: {split: {sides: "
                + sides(shares)
                + String.join("", more)
                + "}}\ndone: {end: {}}"));
  }

  /** Which side of the first split each person is assigned to. */
  private static List<String> assigned(OnePerson person, int people) {
    List<String> sides = new ArrayList<>();
    for (int i = 0; i < people; i++) {
      sides.add(edges(person.named(person(i)).event(Map.of(), Story.START)).get(0));
    }
    return sides;
  }

  private static List<String> edges(List<Effect> effects) {
    List<String> edges = new ArrayList<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.StepRecord step && step.kind() == Kind.ASSIGNED) {
        edges.add(step.edge());
      }
    }
    return edges;
  }

  /** In which of ten thousand equal parts of the hash space a person is. */
  private static int part(String salt, String person) {
    BigInteger hash = new BigInteger(Long.toUnsignedString(Hashes.hash64(salt, person)));
    return hash.multiply(BigInteger.valueOf(10_000)).divide(ALL_HASHES).intValueExact();
  }

  private static String sideAt(int part, Map<String, String> shares) {
    BigDecimal upTo = BigDecimal.ZERO;
    for (Map.Entry<String, String> side : shares.entrySet()) {
      upTo = upTo.add(new BigDecimal(side.getValue()).movePointRight(2));
      if (BigDecimal.valueOf(part).compareTo(upTo) < 0) {
        return side.getKey();
      }
    }
    throw new AssertionError("the shares do not cover " + part);
  }

  private static void assertByChance(long[] counts, double[] expected, double most) {
    double chi = 0;
    for (int i = 0; i < counts.length; i++) {
      chi += (counts[i] - expected[i]) * (counts[i] - expected[i]) / expected[i];
    }
    assertThat(chi).as("%s where %s is expected", counts, expected).isLessThan(most);
  }

  private static long count(List<String> sides, String side) {
    return sides.stream().filter(side::equals).count();
  }

  private static final Map<String, String> FIVE =
      shares("tiny", "0.05", "a", "9.95", "b", "33.33", "c", "16.67", "d", "40");

  @Test
  void everyPartOfTheHashSpaceIsAsLargeAsAnother_S6() {
    BigInteger least = ALL_HASHES.divide(BigInteger.valueOf(10_000));
    BigInteger before = BigInteger.ZERO;
    for (int part = 1; part <= 10_000; part++) {
      BigInteger[] exact =
          ALL_HASHES
              .multiply(BigInteger.valueOf(part))
              .divideAndRemainder(BigInteger.valueOf(10_000));
      BigInteger first = exact[1].signum() == 0 ? exact[0] : exact[0].add(BigInteger.ONE);
      assertThat(Hashes.bucket(first.subtract(BigInteger.ONE).longValue(), 10_000))
          .isEqualTo(part - 1);
      if (part < 10_000) {
        assertThat(Hashes.bucket(first.longValue(), 10_000)).isEqualTo(part);
      }
      // The space does not divide by ten thousand: some have one hash more.
      assertThat(first.subtract(before).subtract(least).intValueExact()).isBetween(0, 1);
      before = first;
    }
  }

  @Test
  void sharesAreExactOverTheHashSpaceAndByChanceOverPeople_S6() {
    List<String> sides = assigned(split(1, FIVE), PEOPLE);
    for (int i = 0; i < PEOPLE; i++) {
      assertThat(sides.get(i)).isEqualTo(sideAt(part("j/first", person(i)), FIVE));
    }
    long[] counts = FIVE.keySet().stream().mapToLong(side -> count(sides, side)).toArray();
    double[] expected =
        FIVE.values().stream().mapToDouble(s -> Double.parseDouble(s) * PEOPLE / 100).toArray();
    // Four degrees of freedom: above 18.5 once in a thousand, by chance.
    assertByChance(counts, expected, 18.5);
  }

  @Test
  void aPersonStaysOnTheirSideOverVersionsReentriesAndWhateverElseChanges_S6() {
    OnePerson first = split(1, FIVE);
    OnePerson second = split(2, FIVE);
    for (int i = 0; i < 2_000; i++) {
      long later = Story.START + (i + 1) * 10_000_000L;
      List<String> edges =
          new ArrayList<>(edges(first.named(person(i)).event(Map.of(), Story.START)));
      edges.addAll(edges(first.handle("start", later, later, "n", i)));
      Map<String, Object> other = Map.of("timezone", "Asia/Tokyo", "name", "other" + i);
      edges.addAll(edges(second.named(person(i)).event(other, later)));
      assertThat(edges).hasSize(3).containsOnly(edges.get(0));
    }
  }

  /** Whether somebody's side here says nothing about their side there. */
  private static void assertIndependent(List<String> here, List<String> there) {
    List<String> rows = here.stream().distinct().sorted().toList();
    List<String> columns = there.stream().distinct().sorted().toList();
    long[] counts = new long[rows.size() * columns.size()];
    for (int i = 0; i < here.size(); i++) {
      counts[rows.indexOf(here.get(i)) * columns.size() + columns.indexOf(there.get(i))]++;
    }
    double[] expected = new double[counts.length];
    for (int i = 0; i < counts.length; i++) {
      expected[i] =
          (double) count(here, rows.get(i / columns.size()))
              * count(there, columns.get(i % columns.size()))
              / here.size();
    }
    assertThat((rows.size() - 1) * (columns.size() - 1)).isEqualTo(4);
    assertByChance(counts, expected, 18.5);
  }

  private static final Map<String, String> THREE = shares("a", "20", "b", "50", "c", "30");

  @Test
  void anotherSaltDealsAllPeopleAnew_S6() {
    List<String> unsalted = assigned(split(1, THREE), PEOPLE);
    List<String> salted = assigned(split(2, THREE, ", salt: again"), PEOPLE);
    assertIndependent(unsalted, salted);
    assertThat(salted.subList(0, 1_000))
        .isEqualTo(assigned(split(3, THREE, ", salt: again"), 1_000));
    assertIndependent(assigned(split(2, THREE, ", salt: again2"), PEOPLE), salted);
  }

  @Test
  void twoStepsAndTwoJourneysDealIndependently_S6() {
    OnePerson person =
        new OnePerson(
            Yaml.journey(
                "first: {split: {sides: %s}}\ndone: {split: {sides: %s}}\nend: {end: {}}"
                    .formatted(sides(THREE), sides(THREE).replace("done", "end"))),
            Yaml.named(
                "other",
                1,
                "first: {split: {sides: %s}}\ndone: {end: {}}".formatted(sides(THREE))));
    List<List<String>> columns = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < 50_000; i++) {
      List<String> edges = edges(person.named(person(i)).event(Map.of(), Story.START));
      for (int column = 0; column < 3; column++) {
        columns.get(column).add(edges.get(column));
      }
    }
    assertIndependent(columns.get(0), columns.get(1));
    assertIndependent(columns.get(0), columns.get(2));
    assertIndependent(columns.get(1), columns.get(2));
  }

  @Test
  void whoIsHeldOutIsOfEverySideAlike_S6_E8() {
    OnePerson guarded =
        new OnePerson(
            Yaml.journey(
                "first: {split: {sides: %s, salt: s}}\ndone: {end: {}}".formatted(sides(THREE)),
                "holdout: {percent: 40, salt: s}"));
    OnePerson open = split(1, THREE, ", salt: s");
    int[] held = new int[3];
    long[] all = new long[3];
    for (int i = 0; i < 50_000; i++) {
      String side = edges(open.named(person(i)).event(Map.of(), Story.START)).get(0);
      all["abc".indexOf(side)]++;
      if (edges(guarded.named(person(i)).event(Map.of(), Story.START)).isEmpty()) {
        held["abc".indexOf(side)]++;
      }
    }
    double[] expected = Arrays.stream(all).mapToDouble(people -> people * 0.4).toArray();
    // Three degrees of freedom, and less by a factor of 0.6 since it is a share of each.
    assertByChance(Arrays.stream(held).asLongStream().toArray(), expected, 16.3 * 0.6);
  }

  @Test
  void ofAnExperimentTheControlHasItsShareAndGetsNothing_S7() {
    OnePerson person =
        new OnePerson(
            Yaml.journey(
                """
                first: {experiment: {sides: [{name: a, share: 45, next: write}, {name: b, share: 44.5, next: write}], control: {share: 10.5, next: write}}}
                write: {send: {channel: email, template: hello}}
                """));
    long[] counts = new long[3];
    for (int i = 0; i < PEOPLE; i++) {
      List<Effect> effects = person.named(person(i)).event(Map.of(), Story.START);
      String edge = edges(effects).get(0);
      boolean dry =
          effects.stream()
              .filter(Effect.MessageRequest.class::isInstance)
              .allMatch(effect -> ((Effect.MessageRequest) effect).dry());
      assertThat(dry).isEqualTo(edge.equals("control"));
      counts[List.of("a", "b", "control").indexOf(edge)]++;
    }
    // Two degrees of freedom: above 13.8 once in a thousand, by chance.
    assertByChance(counts, new double[] {PEOPLE * 0.45, PEOPLE * 0.445, PEOPLE * 0.105}, 13.8);
  }

  @Test
  void whoseBoundIsNotMovedStays_S6() {
    Map<String, String> before = shares("a", "20", "b", "30", "c", "50");
    List<String> earlier = assigned(split(1, before), 20_000);
    // More for the first at the cost of the second; a fourth at the cost of the last.
    Map<String, String> after = shares("a", "25.5", "b", "24.5", "c", "40", "d", "10");
    List<String> later = assigned(split(2, after), 20_000);
    for (int i = 0; i < earlier.size(); i++) {
      int part = part("j/first", person(i));
      String moved = earlier.get(i) + later.get(i);
      if (part >= 2_000 && part < 2_550) {
        assertThat(moved).isEqualTo("ba");
      } else if (part >= 9_000) {
        assertThat(moved).isEqualTo("cd");
      } else {
        assertThat(later.get(i)).isEqualTo(earlier.get(i));
      }
    }
    assertThat(later).isNotEqualTo(earlier).contains("d");
  }
}
