package dev.sojourn.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Problem;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A table of stories, and of whole files, that are refused, each with everything that is said about
 * it: line, column, path, message and remedy.
 */
class BadFilesTest {

  static List<GoldenTable.Row> files() {
    return GoldenTable.read("bad-files.txt", BadFilesTest::told).rows();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void everythingWrongIsToldWithItsPlaceAndARemedy(GoldenTable.Row file) {
    StoryFile.Reading reading = read(file.given());

    assertThat(told(file.given())).isEqualTo(file.then());
    assertThat(reading.suites()).isEmpty();
    assertThat(reading.problems()).isNotEmpty().allMatch(problem -> !problem.remedy().isEmpty());
  }

  @Test
  void oneBadDocumentOfAFileDoesNotTakeTheOthersWithIt() {
    StoryFile.Reading reading =
        StoryFile.read(
            "x.test.yaml", "kind: Tests\n---\n" + Shop.file("- pass: PT1H"), Shop.LIBRARY);

    assertThat(reading.suites()).hasSize(1);
    assertThat(reading.problems())
        .map(Problem::toString)
        .singleElement()
        .asString()
        .startsWith("x.test.yaml:1:7: kind: ");
  }

  @Test
  @Timeout(30)
  void hostileFilesCostNoMoreThanTheirLength() {
    for (String file :
        List.of(
            "x".repeat(2_000_000),
            "[".repeat(500_000),
            Shop.file("- expect: {sends: " + "[".repeat(90) + "]".repeat(90) + "}"),
            Shop.file("- pass: P1D\n".repeat(30_000)))) {
      assertThat(StoryFile.read("", file, Shop.LIBRARY).problems()).isNotEmpty();
    }
  }

  private static StoryFile.Reading read(String given) {
    boolean whole = given.startsWith("apiVersion");
    return StoryFile.read("", whole ? given : Shop.file(given), Shop.LIBRARY);
  }

  private static String told(String given) {
    return read(given).problems().stream().map(Problem::toString).collect(Collectors.joining("\n"))
        + "\n";
  }
}
