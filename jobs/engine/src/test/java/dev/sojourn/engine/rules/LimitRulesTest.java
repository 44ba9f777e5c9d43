package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.document.DocumentSet;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The limits that documents and the engine have: none of them small, all of them told. */
class LimitRulesTest {

  @Test
  void aJourneyHasAtMostAThousandSteps_N1() {
    assertThat(problems(Yaml.journey(steps(1_000)))).isEmpty();
    assertThat(problems(Yaml.journey(steps(1_001)))).hasSize(1);
    assertThat(problems(Yaml.journey(steps(1_001))).get(0)).contains("spec.steps", "1,000");
  }

  private static String steps(int count) {
    StringBuilder steps = new StringBuilder("first: {end: {}}\n");
    for (int i = 1; i < count; i++) {
      steps.append("s").append(i).append(": {end: {}}\n");
    }
    return steps.toString();
  }

  private static List<String> problems(String text) {
    return DocumentSource.read("limit.yaml", text).problems().stream()
        .map(Object::toString)
        .toList();
  }

  @Test
  void aPersonIsInAtMostAThousandInstances_N2() {
    Story story =
        LifeScenarios.crowded(
            Yaml.named("j", 1, "first: {wait: {for: P1D}}"),
            Yaml.named("k", 1, "first: {wait: {for: P1D}}"));
    assertThat(story.state().instances()).hasSize(1_000);
    assertThat(story.steps(Kind.ENTERED)).extracting("journey").contains("j").doesNotContain("k");
    assertThat(story.rejected()).containsExactly("too-many-instances");
  }

  @Test
  void aJumpBeyondTheLimitIsRefusedForThatReason_N2_S13() {
    Story story =
        LifeScenarios.crowded(
            Yaml.journey("first: {jump: {journey: k}, next: w}\nw: {wait: {for: P1D}}"),
            Yaml.named("k", 1, "first: {wait: {for: P1D}}", "entry: {request: {}}"));
    assertThat(story.told(Kind.PASSED)).containsExactly("j: too-many-instances");
    assertThat(story.state().instances()).hasSize(1_000);
  }

  @Test
  void atMostFiveThousandJourneysAreLive_N3() {
    List<SourceDocument> journeys = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      journeys.add(journey("j" + i));
    }
    assertThat(DocumentSet.check(journeys, List.of())).isEmpty();
    List<SourceDocument> more = List.of(journey("one-more"));
    assertThat(DocumentSet.check(more, journeys.stream().map(SourceDocument::document).toList()))
        .hasSize(1)
        .allMatch(problem -> problem.toString().contains("5,001 journeys"));
    assertThat(
            DocumentSet.check(
                List.of(journey("j7")), journeys.stream().map(SourceDocument::document).toList()))
        .as("another version of one that is there already")
        .isEmpty();
  }

  private static SourceDocument journey(String name) {
    String text = Yaml.named(name, 1, "first: {end: {}}").replace("  policy: marketing\n", "");
    return DocumentSource.read(name + ".yaml", text).documents().get(0);
  }

  @Test
  void anInstanceRemembersForAtMostAHundredAwaits_N5() {
    String within = Yaml.journey(awaits(100));
    assertThat(problems(within)).isEmpty();
    assertThat(problems(Yaml.journey(awaits(101)))).hasSize(1);
    assertThat(problems(Yaml.journey(awaits(101))).get(0)).contains("look back", "101");
    Story story = Story.of(within).event("start");
    for (int i = 0; i < 100; i++) {
      story.event("e" + i);
    }
    story.pass("PT2M");
    assertThat(story.steps(Kind.PASSED)).as("two waits, and every await").hasSize(102);
    assertThat(story.ended()).containsExactly("j: completed");
  }

  /** A wait, and then awaits that look back on what came while it lasted. */
  private static String awaits(int count) {
    StringBuilder steps = new StringBuilder("first: {wait: {for: PT1M}, next: a0}\n");
    for (int i = 0; i < count; i++) {
      steps
          .append(
              "a" + i + ": {await: {event: {type: e" + i + "}, lookback: {since: entry}}, next: ")
          .append(i == count - 1 ? "done" : i == 50 ? "again" : "a" + (i + 1))
          .append("}\n");
    }
    return steps + "again: {wait: {for: PT1M}, next: a51}\ndone: {end: {}}";
  }
}
