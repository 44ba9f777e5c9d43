package dev.sojourn.benchmark.crowd;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sojourn.cli.output.Table;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;

/**
 * What was found.
 *
 * @param people how many were made known
 * @param knownPerSecond at which rate the job took them in
 */
public record CrowdResult(int people, double knownPerSecond, List<ScenarioResult> scenarios) {

  /** Whether all that was to be measured was; says nothing of targets. */
  @JsonIgnore
  public boolean isValid() {
    return scenarios.stream().allMatch(ScenarioResult::valid);
  }

  /** For people. */
  @JsonIgnore
  public String text() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.printf(
        "%s people, made known at %s/s%n%n",
        Figure.plain(people), Figure.plain(Math.rint(knownPerSecond)));
    Table table = new Table("SCENARIO", "FIGURE", "VALUE", "TARGET", "");
    for (ScenarioResult scenario : scenarios) {
      scenario
          .figures()
          .forEach(
              figure ->
                  table.row(
                      scenario.scenario(),
                      figure.name(),
                      figure.text(),
                      figure.target(),
                      figure.verdict()));
      if (!scenario.valid()) {
        table.row(scenario.scenario(), "not valid: " + scenario.problem(), "", "", "");
      }
    }
    table.print(out);
    return text.toString().stripTrailing();
  }
}
