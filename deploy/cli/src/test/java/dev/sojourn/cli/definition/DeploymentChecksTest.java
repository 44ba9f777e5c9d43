package dev.sojourn.cli.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentChecksTest {
  private static final String DOCUMENTS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: score, version: 1}
      spec:
        connector: {type: webhook, url: "https://score.example.com/", answer: %s}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: question, version: 1}
      spec: {parts: {%s: "{}"}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: service, version: 1}
      spec: {class: transactional}
      ---
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: ask, version: 1}
      spec:
        entry: {event: {type: customer.came}}
        policy: service
        start: ask
        steps:
          ask: {%s: {channel: score, template: question}}
      """;

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({"send", "call"})
  void whatASystemIsAskedHasThePartsThatItTakes_S9(String step) throws IOException {
    assertThat(check(DOCUMENTS.formatted("{}", "body", step))).isEmpty();

    assertThat(check(DOCUMENTS.formatted("{}", "subject", step)))
        .allMatch(problem -> problem.contains("spec.steps.ask." + step + ".template"))
        .satisfiesExactlyInAnyOrder(
            problem -> assertThat(problem).contains("lacks the part 'body'"),
            problem -> assertThat(problem).contains("has a part 'subject'"));
  }

  @Test
  void aConnectorThatKnowsNoAnswersIsNotAskedForOne_S9() throws IOException {
    String mail =
        """
        apiVersion: sojourn/v1
        kind: Channel
        metadata: {name: mail, version: 1}
        spec:
          connector: {type: smtp, host: localhost, from: shop@example.com, answer: {}}
        """;

    assertThat(check(mail))
        .singleElement()
        .asString()
        .contains("spec.connector")
        .contains("'answer'");
  }

  private List<String> check(String text) throws IOException {
    Files.writeString(directory.resolve("documents.yaml"), text);
    return DocumentFiles.check(List.of(directory), List.of()).problems().stream()
        .map(Problem::toString)
        .toList();
  }
}
