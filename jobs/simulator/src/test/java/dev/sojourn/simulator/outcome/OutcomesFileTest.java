package dev.sojourn.simulator.outcome;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Problem;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is wrong with a file of outcomes is told with its place, and what to do. */
class OutcomesFileTest {
  private static final String HEAD =
      "apiVersion: sojourn/v1\nkind: Outcomes\nmetadata: {name: o}\nspec:\n  rules:\n    - ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {opend: {share: 4}}                                   | 6:8   | 'opend' is not known here
          {opened: {share: 140}}                                | 6:24  | must be at most 100
          {opened: {}}                                          | 6:16  | 'share' is missing
          {opened: {share: 4, after: soon}}                     | 6:34  | 'soon' is not a duration
          {opened: {share: 4, after: {}}}                       | 6:34  | has none of uniform, exponential, lognormal
          {opened: {share: 4, after: {uniform: {from: PT2H, to: PT1H}}}} | 6:61 | is before 'from'
          {opened: {share: 4}, clicked: {share: 5}}             | 6:37  | more click than open
          {delivered: {share: 99}, bounced: {share: 5}}         | 6:19  | delivered and bounced are more than all
          """)
  void everythingWrongIsToldWithItsPlace(String rule, String place, String message) {
    assertThat(OutcomesFile.read("o.yaml", HEAD + rule + "\n").problems())
        .map(Problem::toString)
        .anyMatch(told -> told.startsWith("o.yaml:" + place + ":") && told.contains(message));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[", "kind: Journey", "- 1", HEAD + "{}\n---\n" + HEAD + "{}\n"})
  void whatIsNoSuchFileIsRefused(String text) {
    OutcomesFile.Reading reading = OutcomesFile.read("o.yaml", text);

    assertThat(reading.problems()).isNotEmpty().allMatch(problem -> !problem.remedy().isEmpty());
    assertThat(reading.model()).isEmpty();
  }
}
