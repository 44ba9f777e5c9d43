package dev.sojourn.engine.definition.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Predicate;

/** Which steps lead to which. O(edges) each. */
final class Reachability {
  private final StepGraph graph;
  private final Predicate<Edge> ways;

  /**
   * @param ways which edges count
   */
  Reachability(StepGraph graph, Predicate<Edge> ways) {
    this.graph = graph;
    this.ways = ways;
  }

  /** The step itself, and all that can come after it. */
  Set<String> from(String step) {
    return from(step, "");
  }

  /** All that can come after a step, and the step only if it can come again. */
  Set<String> after(String step) {
    Set<String> found = new LinkedHashSet<>();
    for (Edge edge : graph.from(step)) {
      if (ways.test(edge)) {
        found.addAll(from(edge.to()));
      }
    }
    return found;
  }

  /** Whether every way from the start to a step passes another one before; false if none does. */
  boolean isAlwaysBefore(String earlier, String later) {
    return !earlier.equals(later)
        && from(graph.start()).contains(later)
        && !from(graph.start(), earlier).contains(later);
  }

  private Set<String> from(String step, String avoided) {
    Set<String> found = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>();
    if (!step.equals(avoided)) {
      found.add(step);
      open.add(step);
    }
    while (!open.isEmpty()) {
      for (Edge edge : graph.from(open.poll())) {
        if (ways.test(edge) && !edge.to().equals(avoided) && found.add(edge.to())) {
          open.add(edge.to());
        }
      }
    }
    return found;
  }
}
