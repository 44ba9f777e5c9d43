package dev.sojourn.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Keeps the tables of fields in the documentation what the JSON Schemas of documents say. Writes
 * them anew with {@code -Dsojourn.docs.write=true}.
 */
class ReferenceDocumentationTest {
  private static final Path DOCS = Path.of("../../docs");

  @ParameterizedTest
  @CsvSource({
    "journeys.md, journey, Fields of a journey",
    "audiences.md, audience, Fields of an audience",
    "policies.md, contact-policy, Fields of a contact policy",
    "policies.md, channel, Fields of a channel",
    "definitions.md, schema, Fields of a schema",
    "definitions.md, template, Fields of a template",
    "journeys.md, migration, Fields of a migration"
  })
  void theFieldsAreThoseOfTheSchema(String page, String schema, String title) throws IOException {
    JsonNode source = SchemaReference.schema(schema);

    String findings = SchemaReference.findings(source);
    check(
        page,
        schema,
        SchemaReference.ofSpec(source, title)
            + (findings.isEmpty()
                ? ""
                : "Findings that its `metadata.silence` can name: " + findings + ".\n\n"));
  }

  @Test
  void theFieldsOfEveryDocumentAreThoseOfTheSchemas() throws IOException {
    check(
        "definitions.md",
        "metadata",
        SchemaReference.ofHead(SchemaReference.schema("journey"), "Fields of `metadata`")
            .replace("kind Journey", "its kind"));
  }

  /** Compares what stands between two marks of a name. */
  private static void check(String page, String name, String wanted) throws IOException {
    Path file = DOCS.resolve(page);
    String begin = "<!-- fields of " + name + ": generated -->\n\n";
    String end = "<!-- end of fields of " + name + " -->";
    String text = Files.readString(file);
    int from = text.indexOf(begin) + begin.length();
    int to = text.indexOf(end);
    assertThat(from).isGreaterThanOrEqualTo(begin.length()).isLessThanOrEqualTo(to);
    if (Boolean.getBoolean("sojourn.docs.write")) {
      text = text.substring(0, from) + wanted + text.substring(to);
      Files.writeString(file, text);
      to = text.indexOf(end);
    }
    assertThat(text.substring(from, to)).isEqualTo(wanted);
  }
}
