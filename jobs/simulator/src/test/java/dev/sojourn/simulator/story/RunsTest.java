package dev.sojourn.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Cases in which something is asked of many: by a schedule, or because something is published. */
class RunsTest {
  private static final Library LIBRARY = library();

  private static Library library() {
    DocumentSource.Reading reading = DocumentSource.read("runs.yaml", Shop.resource("runs.yaml"));
    assertThat(reading.problems()).isEmpty();
    assertThat(DocumentSet.check(reading.documents(), List.of())).isEmpty();
    return new Library(reading.documents());
  }

  @TestFactory
  Stream<DynamicTest> everybodyIsAskedAtTheRunsMoment() {
    return read(Shop.resource("runs.test.yaml"))
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> passes(test)));
  }

  @Test
  void aFailureTellsWhoWasAskedWhat() {
    Case test =
        read("""
            apiVersion: sojourn/v1
            kind: JourneyTest
            metadata: {name: asked}
            spec:
              given:
                start: 2026-03-02T10:30
                zone: Europe/Paris
                profile: {attributes: {reads: true}}
              cases:
                - name: a case
                  story:
                    - until: 2026-03-02T11:00
                    - publish: {audience: readers, version: 1}
                    - publish: {journey: anew, state: paused}
                    - publish: {journey: anew, state: live}
                    - until: 2026-03-03T11:00
                    - expect: {nothing: true}
            """)
            .findFirst()
            .orElseThrow();

    assertThat(FailureText.lines(CaseRunner.run(test, LIBRARY), Style.PLAIN))
        .anyMatch(line -> line.endsWith("asked into anew"))
        .anyMatch(line -> line.endsWith("asked to come to what is live"))
        .anyMatch(line -> line.endsWith("asked to go on in anew"))
        .anyMatch(line -> line.endsWith("asked out of anew"));
  }

  private static Stream<Case> read(String text) {
    StoryFile.Reading reading = StoryFile.read("runs.test.yaml", text, LIBRARY);
    assertThat(reading.problems()).isEmpty();
    return reading.suites().stream().flatMap(suite -> suite.cases().stream());
  }

  private static void passes(Case test) {
    List<String> failure = FailureText.lines(CaseRunner.run(test, LIBRARY), Style.PLAIN);
    assertThat(failure).as(String.join("\n", failure)).isEmpty();
  }
}
