package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.lint.Edge.Taken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The steps of a journey, and every way from one to another, with the time that it takes. */
final class StepGraph {
  /** How long an answer may take unless the step says otherwise (S9). */
  private static final Lapse ANSWER = new Lapse(0, Duration.ofHours(1).toMillis());

  private final Journey journey;
  private final Lapse expires;
  private final Map<String, List<Edge>> from = new LinkedHashMap<>();

  /**
   * @param expires how long messages may queue whose steps do not say
   */
  StepGraph(Journey journey, Lapse expires) {
    this.journey = journey;
    this.expires = expires;
    for (Step step : journey.steps().values()) {
      from.put(step.id(), new ArrayList<>());
      draw(step);
    }
  }

  /** How long messages may queue whose steps do not say. */
  Lapse expires() {
    return expires;
  }

  String start() {
    return journey.start();
  }

  /** In the document's order. */
  List<String> steps() {
    return List.copyOf(from.keySet());
  }

  /** The ways out of a step, those that nobody takes included. */
  List<Edge> from(String step) {
    return from.getOrDefault(step, List.of());
  }

  /** The ways into a step. */
  List<Edge> to(String step) {
    return from.values().stream()
        .flatMap(List::stream)
        .filter(edge -> edge.to().equals(step))
        .toList();
  }

  private void draw(Step step) {
    if (step instanceof Step.Wait wait) {
      Lapse lapse = of(wait.until()).orLater(wait.tolerance());
      add(wait, "next", wait.next(), Taken.ORDINARILY, lapse);
    } else if (step instanceof Step.Await await) {
      draw(await);
    } else if (step instanceof Step.Branch branch) {
      draw(branch);
    } else if (step instanceof Step.Split split) {
      sides(split, "split", split.sides());
    } else if (step instanceof Step.Experiment experiment) {
      sides(experiment, "experiment", experiment.sides());
      add(
          experiment,
          List.of("experiment", "control", "next"),
          experiment.control().next(),
          Taken.ORDINARILY,
          Lapse.NONE);
    } else if (step instanceof Step.Send send) {
      draw(send);
    } else if (step instanceof Step.Call call) {
      Lapse lapse = call.limit().map(Lapse::of).orElse(ANSWER);
      add(call, "next", call.next(), Taken.ORDINARILY, lapse.orLess());
      add(call, "failed", call.failed(), Taken.ORDINARILY, lapse.orLess());
      add(call, "timeout", call.timeout(), Taken.ORDINARILY, lapse);
    } else if (step instanceof Step.Jump jump) {
      add(jump, "next", jump.next(), Taken.ORDINARILY, Lapse.NONE);
      add(jump, "failed", jump.failed(), Taken.ORDINARILY, Lapse.NONE);
    } else {
      add(step, "next", step.next(), Taken.ORDINARILY, Lapse.NONE);
    }
  }

  private static Lapse of(Step.Until until) {
    if (until instanceof Step.For duration) {
      return Lapse.of(duration.duration());
    }
    return until instanceof Step.NextTime next ? Lapse.until(next) : Lapse.ANY;
  }

  private void draw(Step.Await await) {
    Lapse limit = await.limit().map(Lapse::of).orElse(Lapse.ANY).orLater(await.tolerance());
    boolean mayBeInVain = isOnReportsOnly(await);
    add(await, "next", await.next(), Taken.ORDINARILY, limit.orLess());
    if (await.limit().isPresent()) {
      add(await, "timeout", await.timeout(), Taken.ORDINARILY, limit);
    }
    if (mayBeInVain && await.notSent().isEmpty()) {
      // A message that was not sent is found out at once, or by its report.
      String edge = await.timeout().isPresent() ? "timeout" : "next";
      add(await, edge, await.timeout().or(await::next), Taken.IF_NOT_SENT, limit.orLess());
    } else if (await.limit().isEmpty()) {
      add(await, "timeout", await.timeout(), Taken.NEVER, Lapse.NONE);
    }
    add(
        await,
        "notSent",
        await.notSent(),
        mayBeInVain ? Taken.IF_NOT_SENT : Taken.NEVER,
        limit.orLess());
  }

  /** Whether an await ends at once if its messages were not sent. */
  static boolean isOnReportsOnly(Step.Await await) {
    return await.matches().stream().allMatch(Step.AwaitedReport.class::isInstance);
  }

  private void draw(Step.Branch branch) {
    BranchLogic logic = BranchLogic.of(branch);
    for (int i = 0; i < branch.cases().size(); i++) {
      add(
          branch,
          List.of("branch", i, "next"),
          branch.cases().get(i).next(),
          logic.dead().get(i).isPresent() ? Taken.NEVER : Taken.ORDINARILY,
          Lapse.NONE);
    }
    add(
        branch,
        "else",
        branch.otherwise(),
        logic.decided().isPresent() ? Taken.NEVER : Taken.ORDINARILY,
        Lapse.NONE);
    add(branch, "failed", branch.failed(), Taken.ORDINARILY, Lapse.NONE);
  }

  private void sides(Step step, String kind, List<Step.Side> sides) {
    for (int i = 0; i < sides.size(); i++) {
      add(
          step,
          List.of(kind, "sides", i, "next"),
          sides.get(i).next(),
          Taken.ORDINARILY,
          Lapse.NONE);
    }
  }

  private void draw(Step.Send send) {
    Lapse outcome =
        send.awaitOutcome() ? send.expires().map(Lapse::of).orElse(expires).orLess() : Lapse.NONE;
    add(send, "next", send.next(), Taken.IF_SENT, outcome);
    if (send.awaitOutcome()) {
      String edge = send.failed().isPresent() ? "failed" : "next";
      add(send, edge, send.failed().or(send::next), Taken.IF_FAILED, outcome);
    }
    String edge = send.skipped().isPresent() ? "skipped" : "next";
    add(send, edge, send.skipped().or(send::next), Taken.IF_SKIPPED, Lapse.NONE);
  }

  private void add(Step step, String name, Optional<String> to, Taken taken, Lapse lapse) {
    add(step, List.of(name), to, taken, lapse);
  }

  private void add(Step step, List<Object> place, Optional<String> to, Taken taken, Lapse lapse) {
    to.ifPresent(
        target -> from.get(step.id()).add(new Edge(step.id(), place, target, taken, lapse)));
  }
}
