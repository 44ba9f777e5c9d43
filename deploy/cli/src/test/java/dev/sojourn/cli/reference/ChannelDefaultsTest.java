package dev.sojourn.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.delivery.definition.ChannelSpec;
import dev.sojourn.engine.definition.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of channels, and belongs to the delivery job and its connectors. */
class ChannelDefaultsTest {
  private static final String PLAIN =
      "{'connector': {'type': 'webhook', 'url': 'http://localhost/'}%s}";

  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource({
    "timeout, /timeout",
    "onLimit, /onLimit",
    "retries.attempts, /retries/properties/attempts",
    "retries.initialBackoff, /retries/properties/initialBackoff",
    "retries.maxBackoff, /retries/properties/maxBackoff"
  })
  void whatIsLeftOutIsTheStatedDefault(String path, String pointer) throws Exception {
    JsonNode literal =
        SchemaReference.schema("channel").at("/properties/spec/properties" + pointer + "/default");
    String[] names = path.split("\\.");
    String stated =
        names.length == 1
            ? ", '" + path + "': " + literal
            : ", '" + names[0] + "': {'" + names[1] + "': " + literal + "}";

    assertThat(literal.isMissingNode()).isFalse();
    assertThat(spec(stated)).isEqualTo(spec(""));
  }

  /** So that the test above can fail. */
  @Test
  void anotherValueIsAnotherChannel() throws Exception {
    assertThat(spec(", 'timeout': 'PT31S'")).isNotEqualTo(spec(""));
    assertThat(spec(", 'onLimit': 'reject'")).isNotEqualTo(spec(""));
    assertThat(spec(", 'retries': {'attempts': 6}")).isNotEqualTo(spec(""));
  }

  @ParameterizedTest
  @CsvSource({"smtp", "webhook"})
  void everySettingOfAConnectorIsExplained(String type) throws IOException {
    // Given: a connector that is asked for a setting that it does not have, and names those it has
    Files.writeString(
        directory.resolve("channel.yaml"),
        "apiVersion: sojourn/v1\nkind: Channel\nmetadata: {name: c, version: 1}\n"
            + "spec: {connector: {type: "
            + type
            + ", strange: 1}}\n");

    // When
    CheckedDocuments checked = DocumentFiles.check(List.of(directory), List.of());

    // Then
    List<String> settings = new ArrayList<>();
    for (Problem problem : checked.problems()) {
      Matcher list = Pattern.compile("it has \\[(.*?)]").matcher(problem.toString());
      if (list.find()) {
        settings.addAll(List.of(list.group(1).split(", ")));
      }
    }
    String page = Files.readString(Path.of("../../docs/policies.md"));
    assertThat(settings).hasSizeGreaterThan(5);
    settings.forEach(setting -> assertThat(page).contains("`" + setting + "`"));
  }

  private static ChannelSpec spec(String more) throws Exception {
    return ChannelSpec.parse(
        ("{'apiVersion': 'sojourn/v1', 'kind': 'Channel',"
                + " 'metadata': {'name': 'c', 'version': 1}, 'spec': "
                + String.format(PLAIN, more)
                + "}")
            .replace('\'', '"'));
  }
}
