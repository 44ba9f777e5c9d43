package dev.sojourn.benchmark.crowd;

import java.util.List;

/**
 * What one scenario found.
 *
 * @param problem why it is not valid; empty if it is
 * @param seconds how long it took, with its preparation
 * @param figures none if it is not valid
 */
public record ScenarioResult(
    String scenario, boolean valid, String problem, double seconds, List<Figure> figures) {

  static ScenarioResult valid(Scenario scenario, double seconds, List<Figure> figures) {
    return new ScenarioResult(scenario.label(), true, "", seconds, List.copyOf(figures));
  }

  static ScenarioResult invalid(Scenario scenario, double seconds, String problem) {
    return new ScenarioResult(scenario.label(), false, problem, seconds, List.of());
  }
}
