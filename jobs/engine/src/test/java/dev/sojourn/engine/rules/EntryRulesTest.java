package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EntryRulesTest {
  private static final String WAIT = "first: {wait: {for: P2D}}";
  private static final String KEYED = "entry: {event: {type: start}, key: event.cart}";

  @Test
  void atMostOneInstanceLivesPerJourneyAndKey_E1() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED));
    story.event("start", "cart", "1").event("start", "cart", "2").event("start", "cart", "1");
    assertThat(story.steps(Kind.ENTERED)).extracting("instanceKey").containsExactly("1", "2");
    assertThat(story.refused()).containsExactly("j: already-inside");
  }

  @Test
  void oneInstanceLivesAcrossVersions_E1_V2() {
    Story story = Story.of(Yaml.journey(WAIT)).event("start");
    story.pass("PT1H").publish(Yaml.named("j", 2, WAIT), PublicationState.LIVE).event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("version").containsExactly(1);
    story.pass("P2D").event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("version").containsExactly(1, 2);
  }

  @Test
  void typeAndConditionMustHold_E2() {
    Story story =
        Story.of(Yaml.journey(WAIT, "entry: {event: {type: start, when: \"event.items > 0\"}}"));
    story.event("start", "items", 0L).event("start").event("other", "items", 3L);
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    assertThat(story.counted("entry-not-matched")).isEqualTo(2);
    story.event("start", "items", 3L);
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  void aListOfKeysStartsOneInstanceEach_E2() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED));
    story.event("start", "cart", List.of("a", "b", "a", 7L));
    assertThat(story.steps(Kind.ENTERED)).extracting("instanceKey").containsExactly("a", "b", "7");
  }

  @Test
  void withoutItsKeyNothingStarts_E2() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED)).event("start");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    assertThat(story.counted("entry-without-key")).isEqualTo(1);
  }

  @Test
  void aRequestStartsAJourneyWithItsContext_E6() {
    Story story = Story.of(Yaml.journey("first: {send: {channel: email, template: hello}}"));
    story.request("j", "", Map.of("item", "lamp"));
    assertThat(story.sends().get(0).data().get("journey").toString()).contains("lamp");
    story.request("unknown", "", Map.of());
    assertThat(story.rejected()).containsExactly("reference-unknown");
  }

  @Test
  void neverIsForEver_E7() {
    Story story = Story.of(Yaml.journey("first: {end: {}}", "reentry: never")).event("start");
    story.pass("P3000D").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    assertThat(story.refused()).containsExactly("j: reentry");
  }

  @Test
  void thePeriodRunsFromTheEarlierEntry_E7() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: PT5H}}", "reentry: {after: PT10H}"));
    story.event("start").pass("PT9H").event("start");
    assertThat(story.refused()).containsExactly("j: reentry");
    story.pass("PT1H").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
  }

  @Test
  void oneInsideDoesNotReenterHoweverLongAgoTheEntry_E7() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}", "reentry: {after: PT1H}"));
    story.event("start").pass("P1D").event("start");
    assertThat(story.refused()).containsExactly("j: already-inside");
  }

  @Test
  void theFirstGuardThatRefusesIsTheReason_E8() {
    Story story = Story.of(Yaml.journey("first: {end: {}}", "reentry: never")).event("start");
    story.publish(
        Yaml.named("j", 1, "first: {end: {}}", "reentry: never"), PublicationState.PAUSED);
    story.event("start");
    story.publish(
        Yaml.named("j", 1, "first: {end: {}}", "reentry: never"), PublicationState.CLOSED);
    story.event("start");
    assertThat(story.refused()).containsExactly("j: paused", "j: not-live");
  }

  @Test
  void outsideItsDatesNobodyEnters_E8_L4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {end: {}}",
                "startsAt: 2025-06-03T00:00:00Z",
                "endsAt: 2025-06-04T00:00:00Z"));
    story.event("start");
    assertThat(story.refused()).containsExactly("j: outside-dates");
    story.passUntil("2025-06-03T00:00:00Z").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    story.passUntil("2025-06-04T00:00:00Z").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  void aRefusalIsToldOncePerDayAndReason_E9() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}"));
    for (int i = 0; i < 4; i++) {
      story.event("start").pass("PT1M");
    }
    assertThat(story.refused()).containsExactly("j: already-inside");
    assertThat(story.counted("entry-refused-already-inside")).isEqualTo(3);
    story.pass("P1D").event("start");
    assertThat(story.refused()).hasSize(2);
  }

  @Test
  void theStartingEventIsTheContextForGood_E10() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: s}\ns: {send: {channel: email, template: hello}}"));
    story.event("start", "item", "lamp").event("start", "item", "chair").pass("PT1H");
    assertThat(story.sends().get(0).data())
        .isEqualTo(
            Map.of(
                "profile",
                Map.of("name", "Alice"),
                "journey",
                Map.of("event", Map.of("item", "lamp"), "key", "")));
  }

  @Test
  void anEventTooLargeStartsNothing_E10() {
    Story story = Story.of(Yaml.journey(WAIT)).event("start", "item", "x".repeat(70_000));
    assertThat(story.rejected()).containsExactly("event-too-large");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
  }

  @Test
  void journeysOfOneEventStartByPriorityThenName_T3() {
    Story story =
        Story.of(
            Yaml.named("b", 1, WAIT, "priority: 5"),
            Yaml.named("c", 1, WAIT, "priority: 9"),
            Yaml.named("a", 1, WAIT, "priority: 5"));
    story.event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("journey").containsExactly("c", "a", "b");
  }

  @Test
  void theSameEventStartsOnce_A5() {
    Story story = Story.of(Yaml.journey("first: {end: {}}"));
    story.eventWithId("same", "start", 0).eventWithId("same", "start", 0);
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    assertThat(story.counted("signal-repeated")).isEqualTo(1);
  }

  @Test
  void whatIsTooLargeIsToldOnceHoweverManyKeys_E10() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED));
    story.event(
        "start",
        "cart",
        java.util.stream.IntStream.range(0, 900).mapToObj(i -> "k" + i).toList(),
        "item",
        "x".repeat(70_000));
    assertThat(story.rejected()).containsExactly("event-too-large");
  }

  @Test
  void aKeyLongerThanItMayBeStartsNothing_E1_O23() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED)).event("start", "cart", "k".repeat(513));
    assertThat(story.counted("entry-key-too-long")).isEqualTo(1);
    story.request("j", "k".repeat(513), Map.of());
    assertThat(story.rejected()).containsExactly("value-invalid");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
  }

  @Test
  void anEventAndAnUpdateMayHaveTheSameId_A5() {
    Story story = Story.of(Yaml.journey(WAIT)).eventWithId("update-1", "start", 0);
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  void thePeriodIsReckonedInThePersonsZone_E7_T5() {
    Story story = Story.of(Yaml.journey("first: {end: {}}", "reentry: {after: P1D}"));
    story.update(Map.of("timezone", "Europe/Paris"), Map.of());
    // Clocks go back: the same wall-clock hour comes 25 hours later.
    story.passUntil("2025-10-25T10:00:00Z").event("start").pass("PT24H30M").event("start");
    assertThat(story.refused()).containsExactly("j: reentry");
    story.pass("PT30M").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
  }

  @Test
  @Tag("long")
  void aProfileIsInsideAtMostAThousandJourneys() {
    Story story = Story.of(Yaml.journey(WAIT, KEYED));
    for (int i = 0; i < 1_001; i++) {
      story.event("start", "cart", "cart" + i);
    }
    assertThat(story.state().instances()).hasSize(1_000);
    assertThat(story.rejected()).containsExactly("too-many-instances");
  }

  @Test
  void whatDoesNotMatchIsCountedAndNotRecorded_E9() {
    Story story =
        Story.of(Yaml.journey(WAIT, "entry: {event: {type: start, when: \"event.items > 0\"}}"));
    int before = story.effects().size();
    story.event("start", "items", 0L).event("other");
    assertThat(story.effects().subList(before, story.effects().size()))
        .hasOnlyElementsOfType(Effect.Counted.class);
    assertThat(story.counted("entry-not-matched")).isEqualTo(1);
  }

  @Test
  void anEventOfThe64KiBThatAnInstanceMayKeepStartsIt_E10() {
    Story story = Story.of(Yaml.journey(WAIT, "reentry: always", KEYED));
    story.event("start", "cart", "1", "text", "x".repeat(65_000));
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    story.event("start", "cart", "2", "text", "x".repeat(65_536));
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    assertThat(story.rejected()).containsExactly("event-too-large");
  }
}
