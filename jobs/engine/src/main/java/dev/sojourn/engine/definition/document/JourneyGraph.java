package dev.sojourn.engine.definition.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Checks how the steps of a journey hang together: every edge leads to a step, and every loop takes
 * time.
 */
final class JourneyGraph {
  private static final List<String> EDGES =
      List.of("next", "timeout", "notSent", "failed", "skipped", "else");

  private final Element spec;
  private final Map<String, Element> steps = new LinkedHashMap<>();

  JourneyGraph(Element spec) {
    this.spec = spec;
    spec.at("steps").members().forEach(step -> steps.put(step.name(), step));
  }

  void check() {
    for (Element step : steps.values()) {
      if (!step.name().matches("[A-Za-z][A-Za-z0-9_-]{0,63}")) {
        step.refuseName(
            "'" + step.name() + "' cannot be the id of a step",
            "use letters, digits, hyphens and underscores, a letter first, at most 64 characters");
      }
      edges(step).forEach(this::checkTarget);
      reports(step).forEach(this::checkReported);
    }
    checkTarget(spec.at("start"));
    checkLoops();
  }

  /** Where a step may lead, as the places that name the next step. */
  private static Stream<Element> edges(Element step) {
    return Stream.of(
            step.present(EDGES).stream(),
            step.at("branch").items().stream().map(item -> item.at("next")),
            Shares.edges(step).stream())
        .flatMap(edges -> edges)
        .filter(edge -> edge.text().isPresent());
  }

  private static Stream<Element> reports(Element step) {
    Element await = step.at("await");
    return Stream.concat(Stream.of(await), await.at("any").items().stream())
        .map(awaited -> awaited.at("report").at("of"))
        .filter(of -> of.text().isPresent());
  }

  private void checkTarget(Element edge) {
    String target = edge.textOrEmpty();
    if (!target.isEmpty() && !steps.isEmpty() && !steps.containsKey(target)) {
      edge.refuse(
          "there is no step '" + target + "'",
          Suggestion.remedy(target, steps.keySet(), "name a step of this journey"));
    }
  }

  private void checkReported(Element of) {
    String target = of.textOrEmpty();
    List<String> sends =
        steps.values().stream()
            .filter(step -> step.at("send").exists())
            .map(Element::name)
            .toList();
    if (!steps.containsKey(target)) {
      checkTarget(of);
    } else if (!sends.contains(target)) {
      of.refuse(
          "step '" + target + "' sends no message",
          sends.isEmpty() ? "name a send step" : "name a send step: " + String.join(", ", sends));
    }
  }

  /** Every loop must pass a wait, or an await with a time limit. */
  private void checkLoops() {
    Map<String, Set<String>> successors = new LinkedHashMap<>();
    for (Element step : steps.values()) {
      boolean takesTime = step.at("wait").exists() || step.at("await").at("for").exists();
      if (!takesTime) {
        Set<String> targets = new TreeSet<>();
        edges(step).map(Element::textOrEmpty).forEach(targets::add);
        successors.put(step.name(), targets);
      }
    }
    trim(successors);
    while (!successors.isEmpty()) {
      List<String> loop = loop(successors);
      steps
          .get(loop.get(0))
          .refuseName(
              "a loop without waiting: " + String.join(" -> ", loop) + " -> " + loop.get(0),
              "put a wait, or an await with 'for', into it");
      loop.forEach(successors::remove);
      trim(successors);
    }
  }

  /** Removes what leads nowhere; what is left leads into loops. */
  private static void trim(Map<String, Set<String>> successors) {
    boolean changed = true;
    while (changed) {
      successors.values().forEach(targets -> targets.retainAll(successors.keySet()));
      changed = successors.values().removeIf(Set::isEmpty);
    }
  }

  /** One loop, from its first step in the order of steps. Every step given leads to another. */
  private static List<String> loop(Map<String, Set<String>> successors) {
    List<String> walk = new ArrayList<>();
    String at = successors.keySet().iterator().next();
    while (!walk.contains(at)) {
      walk.add(at);
      at = successors.get(at).iterator().next();
    }
    List<String> loop = new ArrayList<>(walk.subList(walk.indexOf(at), walk.size()));
    List<String> order = List.copyOf(successors.keySet());
    int first = 0;
    for (int i = 1; i < loop.size(); i++) {
      if (order.indexOf(loop.get(i)) < order.indexOf(loop.get(first))) {
        first = i;
      }
    }
    Collections.rotate(loop, -first);
    return loop;
  }
}
