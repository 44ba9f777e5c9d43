package dev.sojourn.engine.definition.lint;

import static java.util.stream.Collectors.joining;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Steps, cases and edges at which nobody ever comes by. */
final class StepLint {
  private StepLint() {}

  static void check(JourneyView view, Findings findings) {
    unreachable(view, findings);
    view.steps(Step.Branch.class).forEach(branch -> branch(branch, findings));
    view.steps(Step.Await.class).forEach(await -> edges(await, findings));
  }

  /**
   * Tells the first step of each part to which no way leads; what follows it goes without saying.
   */
  private static void unreachable(JourneyView view, Findings findings) {
    Set<String> reached = view.ways().from(view.graph().start());
    Set<String> left = new LinkedHashSet<>(view.graph().steps());
    left.removeAll(reached);
    List<String> order = new ArrayList<>(left);
    // Those that nothing leads to come first.
    order.sort(
        java.util.Comparator.comparing(
            step -> view.graph().to(step).stream().anyMatch(e -> left.contains(e.from()))));
    for (String step : order) {
      if (!left.contains(step)) {
        continue;
      }
      Set<String> behind = view.ways().from(step);
      behind.retainAll(left);
      left.removeAll(behind);
      behind.remove(step);
      String followers =
          behind.isEmpty() ? "" : ", nor what comes after it: " + String.join(", ", behind);
      boolean drawn =
          view.graph().to(step).stream().anyMatch(edge -> reached.contains(edge.from()));
      findings.atName(
          Lint.UNREACHABLE_STEP,
          JourneyView.at(step),
          (drawn
                  ? "only edges that are never taken lead to this step"
                  : "no way leads to this step")
              + followers,
          drawn ? "mend the edges, or remove the step" : "draw an edge to it, or remove it");
    }
  }

  private static void branch(Step.Branch branch, Findings findings) {
    BranchLogic logic = BranchLogic.of(branch);
    for (int i = 0; i < branch.cases().size(); i++) {
      int index = i;
      logic
          .dead()
          .get(i)
          .ifPresent(
              why ->
                  findings.at(
                      Lint.DEAD_BRANCH,
                      JourneyView.at(branch.id()).child("branch").child(index).child("when"),
                      "nobody takes this case: " + why,
                      "correct the condition, put the narrower case first, or remove it"));
    }
    logic
        .decided()
        .ifPresent(
            always ->
                findings.atName(
                    Lint.DEAD_BRANCH,
                    JourneyView.at(branch.id()).child("else"),
                    "nobody comes to else: '" + always + "' is always true",
                    "correct the condition, or go straight to where it leads"));
  }

  private static void edges(Step.Await await, Findings findings) {
    boolean inVain = StepGraph.isOnReportsOnly(await);
    if (await.timeout().isPresent()
        && await.limit().isEmpty()
        && (!inVain || await.notSent().isPresent())) {
      findings.atName(
          Lint.EDGE_NEVER_TAKEN,
          JourneyView.at(await.id()).child("timeout"),
          "nobody takes the edge timeout, as the await has no limit",
          "add 'for' to await, or remove the edge");
    }
    if (await.notSent().isPresent() && !inVain) {
      String others =
          await.matches().stream()
              .filter(match -> !(match instanceof Step.AwaitedReport))
              .map(match -> match instanceof Step.AwaitedEvent ? "an event" : "an audience")
              .distinct()
              .collect(joining(" and "));
      findings.atName(
          Lint.EDGE_NEVER_TAKEN,
          JourneyView.at(await.id()).child("notSent"),
          "nobody takes the edge notSent, as " + others + " may come although nothing was sent",
          "remove it, or await reports only");
    }
  }
}
