package dev.sojourn.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A story for each way in which an expectation may fail, and all that is told of it. */
class FailureTextTest {

  static List<GoldenTable.Row> differences() {
    return GoldenTable.read("differences.txt", FailureTextTest::difference).rows();
  }

  static List<GoldenTable.Row> timelines() {
    return GoldenTable.read("timelines.txt", FailureTextTest::told).rows();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("differences")
  void everyFailureShowsTheFirstDifference(GoldenTable.Row story) {
    assertThat(difference(story.given())).isEqualTo(story.then());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("timelines")
  void everythingThatHappenedIsTold(GoldenTable.Row story) {
    assertThat(told(story.given())).isEqualTo(story.then());
  }

  @Test
  void everyKindOfListHasAFailureInTheTable() {
    Set<FactKind> seen = EnumSet.noneOf(FactKind.class);
    for (GoldenTable.Row story : differences()) {
      for (FactKind kind : FactKind.values()) {
        if (story.then().contains("expect." + kind.label())) {
          seen.add(kind);
        }
      }
    }

    assertThat(seen).containsExactlyInAnyOrder(FactKind.values());
  }

  @Test
  void onATerminalTheDifferenceIsColoured() {
    CaseResult result = Shop.run(Shop.file("- expect: {inside: cart}")).get(0);

    assertThat(FailureText.lines(result, Style.COLOUR))
        .last()
        .asString()
        .contains("\u001b[31m")
        .endsWith("\u001b[0m");
    assertThat(FailureText.lines(result, Style.PLAIN)).noneMatch(line -> line.contains("\u001b"));
  }

  /** What a failure says after the timeline, with the line of the timeline that it marks. */
  private static String difference(String given) {
    List<String> lines = told(given).lines().toList();
    return Stream.concat(
                lines.subList(0, lines.indexOf("")).stream().filter(line -> line.startsWith(">")),
                lines.subList(lines.indexOf(""), lines.size()).stream())
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /**
   * All that is told of a story, or of a whole file; without what each decision rested on, which is
   * the engine's to say.
   */
  private static String told(String given) {
    String file = given.startsWith("apiVersion") ? given : Shop.file(given);
    return Shop.run(file).stream()
            .filter(result -> !result.passed())
            .flatMap(result -> FailureText.lines(result, Style.PLAIN).stream())
            .map(line -> line.replaceFirst(" \\[.*]$", ""))
            .collect(Collectors.joining("\n"))
        + "\n";
  }
}
