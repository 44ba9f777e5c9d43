package dev.sojourn.engine.definition.lint;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;

/** How much time passes between steps, at least and at most. */
final class Elapsed {
  private final StepGraph graph;
  private final Predicate<Edge> ways;

  /**
   * @param ways which edges count
   */
  Elapsed(StepGraph graph, Predicate<Edge> ways) {
    this.graph = graph;
    this.ways = ways;
  }

  private record Arrival(String step, long at) {}

  /**
   * The soonest that each step can be reached, ms after entry; steps that cannot be are not in it.
   */
  Map<String, Long> sinceEntry() {
    Map<String, Long> soonest = new HashMap<>();
    PriorityQueue<Arrival> open = new PriorityQueue<>(Comparator.comparingLong(Arrival::at));
    open.add(new Arrival(graph.start(), 0));
    while (!open.isEmpty()) {
      Arrival arrival = open.poll();
      if (soonest.putIfAbsent(arrival.step, arrival.at) == null) {
        for (Edge edge : graph.from(arrival.step)) {
          if (ways.test(edge)) {
            open.add(new Arrival(edge.to(), Lapse.plus(arrival.at, edge.lapse().least())));
          }
        }
      }
    }
    return soonest;
  }

  /**
   * The longest that can pass from leaving a step until the next arrival at another one, without
   * coming by the first again; {@link Lapse#UNBOUNDED} if there is a loop between them, empty if no
   * way leads there. Time spent at the first step itself does not count.
   */
  Optional<Long> atMost(String from, String to) {
    Set<String> between = between(from, to);
    Map<String, Integer> ahead = new HashMap<>();
    edges(between).forEach(edge -> ahead.merge(edge.to(), 1, Integer::sum));
    Map<String, Long> latest = new HashMap<>();
    for (Edge edge : graph.from(from)) {
      if (ways.test(edge) && (edge.to().equals(to) || between.contains(edge.to()))) {
        latest.put(edge.to(), 0L);
      }
    }
    if (latest.isEmpty()) {
      return Optional.empty();
    }
    Deque<String> ready = new ArrayDeque<>(between);
    ready.removeIf(ahead::containsKey);
    int settled = 0;
    while (!ready.isEmpty()) {
      String step = ready.poll();
      settled++;
      for (Edge edge : edges(Set.of(step))) {
        if (edge.to().equals(to) || between.contains(edge.to())) {
          latest.merge(edge.to(), Lapse.plus(latest.get(step), edge.lapse().most()), Math::max);
          if (ahead.merge(edge.to(), -1, Integer::sum) == 0 && !edge.to().equals(to)) {
            ready.add(edge.to());
          }
        }
      }
    }
    // What is never ready is on a loop, or behind one.
    return Optional.of(settled < between.size() ? Lapse.UNBOUNDED : latest.get(to));
  }

  /** The steps on the ways from one step to another, without these two. */
  private Set<String> between(String from, String to) {
    Set<String> after = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (Edge edge : graph.from(open.poll())) {
        boolean further = !edge.to().equals(from) && !edge.to().equals(to);
        if (ways.test(edge) && further && after.add(edge.to())) {
          open.add(edge.to());
        }
      }
    }
    Map<String, List<String>> back = new HashMap<>();
    for (Edge edge : edges(after)) {
      back.computeIfAbsent(edge.to(), step -> new ArrayList<>()).add(edge.from());
    }
    Set<String> before = new LinkedHashSet<>();
    open.add(to);
    while (!open.isEmpty()) {
      for (String step : back.getOrDefault(open.poll(), List.of())) {
        if (before.add(step)) {
          open.add(step);
        }
      }
    }
    return before;
  }

  private List<Edge> edges(Set<String> steps) {
    return steps.stream().flatMap(step -> graph.from(step).stream()).filter(ways).toList();
  }
}
