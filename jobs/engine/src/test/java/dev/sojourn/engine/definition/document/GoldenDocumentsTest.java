package dev.sojourn.engine.definition.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One document of each kind that says everything a document may say: its canonical JSON and its
 * model, to the letter.
 */
class GoldenDocumentsTest {

  @ParameterizedTest
  @EnumSource(Kind.class)
  void canonicalJsonAndModelAreAsRecorded(Kind kind) throws IOException {
    // Given
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');

    // When
    DocumentSource.Reading reading = DocumentSource.read(name + ".yaml", resource(name + ".yaml"));

    // Then
    assertThat(reading.problems()).isEmpty();
    SourceDocument document = reading.documents().get(0);
    assertThat(document.canonicalJson()).isEqualTo(resource(name + ".json").strip());
    assertThat(document.document().toString()).isEqualTo(resource(name + ".txt").strip());
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void parsingCanonicalJsonGivesTheSameDocument(Kind kind) throws IOException {
    // Given
    String name = kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    SourceDocument source = DocumentSource.read(name, resource(name + ".yaml")).documents().get(0);

    // When
    Document parsed = new Documents().parse(kind, source.canonicalJson());

    // Then: JSON is YAML too, and gives the same text again
    assertThat(parsed).isEqualTo(source.document());
    assertThat(DocumentSource.read(name, source.canonicalJson()).documents())
        .singleElement()
        .satisfies(
            again -> {
              assertThat(again.canonicalJson()).isEqualTo(source.canonicalJson());
              assertThat(again.document()).isEqualTo(parsed);
            });
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = GoldenDocumentsTest.class.getResourceAsStream("golden/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
