package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.id.Hashes;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class EntryGuardsTest {
  private static final String WAIT = "first: {wait: {for: P2D}}";
  private static final String BUYERS =
      Yaml.audience("buyers", 1, "events: {type: bought, within: P1D, count: {atLeast: 1}}");
  private static final String BY_BUYING = "entry: {audience: {name: buyers}}";

  @Test
  void comingIntoAnAudienceStartsAJourneyInTheSameStep_E3() {
    Story story = Story.of(BUYERS, Yaml.journey(WAIT, BY_BUYING)).event("bought");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    assertThat(story.steps(Kind.ENTERED).get(0).at()).isEqualTo(Story.START);
    assertThat(story.steps(Kind.ENTERED).get(0).detail())
        .containsEntry("audience", "buyers")
        .containsEntry("change", "entered");
  }

  @Test
  void leavingAnAudienceByTimeStartsAJourneyAtThatMoment_E3() {
    Story story =
        Story.of(
            BUYERS,
            Yaml.journey(
                "first: {send: {channel: email, template: hello}}",
                "entry: {audience: {name: buyers, on: exited}}"));
    story.event("bought").pass("PT23H59M");
    assertThat(story.sent()).isEmpty();
    story.pass("PT1H");
    assertThat(story.sent()).containsExactly("first after PT24H");
  }

  @Test
  void whatStartedAnInstanceByAudienceIsItsContext_E3_E10() {
    Story story =
        Story.of(
            BUYERS,
            Yaml.journey(
                "first: {branch: [{when: \"journey.event.audience == 'buyers' && journey.event.change == 'entered'\", next: s}], else: e}\n"
                    + "s: {send: {channel: email, template: hello}}\ne: {end: {}}",
                BY_BUYING));
    story.event("bought");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void aMemberBecauseADefinitionChangedStartsNothing_E5() {
    Story story = Story.of(Yaml.journey(WAIT, BY_BUYING)).event("start");
    story
        .pass("PT1M")
        .publish(
            Yaml.audience("buyers", 1, "profile: \"profile.name == 'Alice'\""),
            PublicationState.LIVE);
    story.update(Map.of("age", 7L), Map.of());
    assertThat(story.memberships()).containsExactly("+buyers after PT1M");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
  }

  @Test
  void theOrderOfGuardsDecidesTheReason_E8() {
    Story story =
        Story.of(
            BUYERS,
            Yaml.journey(WAIT, "reentry: never", "exclude: [buyers]", "caps: [{count: 1}]"));
    story.event("start").event("bought").event("start");
    assertThat(story.refused()).containsExactly("j: already-inside");
    story.pass("P3D").event("bought").event("start");
    assertThat(story.refused()).containsExactly("j: already-inside", "j: reentry");
  }

  @Test
  void membersOfAnExcludedAudienceStayOut_E8() {
    Story story = Story.of(BUYERS, Yaml.journey(WAIT, "exclude: [buyers]"));
    story.event("bought").event("start");
    assertThat(story.refused()).containsExactly("j: excluded");
    assertThat(story.steps(Kind.ENTRY_REFUSED).get(0).detail()).containsEntry("audience", "buyers");
    story.pass("P1D").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  @Tag("long")
  void theSamePeopleAreHeldOutOfAllJourneysOfASalt_E8_O22() {
    int out = 0;
    for (int i = 0; i < 400; i++) {
      String person = "person" + i;
      Story story =
          Story.of(
              person,
              new String[] {
                Yaml.journey(WAIT, "holdout: {percent: 25, salt: all}"),
                Yaml.named("k", 1, WAIT, "holdout: {percent: 25, salt: all}")
              });
      story.event("start");
      assertThat(story.refused()).isIn(List.of(), List.of("j: holdout", "k: holdout"));
      out += story.refused().isEmpty() ? 0 : 1;
      boolean expected = Hashes.bucket(Hashes.hash64("holdout/all", person), 10_000) < 2_500;
      assertThat(!story.refused().isEmpty()).isEqualTo(expected);
    }
    // Three standard deviations of a binomial of 400 with 25 percent.
    assertThat(out).isBetween(74, 126);
  }

  @Test
  void noMoreEntriesThanACapAllowsInAnyWindow_E8() {
    Story story =
        Story.of(Yaml.journey("first: {wait: {for: PT1H}}", "caps: [{count: 2, per: P7D}]"));
    story.event("start").pass("P1D").event("start").pass("P1D").event("start");
    assertThat(story.refused()).containsExactly("j: cap-reached");
    assertThat(story.steps(Kind.ENTRY_REFUSED).get(0).detail())
        .containsEntry("cap", "2 per PT168H")
        .containsEntry("freeAt", "2025-06-09T12:00:00Z");
    story.pass("P5D").event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(3);
  }

  @Test
  void noMoreInstancesAtOnceThanACapAllows_E8() {
    Story story =
        Story.of(
            Yaml.journey(
                WAIT, "entry: {event: {type: start}, key: event.cart}", "caps: [{count: 2}]"));
    story.event("start", "cart", "1").event("start", "cart", "2").event("start", "cart", "3");
    assertThat(story.refused()).containsExactly("j: cap-reached");
    story.pass("P2D").event("start", "cart", "3");
    assertThat(story.steps(Kind.ENTERED)).hasSize(3);
  }

  @Test
  void aLowerOrEqualPriorityStaysOutOfAGroup_E8() {
    Story story =
        Story.of(
            Yaml.named("high", 1, WAIT, "priority: 9", "arbitration: {group: g}"),
            Yaml.named("low", 1, WAIT, "priority: 1", "arbitration: {group: g}"),
            Yaml.named("other", 1, WAIT, "priority: 0"));
    story.event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("journey").containsExactly("high", "other");
    assertThat(story.refused()).containsExactly("low: lower-priority");
  }

  @Test
  void aHigherPriorityTakesTheLowestsPlaceInAGroup_E8_O21() {
    Story story =
        Story.of(
            Yaml.named("low", 1, WAIT, "priority: 1", "arbitration: {group: g, most: 2}"),
            Yaml.named("middle", 1, WAIT, "priority: 2", "arbitration: {group: g, most: 2}"),
            Yaml.named(
                "high",
                1,
                WAIT,
                "priority: 3",
                "arbitration: {group: g, most: 2}",
                "entry: {event: {type: later}}"));
    story.event("start").event("later");
    assertThat(story.steps(Kind.ENTERED))
        .extracting("journey")
        .containsExactly("middle", "low", "high");
    assertThat(story.ended()).containsExactly("low: displaced");
  }

  /** All nine refuse; then the first is lifted, then the next, and so on. */
  @Test
  void ofAllGuardsThatRefuseTheFirstIsTheReason_E8() {
    List<String> specs =
        List.of(
            "startsAt: 2030-01-01T00:00:00Z",
            "reentry: never",
            "exclude: [everybody]",
            "holdout: {percent: 99.99, salt: all}",
            "caps: [{count: 1, per: P9D}]",
            "arbitration: {group: g}");
    Story story =
        Story.of(
            Yaml.audience("everybody", 1, "profile: \"profile.name == 'Alice'\""),
            Yaml.named(
                "rival",
                1,
                "first: {wait: {for: P9D}}",
                "entry: {event: {type: rival}}",
                "priority: 50",
                "arbitration: {group: g}"),
            Yaml.journey(WAIT, "caps: [{count: 5, per: P9D}]"));
    story.event("rival").event("start");
    story.publish(journey(2, specs), PublicationState.CLOSED).event("start");
    story.publish(journey(2, specs), PublicationState.PAUSED).event("start");
    // The instance of version 1 is inside for two days.
    story.publish(journey(2, specs), PublicationState.LIVE).event("start");
    List<String> inside = specs.subList(1, specs.size());
    story.publish(journey(3, inside), PublicationState.LIVE).event("start").pass("P3D");
    for (int lifted = 1; lifted <= specs.size(); lifted++) {
      List<String> left = specs.subList(lifted, specs.size());
      story.publish(journey(10 + lifted, left), PublicationState.LIVE).event("start");
    }
    assertThat(story.refused())
        .containsExactly(
            "j: not-live",
            "j: paused",
            "j: outside-dates",
            "j: already-inside",
            "j: reentry",
            "j: excluded",
            "j: holdout",
            "j: cap-reached",
            "j: lower-priority");
    assertThat(story.steps(Kind.ENTERED)).filteredOn(s -> s.journey().equals("j")).hasSize(2);
  }

  private static String journey(int version, List<String> specs) {
    return Yaml.named("j", version, WAIT, specs.toArray(String[]::new));
  }

  @Test
  void whoIsAMemberWhenTheJourneyIsPublishedDoesNotEnter_E3() {
    Story story = Story.of(BUYERS).event("bought").pass("PT1M");
    story.publish(Yaml.journey(WAIT, BY_BUYING), PublicationState.LIVE);
    story.event("bought").update(Map.of("age", 7L), Map.of());
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    story.pass("P2D").event("bought");
    assertThat(story.steps(Kind.ENTERED)).as("left, and came in again").hasSize(1);
  }
}
