package dev.sojourn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.DocumentVersion;
import dev.sojourn.engine.definition.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoDefinitionsTest {
  @TempDir Path directory;

  @Test
  void theDemosDocumentsHaveNeitherProblemsNorFindings() throws IOException {
    CheckedDocuments checked =
        DocumentFiles.check(List.of(DemoDefinitions.write(directory, 2525, 8090)), List.of());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.findings(Optional.empty())).isEmpty();
    assertThat(checked.documents())
        .filteredOn(document -> document.kind() == Kind.JOURNEY)
        .extracting(DocumentVersion::name)
        .contains("cart-recovery", "welcome", "order-confirmation", "order-shipped");
  }

  @Test
  void theyAreTheExamplesWithTimeShortened() throws IOException {
    DemoDefinitions.write(directory, 2525, 8090);

    Path example = Path.of("../../docs/examples/cart-recovery/cart-recovery.yaml");
    assertThat(Files.readString(example)).contains("wait: {for: PT1H}");
    assertThat(directory.resolve("cart-recovery.yaml"))
        .content()
        .endsWith(DemoTime.shorten(Files.readString(example)))
        .contains("wait: {for: PT10S}");
  }

  @Test
  void messagesLeadToTheDemosServersOnly() throws IOException {
    DemoDefinitions.write(directory, 2525, 8090);

    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        assertThat(Files.readString(file)).doesNotContain("provider.example", "${env:", "_PORT@");
      }
    }
  }

  @Test
  void whatAnEarlierDemoHasLeftIsGone() throws IOException {
    Path old = Files.writeString(directory.resolve("templates.yaml"), "kind: Template");

    DemoDefinitions.write(directory, 2525, 8090);

    assertThat(old).doesNotExist();
  }
}
