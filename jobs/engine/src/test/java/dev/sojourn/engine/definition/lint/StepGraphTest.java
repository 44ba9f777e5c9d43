package dev.sojourn.engine.definition.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.RandomJourneys;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is worked out over the steps of random journeys, against a walk along every way there is.
 */
class StepGraphTest {
  private static final long DAY = 86_400_000;

  private static StepGraph graph(long seed) {
    return new StepGraph(new RandomJourneys(new Random(seed)).journey("j", 1), new Lapse(DAY, DAY));
  }

  /** Every way from a step that comes by no step twice, and none that goes on from a barred one. */
  private static void walk(
      StepGraph graph, String at, String barred, List<Edge> way, List<List<Edge>> all) {
    all.add(List.copyOf(way));
    if (at.equals(barred) && !way.isEmpty()) {
      return;
    }
    for (Edge edge : graph.from(at)) {
      boolean been =
          edge.to().equals(at) || way.stream().anyMatch(one -> one.from().equals(edge.to()));
      if (JourneyView.TAKEN.test(edge) && !been) {
        way.add(edge);
        walk(graph, edge.to(), barred, way, all);
        way.remove(way.size() - 1);
      }
    }
  }

  private static List<List<Edge>> ways(StepGraph graph, String from) {
    List<List<Edge>> all = new ArrayList<>();
    walk(graph, from, "", new ArrayList<>(), all);
    return all;
  }

  private static String end(List<Edge> way, String start) {
    return way.isEmpty() ? start : way.get(way.size() - 1).to();
  }

  @Property(tries = 500)
  void whatCanBeReachedIsWhatSomeWayLeadsTo(@ForAll long seed) {
    StepGraph graph = graph(seed);
    Reachability reachability = new Reachability(graph, JourneyView.TAKEN);
    for (String step : graph.steps()) {
      Set<String> ends = new TreeSet<>();
      Set<String> after = new TreeSet<>();
      for (List<Edge> way : ways(graph, step)) {
        ends.add(end(way, step));
        graph.from(end(way, step)).stream()
            .filter(JourneyView.TAKEN)
            .forEach(edge -> after.add(edge.to()));
      }
      assertThat(reachability.from(step)).containsExactlyInAnyOrderElementsOf(ends);
      assertThat(reachability.after(step)).containsExactlyInAnyOrderElementsOf(after);
    }
  }

  @Property(tries = 500)
  void whatIsAlwaysBeforeLiesOnEveryWay(@ForAll long seed) {
    StepGraph graph = graph(seed);
    Reachability reachability = new Reachability(graph, JourneyView.TAKEN);
    List<List<Edge>> ways = ways(graph, graph.start());
    for (String later : graph.steps()) {
      List<List<Edge>> there =
          ways.stream().filter(way -> end(way, graph.start()).equals(later)).toList();
      for (String earlier : graph.steps()) {
        boolean always =
            !there.isEmpty()
                && !earlier.equals(later)
                && there.stream()
                    .allMatch(way -> way.stream().anyMatch(edge -> edge.from().equals(earlier)));
        assertThat(reachability.isAlwaysBefore(earlier, later)).isEqualTo(always);
      }
    }
  }

  @Property(tries = 500)
  void theSoonestIsTheShortestOfAllWays(@ForAll long seed) {
    StepGraph graph = graph(seed);
    var soonest = new Elapsed(graph, JourneyView.TAKEN).sinceEntry();
    for (String step : graph.steps()) {
      Optional<Long> shortest =
          ways(graph, graph.start()).stream()
              .filter(way -> end(way, graph.start()).equals(step))
              .map(way -> way.stream().mapToLong(edge -> edge.lapse().least()).sum())
              .min(Long::compare);
      assertThat(Optional.ofNullable(soonest.get(step))).isEqualTo(shortest);
    }
  }

  @Property(tries = 500)
  void theLatestIsTheLongestOfAllWaysUnlessThereIsALoopBetween(@ForAll long seed) {
    StepGraph graph = graph(seed);
    Elapsed elapsed = new Elapsed(graph, JourneyView.TAKEN);
    for (String from : graph.steps()) {
      for (String to : graph.steps()) {
        if (!from.equals(to)) {
          assertThat(elapsed.atMost(from, to)).isEqualTo(longest(graph, from, to));
        }
      }
    }
  }

  private static Optional<Long> longest(StepGraph graph, String from, String to) {
    List<List<Edge>> all = new ArrayList<>();
    walk(graph, from, to, new ArrayList<>(), all);
    List<List<Edge>> there = all.stream().filter(way -> end(way, from).equals(to)).toList();
    if (there.isEmpty()) {
      return Optional.empty();
    }
    Set<String> between = new TreeSet<>();
    there.forEach(way -> way.stream().skip(1).forEach(edge -> between.add(edge.from())));
    for (String step : between) {
      // Back to itself, by other steps in between only.
      Set<String> seen = new TreeSet<>();
      List<String> open = new ArrayList<>(List.of(step));
      while (!open.isEmpty()) {
        for (Edge edge : graph.from(open.remove(0))) {
          boolean inner = !edge.to().equals(from) && !edge.to().equals(to);
          if (JourneyView.TAKEN.test(edge) && inner && seen.add(edge.to())) {
            open.add(edge.to());
          }
        }
      }
      if (seen.contains(step)) {
        return Optional.of(Lapse.UNBOUNDED);
      }
    }
    return there.stream()
        .map(way -> way.stream().skip(1).map(edge -> edge.lapse().most()).reduce(0L, Lapse::plus))
        .max(Long::compare);
  }

  @ParameterizedTest
  @CsvSource({"PT1H", "P1D", "P2W", "P1M", "P3M", "P1Y", "P1M10DT3H", "P13M", "P400Y"})
  void aDurationTakesAsLongAsIsSaid_T4(String text) {
    CalendarDuration duration = CalendarDuration.parse(text);
    Lapse lapse = Lapse.of(duration);
    for (String zone : List.of("UTC", "Europe/Paris", "America/St_Johns", "Australia/Lord_Howe")) {
      for (long at = 1_700_000_000_000L; at < 1_765_000_000_000L; at += 7 * DAY + 3_600_000) {
        long took = duration.after(at, ZoneId.of(zone)) - at;
        assertThat(took).isBetween(lapse.least(), lapse.most());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "'MONDAY', 7", "'MONDAY TUESDAY WEDNESDAY THURSDAY FRIDAY', 3"})
  void theNextTimeOfDayIsAtMostTheLongestPauseAway(String names, int days) {
    Set<DayOfWeek> all = new TreeSet<>();
    for (String name : names.isEmpty() ? new String[0] : names.split(" ")) {
      all.add(DayOfWeek.valueOf(name));
    }
    Lapse lapse = Lapse.until(new Step.NextTime(LocalTime.NOON, all));

    assertThat(lapse.least()).isZero();
    assertThat(lapse.most()).isEqualTo(days * DAY + 3 * 3_600_000);
  }
}
