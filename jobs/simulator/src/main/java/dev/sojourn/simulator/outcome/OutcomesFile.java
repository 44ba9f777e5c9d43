package dev.sojourn.simulator.outcome;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.document.DocumentSchema;
import dev.sojourn.engine.definition.document.Element;
import dev.sojourn.engine.definition.document.SourceTrees;
import dev.sojourn.engine.definition.document.Times;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.simulator.outcome.OutcomeRule.Event;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads a file of outcomes: YAML with one document of kind Outcomes. Pure; what is wrong is told
 * with its place, everything at once, and never thrown.
 */
public final class OutcomesFile {
  private static final DocumentSchema SCHEMA =
      DocumentSchema.ofResource(OutcomesFile.class, "outcomes.json");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  private OutcomesFile() {}

  /**
   * What a file holds.
   *
   * @param model empty if there are problems
   * @param problems by line
   */
  public record Reading(Optional<OutcomeModel> model, List<Problem> problems) {}

  /**
   * Reads a file.
   *
   * @param fileName for problems
   * @param text at most 1 Mi characters
   */
  public static Reading read(String fileName, String text) {
    SourceTrees.Reading trees = SourceTrees.read(fileName, text);
    List<Problem> problems = new ArrayList<>(trees.broken());
    Optional<OutcomeModel> model = Optional.empty();
    if (problems.isEmpty() && trees.roots().size() != 1) {
      problems.add(
          new Problem(
              fileName,
              0,
              0,
              "",
              "holds " + trees.roots().size() + " documents",
              "write one of kind Outcomes; see docs/simulate.md"));
    }
    for (Element root : trees.roots()) {
      SCHEMA.check(root);
      model = Optional.of(model(root.at("spec")));
      problems.addAll(root.problems().list());
    }
    return problems.isEmpty()
        ? new Reading(model, List.of())
        : new Reading(Optional.empty(), List.copyOf(problems));
  }

  private static OutcomeModel model(Element spec) {
    long seed = spec.at("seed").node().asLong(0);
    return new OutcomeModel(
        seed, spec.at("rules").items().stream().map(OutcomesFile::rule).toList());
  }

  private static OutcomeRule rule(Element rule) {
    List<Event> arrivals = new ArrayList<>();
    List<Event> reactions = new ArrayList<>();
    // Openings before clicks, which follow them.
    for (Status status : Status.values()) {
      Element stated = rule.at(status.label());
      if (stated.exists() && !status.isFinal()) {
        boolean arrives = status == Status.DELIVERED || status == Status.BOUNCED;
        (arrives ? arrivals : reactions).add(event(status, stated));
      }
    }
    checkShares(rule, arrivals, reactions);
    return new OutcomeRule(
        rule.at("channel").textOrEmpty(),
        rule.at("template").textOrEmpty(),
        rule.at("journey").textOrEmpty(),
        rule.at("step").textOrEmpty(),
        delay(rule.at("sent").at("after")),
        event(Status.FAILED, rule.at("failed")),
        List.copyOf(arrivals),
        List.copyOf(reactions),
        answer(rule.at("answer")));
  }

  private static Event event(Status status, Element stated) {
    return new Event(
        status,
        stated.at("share").node().asDouble(0) / 100,
        delay(stated.at("after")),
        stated.at("code").textOrEmpty());
  }

  private static void checkShares(Element rule, List<Event> arrivals, List<Event> reactions) {
    if (arrivals.stream().mapToDouble(Event::share).sum() > 1 + 1e-9) {
      rule.at("delivered")
          .refuse(
              "delivered and bounced are more than all", "state shares of at most 100 together");
    }
    double opened = share(reactions, Status.OPENED);
    double clicked = share(reactions, Status.CLICKED);
    if (clicked > opened + 1e-9 && rule.at("opened").exists()) {
      rule.at("clicked")
          .refuse(
              "more click than open", "both are shares of the delivered; state at most as many");
    }
  }

  private static double share(List<Event> events, Status status) {
    return events.stream()
        .filter(event -> event.status() == status)
        .mapToDouble(Event::share)
        .sum();
  }

  private static Delay delay(Element after) {
    if (!after.exists()) {
      return Delay.NONE;
    }
    if (after.text().isPresent()) {
      return new Delay.Fixed(millis(after));
    }
    Optional<Element> distribution = after.oneOf(List.of("uniform", "exponential", "lognormal"));
    if (distribution.isEmpty()) {
      return Delay.NONE;
    }
    Element stated = distribution.get();
    return switch (stated.name()) {
      case "uniform" -> uniform(stated);
      case "exponential" -> new Delay.Exponential(millis(stated.at("mean")));
      default ->
          new Delay.LogNormal(millis(stated.at("median")), stated.at("sigma").node().asDouble(1));
    };
  }

  private static Delay uniform(Element stated) {
    long from = stated.at("from").exists() ? millis(stated.at("from")) : 0;
    long to = millis(stated.at("to"));
    if (to < from) {
      stated.at("to").refuse("is before 'from'", "state the longer one as 'to'");
    }
    return new Delay.Uniform(from, Math.max(from, to));
  }

  /** A day is 24 hours here. */
  private static long millis(Element duration) {
    return Times.duration(duration).map(stated -> stated.after(0, ZoneOffset.UTC)).orElse(0L);
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> answer(Element answer) {
    return answer.node().isObject() ? JSON.convertValue(answer.node(), Map.class) : Map.of();
  }
}
