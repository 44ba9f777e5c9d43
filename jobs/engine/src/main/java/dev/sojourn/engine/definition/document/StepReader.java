package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the steps of a journey, one at a time; what concerns several is {@link JourneyGraph}'s
 * matter.
 */
final class StepReader {
  private static final List<String> TYPES =
      List.of(
          "wait",
          "await",
          "branch",
          "split",
          "experiment",
          "send",
          "call",
          "update",
          "emit",
          "jump",
          "end");

  /** The edges that steps of a type may have. */
  private static final Map<String, Set<String>> EDGES =
      Map.ofEntries(
          Map.entry("wait", Set.of("next")),
          Map.entry("await", Set.of("next", "timeout", "notSent")),
          Map.entry("branch", Set.of("else", "failed")),
          Map.entry("split", Set.of()),
          Map.entry("experiment", Set.of()),
          Map.entry("send", Set.of("next", "failed", "skipped")),
          Map.entry("call", Set.of("next", "failed", "timeout")),
          Map.entry("update", Set.of("next")),
          Map.entry("emit", Set.of("next")),
          Map.entry("jump", Set.of("next", "failed")),
          Map.entry("end", Set.of()));

  private StepReader() {}

  /**
   * @param journey name of the journey
   */
  static Step read(String journey, Element step) {
    Optional<Element> stated = step.oneOf(TYPES);
    stated.ifPresent(type -> refuseStrangeEdges(step, type.name()));
    Element what = stated.orElseGet(() -> step.at("end"));
    String id = step.name();
    return switch (what.name()) {
      case "wait" ->
          new Step.Wait(
              id, WaitReader.until(what), tolerance(what.at("tolerance")), edge(step, "next"));
      case "await" -> AwaitReader.read(id, step, what);
      case "branch" -> branch(id, step, what);
      case "split" -> Shares.split(journey, id, what);
      case "experiment" -> Shares.experiment(journey, id, what);
      case "send" -> ActionReader.send(id, step, what);
      case "call" -> ActionReader.call(id, step, what);
      case "update" -> ActionReader.update(id, step, what);
      case "emit" -> ActionReader.emit(id, step, what);
      case "jump" -> ActionReader.jump(id, step, what);
      default -> new Step.End(id);
    };
  }

  /** T6. */
  static Duration tolerance(Element tolerance) {
    return Times.exact(tolerance).orElse(Duration.ZERO);
  }

  private static void refuseStrangeEdges(Element step, String type) {
    for (Element edge :
        step.present(List.of("next", "timeout", "notSent", "failed", "skipped", "else"))) {
      if (!EDGES.get(type).contains(edge.name())) {
        edge.refuseName(
            "a step with '" + type + "' has no edge '" + edge.name() + "'",
            EDGES.get(type).isEmpty()
                ? "remove it"
                : "it may have " + String.join(", ", EDGES.get(type).stream().sorted().toList()));
      }
    }
  }

  /** Where an edge leads. */
  static Optional<String> edge(Element step, String name) {
    return step.at(name).text();
  }

  private static Step branch(String id, Element step, Element branch) {
    // S5
    if (step.at("else").node().isMissingNode()) {
      step.refuse("'else' is missing", "say where those go for whom no condition holds");
    }
    List<Step.Case> cases =
        branch.items().stream()
            .map(
                item ->
                    new Step.Case(
                        Expressions.condition(item.at("when"), Expressions.STEP),
                        edge(item, "next")))
            .toList();
    return new Step.Branch(id, cases, edge(step, "else"), edge(step, "failed"));
  }
}
