package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.simulator.statistics.JourneyBook;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A journey's steps and the ways between them, as its document draws them, with how many took them.
 *
 * @param steps from the first on, in the order in which they are reached; then those that are not
 * @param ways in the order of the steps that they leave
 */
record JourneyPicture(List<String> steps, List<Way> ways) {

  /**
   * All edges from one step to another; from the empty text, the entry.
   *
   * @param edges names, and how many took each
   */
  record Way(String from, String to, Map<String, Long> edges) {
    long count() {
      return edges.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private record Ends(String from, String to) {}

  /**
   * Draws a journey.
   *
   * @param journey empty if its document is not known: then what was counted is drawn
   */
  static JourneyPicture of(Optional<Journey> journey, JourneyBook book) {
    Map<Ends, Map<String, Long>> edges = new LinkedHashMap<>();
    Set<String> known = new LinkedHashSet<>();
    journey.ifPresent(
        document -> {
          add(edges, "", "", document.start(), 0);
          for (Step step : document.steps().values()) {
            known.add(step.id());
            drawn(step).forEach((name, to) -> to.forEach(t -> add(edges, step.id(), name, t, 0)));
          }
        });
    book.edges()
        .forEach(
            (edge, count) -> {
              if (!edge.to().isEmpty()) {
                add(edges, edge.from(), edge.name(), edge.to(), count);
              }
            });
    known.addAll(book.steps().keySet());
    List<String> steps = inOrder(edges.keySet(), known);
    List<Way> ways = new ArrayList<>();
    List<String> from = new ArrayList<>(List.of(""));
    from.addAll(steps);
    for (String step : from) {
      edges.forEach(
          (ends, names) -> {
            if (ends.from().equals(step)) {
              ways.add(new Way(ends.from(), ends.to(), names));
            }
          });
    }
    return new JourneyPicture(steps, ways);
  }

  private static void add(
      Map<Ends, Map<String, Long>> edges, String from, String name, String to, long count) {
    edges
        .computeIfAbsent(new Ends(from, to), ends -> new LinkedHashMap<>())
        .merge(name, count, Long::sum);
  }

  private static List<String> inOrder(Set<Ends> edges, Set<String> known) {
    Set<String> reached = new LinkedHashSet<>();
    Deque<String> next = new ArrayDeque<>(List.of(""));
    while (!next.isEmpty()) {
      String step = next.poll();
      for (Ends ends : edges) {
        if (ends.from().equals(step) && reached.add(ends.to())) {
          next.add(ends.to());
        }
      }
    }
    reached.addAll(known);
    return List.copyOf(reached);
  }

  /** The edges of a step by name; several conditions of a branch have one name. */
  private static Map<String, List<String>> drawn(Step step) {
    Map<String, List<String>> edges = new LinkedHashMap<>();
    if (step instanceof Step.Branch branch) {
      branch.cases().forEach(option -> edge(edges, "when", option.next()));
      edge(edges, "else", branch.otherwise());
      edge(edges, "failed", branch.failed());
    } else if (step instanceof Step.Split split) {
      split.sides().forEach(side -> edge(edges, side.name(), side.next()));
    } else if (step instanceof Step.Experiment experiment) {
      experiment.sides().forEach(side -> edge(edges, side.name(), side.next()));
      edge(edges, experiment.control().name(), experiment.control().next());
    } else {
      edge(edges, "next", step.next());
      if (step instanceof Step.Send send) {
        edge(edges, "failed", send.failed());
        edge(edges, "skipped", send.skipped());
      } else if (step instanceof Step.Await await) {
        edge(edges, "timeout", await.timeout());
        edge(edges, "notSent", await.notSent());
      } else if (step instanceof Step.Call call) {
        edge(edges, "failed", call.failed());
        edge(edges, "timeout", call.timeout());
      } else if (step instanceof Step.Jump jump) {
        edge(edges, "failed", jump.failed());
      }
    }
    return edges;
  }

  private static void edge(Map<String, List<String>> edges, String name, Optional<String> to) {
    to.ifPresent(target -> edges.computeIfAbsent(name, n -> new ArrayList<>()).add(target));
  }
}
