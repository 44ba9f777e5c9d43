package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeRulesTest {
  private static final String REMIND =
      Yaml.journey(
          """
          first: {wait: {for: PT1H}, next: remind}
          remind: {send: {channel: email, template: hello}}
          """,
          "exit: [{event: {type: order.placed}}]");

  @Test
  void aSignalThatComesLateStillFindsTheTimerThatWasDueBeforeIt_T2() {
    Story story = Story.of(REMIND).event("start").passUnnoticed("PT90M").event("order.placed");
    // The purchase came after the hour was over: the reminder was due, at its own time.
    assertThat(story.sent()).containsExactly("remind after PT1H");
  }

  @Test
  void aPurchaseWithinTheHourIsSeenBeforeTheTimer_T2() {
    Story story = Story.of(REMIND).event("start").passUnnoticed("PT59M").event("order.placed");
    story.passUnnoticed("PT5H").pass("PT1S");
    assertThat(story.sent()).isEmpty();
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void whatIsLoggedAtTheVeryMomentComesBeforeTheTimer_T2() {
    Story story =
        Story.of(REMIND).event("start").passUnnoticed("PT1H").event("order.placed").pass("PT1S");
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void timersRunInTheOrderOfTheirDueTimesEachAtItsOwn_T2() {
    Story story =
        Story.of(
                Yaml.named(
                    "late",
                    1,
                    "first: {wait: {for: PT2H}, next: s}\ns: {send: {channel: email, template: hello}}"),
                Yaml.named(
                    "soon",
                    1,
                    "first: {wait: {for: PT1H}, next: s}\ns: {wait: {for: PT30M}, next: t}\nt: {send: {channel: email, template: hello}}"))
            .event("start")
            .passUnnoticed("P2D")
            .pass("PT1S");
    assertThat(story.sent()).containsExactly("t after PT1H30M", "s after PT2H");
  }

  @Test
  void nowNeverGoesBack_T1() {
    Story story =
        Story.of(REMIND).pass("PT10M").event("start").passUnnoticed("-PT5M").event("start");
    assertThat(story.refused()).containsExactly("j: already-inside");
    assertThat(
            story.steps(dev.sojourn.engine.effect.Effect.StepRecord.Kind.ENTRY_REFUSED).get(0).at())
        .isEqualTo(Story.START + 600_000);
  }

  @Test
  void anUpdateIsSeenByAudiencesAndThenByExits_T3() {
    Story story =
        Story.of(
            Yaml.audience("vips", 1, "profile: \"profile.vip == true\""),
            Yaml.journey("first: {wait: {for: P1D}}", "exit: [{when: \"profile.vip == true\"}]"));
    story.event("start").update(Map.of("vip", true), Map.of());
    assertThat(story.memberships()).containsExactly("+vips after PT0S");
    assertThat(story.ended()).containsExactly("j: exit");
    int change = story.effects().indexOf(story.audienceChanges().get(0));
    int end =
        story
            .effects()
            .indexOf(story.steps(dev.sojourn.engine.effect.Effect.StepRecord.Kind.ENDED).get(0));
    assertThat(change).isLessThan(end);
  }

  @Test
  void aStepsChangeOfTheProfileIsSeenInTheSameAtomicStep_T3() {
    Story story =
        Story.of(
            Yaml.audience("vips", 1, "profile: \"profile.vip == true\""),
            Yaml.journey(
                "first: {update: {attributes: {vip: \"true\"}}, next: second}\nsecond: {wait: {for: P1D}}"),
            Yaml.named(
                "other",
                1,
                "first: {wait: {for: P9D}}",
                "entry: {event: {type: other}}",
                "exit: [{when: \"profile.vip == true\"}]"));
    story.event("other").pass("PT1M").event("start");
    assertThat(story.memberships()).containsExactly("+vips after PT1M");
    assertThat(story.ended()).containsExactly("other: exit");
  }

  @Test
  void daysFollowTheWallClockOfTheProfilesZone_T4_T5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P1D}, next: s}\ns: {send: {channel: email, template: hello}}"));
    story.update(Map.of("timezone", "Europe/Paris"), Map.of());
    // Clocks go back in the night: a day has 25 hours.
    story.passUntil("2025-10-25T10:00:00Z").event("start").passUntil("2025-10-26T10:59:59Z");
    assertThat(story.sent()).isEmpty();
    story.pass("PT1S");
    assertThat(story.sent()).hasSize(1);
  }

  @Test
  void withoutAValidZoneTheFallbackCounts_T5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: {time: \"15:00\"}}, next: s}\ns: {send: {channel: email, template: hello}}",
                "timezone: {fallback: Europe/Paris}"));
    story.update(Map.of("timezone", "nowhere"), Map.of()).event("start").pass("PT2H");
    // 15:00 in Paris is 13:00 UTC in summer.
    assertThat(story.sent()).containsExactly("s after PT1H");
  }
}
