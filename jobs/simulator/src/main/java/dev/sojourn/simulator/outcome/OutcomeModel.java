package dev.sojourn.simulator.outcome;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What comes of requests of which nothing is recorded. The same request has the same outcome in
 * every simulation with the same model. Immutable.
 */
public final class OutcomeModel {
  /** Every message is sent at once, nothing further is heard; calls are answered with nothing. */
  public static final OutcomeModel DEFAULT = new OutcomeModel(0, List.of());

  private final long seed;
  private final List<OutcomeRule> rules;

  OutcomeModel(long seed, List<OutcomeRule> rules) {
    this.seed = seed;
    this.rules = List.copyOf(rules);
  }

  /**
   * A report that will come.
   *
   * @param at ms since the epoch
   */
  public record Planned(long at, Status status, String code, Map<String, Object> answer) {}

  /**
   * The reports on a request, the final one first.
   *
   * @param at when it is made, ms since the epoch; every report comes at least 1 ms later
   */
  public List<Planned> plan(Effect.MessageRequest request, long at) {
    if (request.dry()) {
      return List.of(new Planned(at + 1, Status.DRY, "", Map.of()));
    }
    OutcomeRule rule =
        rules.stream().filter(r -> r.fits(request)).findFirst().orElse(OutcomeRule.SENT);
    Draw draw = new Draw(seed, request.id());
    boolean fails = draw.uniform("final") < rule.failed().share();
    Delay delay = fails ? rule.failed().after() : rule.sent();
    long end = after(Math.max(at, request.dueAt()), delay, draw, "final-after");
    if (end >= request.expiresAt()) {
      // D2
      return List.of(
          new Planned(Math.max(at + 1, request.expiresAt()), Status.EXPIRED, "", Map.of()));
    }
    if (fails) {
      return List.of(new Planned(end, Status.FAILED, rule.failed().code(), Map.of()));
    }
    List<Planned> reports = new ArrayList<>();
    reports.add(new Planned(end, Status.SENT, "", rule.answer()));
    arrive(rule, draw, end, reports);
    return reports;
  }

  private static void arrive(OutcomeRule rule, Draw draw, long sent, List<Planned> reports) {
    double place = draw.uniform("arrival");
    for (OutcomeRule.Event arrival : rule.arrivals()) {
      place -= arrival.share();
      if (place < 0) {
        long at = after(sent, arrival.after(), draw, arrival.status().label());
        reports.add(new Planned(at, arrival.status(), arrival.code(), Map.of()));
        if (arrival.status() == Status.DELIVERED) {
          react(rule, draw, at, reports);
        }
        return;
      }
    }
    if (rule.arrivals().stream().noneMatch(arrival -> arrival.status() == Status.DELIVERED)) {
      // Nothing is said of deliveries: what did not bounce has arrived.
      react(rule, draw, sent, reports);
    }
  }

  private static void react(OutcomeRule rule, Draw draw, long arrived, List<Planned> reports) {
    long opened = arrived;
    for (OutcomeRule.Event reaction : rule.reactions()) {
      boolean click = reaction.status() == Status.CLICKED;
      // One draw for both: who clicks has opened.
      String what =
          click || reaction.status() == Status.OPENED ? "opening" : reaction.status().label();
      if (draw.uniform(what) < reaction.share()) {
        long from = click ? opened : arrived;
        long at = after(from, reaction.after(), draw, reaction.status().label() + "-after");
        opened = reaction.status() == Status.OPENED ? at : opened;
        reports.add(new Planned(at, reaction.status(), reaction.code(), Map.of()));
      }
    }
  }

  private static long after(long from, Delay delay, Draw draw, String what) {
    return from + Math.max(1, delay.millis(draw, what));
  }
}
