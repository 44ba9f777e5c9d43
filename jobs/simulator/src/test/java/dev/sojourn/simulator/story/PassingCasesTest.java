package dev.sojourn.simulator.story;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Cases that say everything that a file may say, and pass. */
class PassingCasesTest {

  @TestFactory
  Stream<DynamicTest> everythingThatAFileMaySay() {
    StoryFile.Reading reading =
        StoryFile.read("passing.test.yaml", Shop.resource("passing.test.yaml"), Shop.LIBRARY);
    assertThat(reading.problems()).isEmpty();
    return reading.suites().stream()
        .flatMap(suite -> suite.cases().stream())
        .map(test -> DynamicTest.dynamicTest(test.name(), () -> passes(test)));
  }

  private static void passes(Case test) {
    CaseResult result = CaseRunner.run(test, Shop.LIBRARY);

    List<String> failure = FailureText.lines(result, Style.PLAIN);
    assertThat(failure).as(String.join("\n", failure)).isEmpty();
  }
}
