package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.journeytest.CaseFilter;
import dev.sojourn.cli.journeytest.TestRun;
import dev.sojourn.simulator.story.FailureText;
import dev.sojourn.simulator.story.Style;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The example library: each folder is a set of its own that works, and together they are a shop.
 */
class ExamplesTest {
  private static final Path EXAMPLES = Path.of("../../docs/examples");

  /**
   * Has names of its own, which the others have too: it is for learning, not a part of the shop.
   */
  private static final String FIRST_STEPS = "first-steps";

  /** A folder for each use case of the product. */
  private static final List<String> USE_CASES =
      List.of(
          "cart-recovery",
          "welcome",
          "transactional",
          "in-context",
          "upsell",
          "launch",
          "back-in-stock",
          "lifecycle",
          "lead-funnel",
          "newsletter",
          "re-engagement");

  @TempDir Path directory;

  @Test
  void eachUseCaseHasItsFolder() throws IOException {
    assertThat(folders())
        .extracting(folder -> folder.getFileName().toString())
        .containsAll(USE_CASES)
        .contains(FIRST_STEPS)
        .hasSize(USE_CASES.size() + 1);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anExampleHasNeitherProblemsNorFindings(Path folder) {
    CheckedDocuments checked = DocumentFiles.check(List.of(folder), List.of());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.findings(Optional.empty())).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anExampleHasCasesThatPass(Path folder) {
    TestRun run = TestRun.of(List.of(folder), new CaseFilter(""));

    assertThat(run.problems()).isEmpty();
    assertThat(run.cases()).isGreaterThan(3);
    assertThat(run.suites())
        .flatMap(suite -> suite.cases())
        .filteredOn(one -> !one.result().passed())
        .map(one -> String.join("\n", FailureText.lines(one.result(), Style.PLAIN)))
        .isEmpty();
  }

  @Test
  void thereAreAHundredCasesAtLeast() throws IOException {
    assertThat(TestRun.ofEach(folders(), new CaseFilter("")).cases()).isGreaterThan(100);
  }

  @Test
  void togetherTheyAreTheDefinitionsOfOneShop() throws IOException {
    for (Path folder : folders()) {
      if (!folder.endsWith(FIRST_STEPS)) {
        gather(folder);
      }
    }

    CheckedDocuments checked = DocumentFiles.check(List.of(directory), List.of());

    assertThat(checked.problems()).isEmpty();
    assertThat(checked.findings(Optional.empty())).isEmpty();
  }

  /** A file that several examples have is the same file: what is copied from two fits together. */
  private void gather(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Path gathered = directory.resolve(file.getFileName().toString());
        if (Files.exists(gathered)) {
          assertThat(file).hasSameTextualContentAs(gathered);
        }
        Files.writeString(gathered, Files.readString(file));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("folders")
  void theOverviewLeadsToEachExample(Path folder) throws IOException {
    String name = folder.getFileName().toString();

    assertThat(Files.readString(EXAMPLES.resolve("README.md")))
        .contains("[" + name + "](" + name + ")");
  }

  static List<Path> folders() throws IOException {
    try (Stream<Path> listed = Files.list(EXAMPLES)) {
      return listed.filter(Files::isDirectory).sorted().toList();
    }
  }
}
