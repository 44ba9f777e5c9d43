package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.bulk.RowCode;
import dev.sojourn.cli.journeytest.CaseFilter;
import dev.sojourn.cli.journeytest.TestRun;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.simulator.story.StoryFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keeps the documentation true where a machine can tell. */
class DocumentationTest {
  private static final Path ROOT = Path.of("../..");

  @TempDir Path directory;

  @Test
  void everyFindingIsExplained() throws IOException {
    String page = read("docs/lint.md");

    for (Lint lint : Lint.values()) {
      assertThat(page).contains("| `" + lint.label() + "` | " + lint.severity().label() + " |");
    }
    assertThat(page.lines().filter(line -> line.startsWith("| `"))).hasSize(Lint.values().length);
  }

  @Test
  void theExamplesOfTestCasesPass() throws IOException {
    Matcher blocks =
        Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL).matcher(read("docs/testing.md"));
    for (int i = 1; blocks.find(); i++) {
      String block = blocks.group(1);
      if (block.contains("kind: JourneyTest")) {
        Files.writeString(directory.resolve(i + ".test.yaml"), block);
      } else if (block.startsWith("apiVersion")) {
        Files.writeString(directory.resolve(i + ".yaml"), block);
      } else {
        // Acts out of a story: they can be read, and lead nowhere by themselves.
        String file =
            "apiVersion: sojourn/v1\nkind: JourneyTest\nmetadata: {name: acts}\nspec:\n  cases:\n"
                + "    - name: never run\n      story:\n"
                + block.indent(8);
        Files.writeString(directory.resolve(i + ".test.yaml"), file);
      }
    }

    TestRun run = TestRun.of(List.of(directory), new CaseFilter(""));

    assertThat(run.problems()).isEmpty();
    assertThat(run.suites())
        .filteredOn(suite -> !suite.suite().name().equals("acts"))
        .hasSizeGreaterThan(2)
        .allSatisfy(suite -> assertThat(suite.failed()).isZero());
  }

  @Test
  void everythingThatATestCaseMaySayIsExplained() throws IOException {
    String testing = read("docs/testing.md");
    JsonNode schema;
    try (InputStream in = StoryFile.class.getResourceAsStream("journey-test.json")) {
      schema = new ObjectMapper().readTree(in);
    }

    for (JsonNode properties : schema.findValues("properties")) {
      properties
          .fieldNames()
          .forEachRemaining(
              name -> {
                assertThat(properties.path(name).path("description").asText())
                    .as("description of %s", name)
                    .isNotEmpty();
                if (!List.of("apiVersion", "kind").contains(name)) {
                  assertThat(testing).contains("`" + name + "`");
                }
              });
    }
  }

  @Test
  void everyCodeIsExplained() throws IOException {
    String errors = read("docs/errors.md");

    for (ErrorCode code : ErrorCode.values()) {
      assertThat(errors).contains("`" + code.code() + "` | " + code.category().label());
    }
    for (UnreadableRecordException.Code code : UnreadableRecordException.Code.values()) {
      assertThat(errors).contains("`" + code.code() + "` | input");
    }
    for (RowCode code : RowCode.values()) {
      assertThat(errors).contains("`" + code.code() + "` | " + RowCode.CATEGORY.label());
    }
  }

  @Test
  void everyTopicIsExplained() throws IOException {
    String topics = read("docs/topics.md");

    for (String topic : new Topics("").all()) {
      assertThat(topics).contains("| `" + topic + "` |");
    }
  }

  @Test
  void everyDependencyHasItsReason() throws IOException {
    String dependencies = read("docs/dependencies.md");
    Pattern dependency =
        Pattern.compile(
            "<dependency>\\s*<groupId>(?!dev\\.sojourn)[^<]*</groupId>\\s*<artifactId>([^<]*)");
    TreeSet<String> unexplained = new TreeSet<>();

    for (Path pom : poms()) {
      Matcher matcher = dependency.matcher(Files.readString(pom));
      while (matcher.find()) {
        if (!dependencies.contains("`" + matcher.group(1) + "`")) {
          unexplained.add(matcher.group(1));
        }
      }
    }

    assertThat(unexplained).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"README.md", "CONTRIBUTING.md", "docs", "docs/adr", "docs/examples"})
  void everyLinkLeadsSomewhere(String place) throws IOException {
    Pattern link = Pattern.compile("\\]\\(([^)#\\s]*)(?:#([^)\\s]*))?\\)");
    for (Path page : pages(ROOT.resolve(place))) {
      Matcher links = link.matcher(withoutCode(Files.readString(page)));
      while (links.find()) {
        String to = links.group(1);
        if (!to.startsWith("http")) {
          Path target = to.isEmpty() ? page : page.resolveSibling(to);
          assertThat(target).as("linked from %s", page).exists();
          if (links.group(2) != null && target.toString().endsWith(".md")) {
            assertThat(anchors(target))
                .as("headings of %s, linked from %s", target, page)
                .contains(links.group(2));
          }
        }
      }
    }
  }

  /** What the headings of a page are called in links, as GitHub makes it of them. */
  private static List<String> anchors(Path page) throws IOException {
    List<String> anchors = new ArrayList<>();
    Map<String, Integer> times = new HashMap<>();
    Pattern heading = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);
    Matcher headings = heading.matcher(withoutCode(Files.readString(page)));
    while (headings.find()) {
      String anchor =
          headings
              .group(1)
              .strip()
              .toLowerCase(Locale.ROOT)
              .replaceAll("[^\\p{L}\\p{N} _-]", "")
              .replace(' ', '-');
      int before = times.merge(anchor, 1, Integer::sum) - 1;
      anchors.add(before == 0 ? anchor : anchor + "-" + before);
    }
    return anchors;
  }

  private static String withoutCode(String page) {
    return page.replaceAll("(?s)```.*?```", "");
  }

  private static List<Path> pages(Path place) throws IOException {
    if (Files.isRegularFile(place)) {
      return List.of(place);
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(file -> file.toString().endsWith(".md")).toList();
    }
  }

  /** Those of the modules; what the root manages is explained where it is used. */
  private static List<Path> poms() throws IOException {
    Matcher modules = Pattern.compile("<module>([^<]*)</module>").matcher(read("pom.xml"));
    return modules
        .results()
        .map(module -> ROOT.resolve(module.group(1)).resolve("pom.xml"))
        .toList();
  }

  private static String read(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }
}
