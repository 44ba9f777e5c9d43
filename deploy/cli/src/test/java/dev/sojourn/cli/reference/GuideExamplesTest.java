package dev.sojourn.cli.reference;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.journeytest.CaseFilter;
import dev.sojourn.cli.journeytest.TestRun;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.lint.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Every YAML example of the guides for authors: whole documents are a working set, page by page;
 * test cases pass; parts of documents may stand where they belong.
 */
class GuideExamplesTest {
  private static final Path DOCS = Path.of("../../docs");
  private static final Pattern BLOCK = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);
  private static final String GUIDES = "definitions.md, journeys.md, audiences.md, policies.md";

  /** What a journey's example begins with if it is not about steps. */
  private static final Set<String> OF_JOURNEYS = Set.of("entry", "reentry", "exit", "goal", "test");

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"definitions.md", "journeys.md", "audiences.md", "policies.md"})
  void wholeDocumentsAreAWorkingSet(String page) throws IOException {
    write(page);

    CheckedDocuments checked = DocumentFiles.check(List.of(directory), List.of());

    assertThat(checked.problems()).isEmpty();
    // An example may show a document without the journey that uses it.
    assertThat(checked.findings(Optional.empty()))
        .extracting(Finding::lint)
        .isSubsetOf(Lint.NEVER_USED);
    assertThat(checked.documents()).hasSizeGreaterThan(1);
  }

  @ParameterizedTest
  @CsvSource({"journeys.md, 2", "audiences.md, 2", "policies.md, 4"})
  void casesPass(String page, int cases) throws IOException {
    write(page);

    TestRun run = TestRun.of(List.of(directory), new CaseFilter(""));

    assertThat(run.problems()).isEmpty();
    assertThat(run.cases()).isEqualTo(cases);
    assertThat(run.failed()).isZero();
  }

  @ParameterizedTest
  @MethodSource("parts")
  void partsMayStandWhereTheyBelong(String page, String part) throws IOException {
    Files.writeString(directory.resolve("part.yaml"), document(page, part));

    CheckedDocuments checked = DocumentFiles.check(List.of(directory), List.of());

    // Other steps and documents are left to the imagination.
    assertThat(checked.problems().stream().map(Problem::toString))
        .allMatch(problem -> problem.contains(": there is no "));
  }

  static List<Object[]> parts() throws IOException {
    List<Object[]> parts = new ArrayList<>();
    for (String page : GUIDES.split(", ")) {
      blocks(page)
          .filter(block -> !block.startsWith("apiVersion"))
          .forEach(block -> parts.add(new Object[] {page, block}));
    }
    assertThat(parts).hasSizeGreaterThan(20);
    return parts;
  }

  private static String document(String page, String part) {
    String first = part.substring(0, part.indexOf(':'));
    if (page.equals("audiences.md")) {
      return head("Audience") + part.indent(2);
    }
    if (page.equals("policies.md")) {
      return head("ContactPolicy") + part.indent(2);
    }
    if (!OF_JOURNEYS.contains(first)) {
      return head("Journey")
          + "  entry: {request: {}}\n  policy: some\n  start: "
          + first
          + "\n  steps:\n"
          + part.indent(4);
    }
    return head("Journey")
        + (first.equals("entry") ? "" : "  entry: {event: {type: some}}\n")
        + "  start: done\n  steps: {done: {end: {}}}\n"
        + part.indent(2);
  }

  private static String head(String kind) {
    return "apiVersion: sojourn/v1\nkind: "
        + kind
        + "\nmetadata: {name: part, version: 1}\nspec:\n";
  }

  private void write(String page) throws IOException {
    int number = 0;
    for (String block : blocks(page).filter(b -> b.startsWith("apiVersion")).toList()) {
      String ending = block.contains("kind: JourneyTest") ? ".test.yaml" : ".yaml";
      Files.writeString(directory.resolve(++number + ending), block);
    }
  }

  private static Stream<String> blocks(String page) throws IOException {
    Matcher blocks = BLOCK.matcher(Files.readString(DOCS.resolve(page)));
    return blocks.results().map(block -> block.group(1)).toList().stream();
  }
}
