package dev.sojourn.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
    assertThat(checked.documents()).hasSizeGreaterThan(10);
  }
}
