package dev.sojourn.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The definitions that the tests' cases are run with, and short files of cases. */
final class Shop {
  static final Library LIBRARY = library();

  private Shop() {}

  private static Library library() {
    DocumentSource.Reading reading = DocumentSource.read("shop.yaml", resource("shop.yaml"));
    assertThat(reading.problems()).isEmpty();
    assertThat(DocumentSet.check(reading.documents(), List.of())).isEmpty();
    return new Library(reading.documents());
  }

  /** A file with one case: Ann, who can be written to, and a story. */
  static String file(String story) {
    return """
        apiVersion: sojourn/v1
        kind: JourneyTest
        metadata: {name: shop}
        spec:
          given:
            start: 2026-03-02T09:00
            zone: Europe/Paris
            profile:
              id: ann
              attributes: {firstName: Ann, email: ann@example.com, phone: "+33612345678"}
              consents: {email: in, sms: in}
          cases:
            - name: a case
              story:
        """
        + story.indent(8);
  }

  /** The results of all cases of a good file. */
  static List<CaseResult> run(String file) {
    StoryFile.Reading reading = StoryFile.read("shop.test.yaml", file, LIBRARY);
    assertThat(reading.problems()).isEmpty();
    return reading.suites().stream()
        .flatMap(suite -> suite.cases().stream())
        .map(test -> CaseRunner.run(test, LIBRARY))
        .toList();
  }

  static String resource(String name) {
    try (InputStream in = Shop.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
