package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.lint.Edge.Taken;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Inspection;
import dev.sojourn.engine.expression.Variable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Loops that pass a wait, as they must, but one that can be over at once each time: a moment that
 * stays past, or reports on messages that are not sent. Who goes round there ends with {@code
 * runaway} (S1).
 *
 * <p>An await that looks back is none: what satisfied it does not do so again (S4).
 */
final class LoopLint {
  private final JourneyView view;
  private final Set<List<String>> updated = new HashSet<>();

  private LoopLint(JourneyView view) {
    this.view = view;
    for (Step.Update update : view.steps(Step.Update.class)) {
      update.attributes().keySet().forEach(name -> updated.add(List.of(name)));
      update.consents().keySet().forEach(name -> updated.add(List.of("consents")));
    }
  }

  static void check(JourneyView view, Findings findings) {
    LoopLint lint = new LoopLint(view);
    Set<String> told = new HashSet<>();
    lint.loops(Set.of(Taken.ORDINARILY, Taken.IF_SENT), told)
        .forEach(
            loop ->
                tell(
                    loop,
                    "once the moment is past, whoever comes by goes round at once",
                    "put a wait for a time into it, or change the moment in each round",
                    findings));
    lint.loops(Set.of(Taken.ORDINARILY, Taken.IF_SKIPPED, Taken.IF_NOT_SENT), told)
        .forEach(
            loop ->
                tell(
                    loop,
                    "whoever is not sent the message goes round at once",
                    "draw 'skipped' at the send, or 'notSent' at the await, to a step outside",
                    findings));
  }

  private static void tell(List<String> loop, String who, String remedy, Findings findings) {
    findings.atName(
        Lint.LOOP_WITHOUT_WAITING,
        JourneyView.at(loop.get(0)),
        "a loop whose waits can pass at once: "
            + String.join(" -> ", loop)
            + " -> "
            + loop.get(0)
            + "; "
            + who
            + ", and ends with runaway",
        remedy);
  }

  /** Loops along some edges that take no time; each part of the journey is told once. */
  private List<List<String>> loops(Set<Taken> taken, Set<String> told) {
    Set<String> reached = view.ways().from(view.graph().start());
    Map<String, Set<String>> next = new LinkedHashMap<>();
    for (String step : view.graph().steps()) {
      Set<String> targets = new LinkedHashSet<>();
      for (Edge edge : view.graph().from(step)) {
        if (reached.contains(step) && taken.contains(edge.taken()) && canBeInstant(edge)) {
          targets.add(edge.to());
        }
      }
      next.put(step, targets);
    }
    List<List<String>> loops = new ArrayList<>();
    trim(next);
    while (!next.isEmpty()) {
      List<String> loop = loop(next);
      if (loop.stream().noneMatch(told::contains)) {
        loops.add(loop);
      }
      told.addAll(loop);
      loop.forEach(next::remove);
      trim(next);
    }
    return loops;
  }

  private boolean canBeInstant(Edge edge) {
    Step step = view.journey().steps().get(edge.from());
    if (step instanceof Step.Wait wait) {
      return wait.until() instanceof Step.At until && isTheSameAgain(until.moment());
    }
    if (step instanceof Step.Await) {
      return edge.taken() == Taken.IF_NOT_SENT;
    }
    if (step instanceof Step.Branch branch) {
      // One that looks at the clock, or at what a round changes, may be what ends the loop.
      return branch.cases().stream().allMatch(option -> isTheSameAgain(option.when()));
    }
    return !(step instanceof Step.Call) && edge.lapse().most() == 0;
  }

  /** Whether an expression gives in the next round, at the same moment, what it gave in this. */
  private boolean isTheSameAgain(Expression expression) {
    Inspection inspection = Inspection.of(expression);
    return !inspection.asksForNow()
        && inspection.reads(Variable.PROFILE).stream()
            .noneMatch(path -> path.isEmpty() || updated.contains(path.subList(0, 1)));
  }

  /** Removes what leads nowhere; what is left leads into loops. */
  private static void trim(Map<String, Set<String>> next) {
    boolean changed = true;
    while (changed) {
      next.values().forEach(targets -> targets.retainAll(next.keySet()));
      changed = next.values().removeIf(Set::isEmpty);
    }
  }

  /** One loop, from its first step in the order of steps. Every step given leads to another. */
  private static List<String> loop(Map<String, Set<String>> next) {
    List<String> walk = new ArrayList<>();
    String at = next.keySet().iterator().next();
    while (!walk.contains(at)) {
      walk.add(at);
      at = next.get(at).iterator().next();
    }
    List<String> loop = new ArrayList<>(walk.subList(walk.indexOf(at), walk.size()));
    List<String> order = List.copyOf(next.keySet());
    int first = 0;
    for (int i = 1; i < loop.size(); i++) {
      if (order.indexOf(loop.get(i)) < order.indexOf(loop.get(first))) {
        first = i;
      }
    }
    java.util.Collections.rotate(loop, -first);
    return loop;
  }
}
