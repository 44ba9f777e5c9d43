package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of documents that are refused, each with everything that is said about it: line, column,
 * path, message and remedy.
 */
class BadDocumentsTest {

  static Stream<Arguments> cases() throws IOException {
    String table;
    try (InputStream in = BadDocumentsTest.class.getResourceAsStream("bad-documents.txt")) {
      table = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    return Pattern.compile("^=== (?!problems$)", Pattern.MULTILINE)
        .splitAsStream(table)
        .filter(part -> !part.isBlank())
        .map(
            part -> {
              int title = part.indexOf('\n');
              int problems = part.indexOf("=== problems\n");
              return Arguments.of(
                  part.substring(0, title),
                  part.substring(title + 1, problems),
                  part.substring(problems + "=== problems\n".length()).lines().toList());
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everythingWrongIsToldWithItsPlace_A6_S8_D11(
      String title, String yaml, List<String> expected) {
    // When
    DocumentSource.Reading reading = DocumentSource.read("", yaml);

    // Then
    assertThat(reading.problems()).map(Problem::toString).isEqualTo(expected);
    assertThat(expected).isNotEmpty();
    assertThat(reading.documents()).isEmpty();
  }

  @Test
  void problemsNameTheFile() {
    assertThat(DocumentSource.read("shop/journeys.yaml", "kind: Journy\n").problems())
        .map(Problem::toString)
        .containsExactly(
            "shop/journeys.yaml:1:7: kind: there is no kind 'Journy' (did you mean 'Journey'?)");
  }

  @Test
  @Timeout(10)
  void hugeFilesAreRefusedAtOnce() {
    assertThat(DocumentSource.read("", "x".repeat(YamlReader.MAX_LENGTH + 1)).problems())
        .map(Problem::message)
        .containsExactly("the file is longer than 1048576 characters");
  }

  @Test
  @Timeout(30)
  void hostileFilesCostNoMoreThanTheirLength() {
    List<String> files =
        List.of(
            "[".repeat(500_000),
            "{a: ".repeat(200_000),
            "- ".repeat(400_000),
            "kind: Journey\nspec:\n  steps:\n" + "    a: {end: {}}\n".repeat(20_000),
            "---\n'".repeat(100_000),
            "? ".repeat(300_000),
            "&a [*a, *a]\n".repeat(80_000),
            "kind: \"" + "\\x41".repeat(200_000) + "\"");
    for (String file : files) {
      assertThat(DocumentSource.read("", file).problems()).isNotEmpty();
    }
  }
}
