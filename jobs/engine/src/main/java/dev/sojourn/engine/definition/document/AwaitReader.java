package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.ExpressionContext;
import dev.sojourn.engine.signal.DeliveryReport;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what an await waits for (S3, S4). */
final class AwaitReader {
  private static final List<String> ONE = List.of("event", "audience", "report");

  private AwaitReader() {}

  static Step.Await read(String id, Element step, Element await) {
    Optional<Step.Lookback> lookback = lookback(await.at("lookback"));
    // What occurred before the entry knows of no journey.
    ExpressionContext context =
        lookback.filter(Step.Within.class::isInstance).isPresent()
            ? Expressions.ENTRY
            : Expressions.INSIDE;
    return new Step.Await(
        id,
        awaited(await, context),
        Times.duration(await.at("for")),
        StepReader.tolerance(await.at("tolerance")),
        lookback,
        StepReader.edge(step, "next"),
        StepReader.edge(step, "timeout"),
        StepReader.edge(step, "notSent"));
  }

  private static Optional<Step.Lookback> lookback(Element lookback) {
    if (!lookback.exists()) {
      return Optional.empty();
    }
    Optional<Element> stated = lookback.oneOf(List.of("since", "within"));
    return Optional.of(
        stated.isPresent() && stated.get().name().equals("within")
            ? new Step.Within(Times.exact(stated.get()).orElse(Duration.ofMinutes(1)))
            : new Step.SinceEntry());
  }

  private static List<Step.Awaited> awaited(Element await, ExpressionContext context) {
    Optional<Element> stated = await.oneOf(List.of("event", "audience", "report", "any"));
    if (stated.isEmpty()) {
      return List.of();
    }
    if (stated.get().name().equals("any")) {
      return stated.get().items().stream()
          .flatMap(item -> item.oneOf(ONE).stream())
          .map(item -> one(item, context))
          .toList();
    }
    return List.of(one(stated.get(), context));
  }

  private static Step.Awaited one(Element awaited, ExpressionContext context) {
    return switch (awaited.name()) {
      case "event" -> new Step.AwaitedEvent(JourneyReader.event(awaited, context));
      case "audience" -> new Step.AwaitedAudience(JourneyReader.transition(awaited));
      default ->
          new Step.AwaitedReport(
              awaited.at("of").textOrEmpty(), statuses(awaited.at("status").items()));
    };
  }

  private static Set<DeliveryReport.Status> statuses(List<Element> labels) {
    Set<DeliveryReport.Status> statuses = EnumSet.noneOf(DeliveryReport.Status.class);
    for (Element label : labels) {
      DeliveryReport.Status.ofLabel(label.textOrEmpty()).ifPresent(statuses::add);
    }
    return Collections.unmodifiableSet(statuses);
  }
}
