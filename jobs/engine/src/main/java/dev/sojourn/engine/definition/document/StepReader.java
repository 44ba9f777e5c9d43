package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.signal.DeliveryReport;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
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
      List.of("wait", "await", "branch", "split", "send", "update", "end");

  /** The edges that steps of a type may have. */
  private static final Map<String, Set<String>> EDGES =
      Map.of(
          "wait", Set.of("next"),
          "await", Set.of("next", "timeout", "notSent"),
          "branch", Set.of("else", "failed"),
          "split", Set.of(),
          "send", Set.of("next", "failed", "skipped"),
          "update", Set.of("next"),
          "end", Set.of());

  private StepReader() {}

  static Step read(Element step) {
    Optional<Element> stated = step.oneOf(TYPES);
    stated.ifPresent(type -> refuseStrangeEdges(step, type.name()));
    Element what = stated.orElseGet(() -> step.at("end"));
    String id = step.name();
    Optional<String> next = edge(step, "next");
    return switch (what.name()) {
      case "wait" -> new Step.Wait(id, WaitReader.until(what), next);
      case "await" ->
          new Step.Await(
              id,
              awaited(what),
              Times.duration(what.at("for")),
              next,
              edge(step, "timeout"),
              edge(step, "notSent"));
      case "branch" -> branch(id, step, what);
      case "split" -> split(id, what);
      case "send" -> send(id, step, what);
      case "update" -> update(id, what, next);
      default -> new Step.End(id);
    };
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

  private static Optional<String> edge(Element step, String name) {
    return step.at(name).text();
  }

  private static List<Step.Awaited> awaited(Element await) {
    Optional<Element> stated = await.oneOf(List.of("event", "report", "any"));
    if (stated.isEmpty()) {
      return List.of();
    }
    if (stated.get().name().equals("any")) {
      return stated.get().items().stream()
          .flatMap(item -> item.oneOf(List.of("event", "report")).stream())
          .map(StepReader::awaitedOne)
          .toList();
    }
    return List.of(awaitedOne(stated.get()));
  }

  private static Step.Awaited awaitedOne(Element awaited) {
    if (awaited.name().equals("event")) {
      return new Step.AwaitedEvent(JourneyReader.event(awaited, Expressions.INSIDE));
    }
    Set<DeliveryReport.Status> statuses = EnumSet.noneOf(DeliveryReport.Status.class);
    for (Element status : awaited.at("status").items()) {
      DeliveryReport.Status.ofLabel(status.textOrEmpty()).ifPresent(statuses::add);
    }
    return new Step.AwaitedReport(
        awaited.at("of").textOrEmpty(), Collections.unmodifiableSet(statuses));
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

  private static Step split(String id, Element split) {
    List<Step.Side> sides =
        split.at("sides").items().stream()
            .map(
                side ->
                    new Step.Side(
                        side.at("name").textOrEmpty(), share(side.at("share")), edge(side, "next")))
            .toList();
    // S6
    int sum = sides.stream().mapToInt(Step.Side::share).sum();
    boolean readable = sides.stream().allMatch(side -> side.share() > 0);
    if (sum != 10_000 && readable && !sides.isEmpty()) {
      split
          .at("sides")
          .refuse(
              "the shares add up to "
                  + BigDecimal.valueOf(sum, 2).stripTrailingZeros().toPlainString(),
              "make them add up to 100");
    }
    refuseDoubleNames(split.at("sides"));
    return new Step.Split(id, split.at("salt").text().orElse(id), sides);
  }

  private static void refuseDoubleNames(Element sides) {
    Set<String> names = new HashSet<>();
    for (Element side : sides.items()) {
      if (side.at("name").exists() && !names.add(side.at("name").textOrEmpty())) {
        side.at("name")
            .refuse("another side has the same name", "give each side a name of its own");
      }
    }
  }

  /** In hundredths of a percent; 0, and refused, if there are further decimals. */
  private static int share(Element share) {
    if (!share.node().isNumber()) {
      return 0;
    }
    try {
      return share.node().decimalValue().movePointRight(2).intValueExact();
    } catch (ArithmeticException e) {
      share.refuse("has more than two decimals", "round it to two decimals");
      return 0;
    }
  }

  private static Step send(String id, Element step, Element send) {
    boolean awaitOutcome = send.at("awaitOutcome").isTrue();
    // S8
    if (!awaitOutcome && step.at("failed").exists()) {
      step.at("failed")
          .refuseName(
              "the edge 'failed' is never taken, as the outcome is not awaited",
              "add awaitOutcome: true to send, or remove the edge");
    }
    return new Step.Send(
        id,
        send.at("channel").textOrEmpty(),
        send.at("template").textOrEmpty(),
        send.at("templateVersion").number(0),
        Times.duration(send.at("expires")),
        awaitOutcome,
        edge(step, "next"),
        edge(step, "failed"),
        edge(step, "skipped"));
  }

  private static Step update(String id, Element update, Optional<String> next) {
    if (update.node().isObject() && update.present(List.of("attributes", "consents")).isEmpty()) {
      update.refuse("has neither attributes nor consents", "state what to change");
    }
    Map<String, Expression> attributes = new LinkedHashMap<>();
    for (Element attribute : update.at("attributes").members()) {
      if (attribute.name().equals("id") || attribute.name().equals("consents")) {
        attribute.refuseName(
            "'" + attribute.name() + "' cannot be set as an attribute",
            attribute.name().equals("id")
                ? "choose another name; the id is the profile's key"
                : "use consents beside attributes");
      }
      attributes.put(
          attribute.name(), Expressions.read(attribute, Expressions.STEP, ExpectedType.VALUE));
    }
    Map<String, String> consents = new LinkedHashMap<>();
    for (Element consent : update.at("consents").members()) {
      consents.put(consent.name(), consent.textOrEmpty());
    }
    return new Step.Update(
        id, Collections.unmodifiableMap(attributes), Collections.unmodifiableMap(consents), next);
  }
}
