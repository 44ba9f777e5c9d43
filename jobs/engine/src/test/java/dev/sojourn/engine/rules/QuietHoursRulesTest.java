package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** P5, from documents to sends. The arithmetic over all zones: {@code DailySlotsTest}. */
class QuietHoursRulesTest {
  private static final String SEND =
      Yaml.journey(
          "first: {send: {channel: email, template: hello}, next: second}\nsecond: {end: {}}");

  /** Noon of a Monday, UTC. */
  private static Story quiet(String slots, String... more) {
    return Story.of(SEND)
        .publish(
            Yaml.policy(
                "marketing",
                2,
                "{class: marketing, quietHours: [" + slots + "]" + String.join("", more) + "}"),
            PublicationState.LIVE);
  }

  private static List<Instant> times(Story story) {
    return story.sends().stream().map(s -> Instant.ofEpochMilli(s.requestedAt())).toList();
  }

  @Test
  void aSendIsHeldUntilTheExactEnd_P5() {
    Story story = quiet("{from: '11:00', to: '13:30'}").event("start");
    assertThat(story.sends()).isEmpty();
    story.pass("PT1H29M59.999S");
    assertThat(story.sends()).isEmpty();
    story.pass("PT0.001S");
    assertThat(times(story)).containsExactly(Instant.parse("2025-06-02T13:30:00Z"));
  }

  @Test
  void aHoldTellsWhyAndUntilWhen_P5() {
    Story story = quiet("{from: '11:00', to: '13:30', days: [mon, sat]}").event("start");
    StepRecord held = story.steps(Kind.HELD).get(0);
    assertThat(held.reason()).isEqualTo("quiet-hours");
    assertThat(Instant.ofEpochMilli(held.until())).isEqualTo(Instant.parse("2025-06-02T13:30:00Z"));
    assertThat(held.step()).isEqualTo("first");
    assertThat(held.detail())
        .containsExactly(
            Map.entry("quietHours", "11:00 to 13:30 on mon, sat"), Map.entry("zone", "UTC"));
    story.pass("PT2H");
    assertThat(story.steps(Kind.SENT).get(0).detail())
        .containsExactly(Map.entry("held", "PT1H30M"));
    assertThat(story.steps(Kind.HELD)).hasSize(1);
  }

  @Test
  void aSendIsSkippedWhereThePolicySaysSo_P5() {
    Story story = quiet("{from: '11:00', to: '13:30', then: skip}").event("start");
    assertThat(story.notSent()).containsExactly("quiet-hours");
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsEntry("quietHours", "11:00 to 13:30");
    story.pass("PT1H29M59S").event("start").pass("PT1S").event("start");
    assertThat(story.notSent()).hasSize(2);
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void quietHoursHoldInThePersonsZone_P5() {
    Story story = quiet("{from: '22:00', to: '08:00'}");
    // 21:00 in Tokyo.
    story.update(Map.of("timezone", "Asia/Tokyo"), Map.of()).event("start");
    assertThat(story.sends()).hasSize(1);
    story.pass("PT1H").event("start");
    assertThat(story.steps(Kind.HELD).get(0).detail()).containsEntry("zone", "Asia/Tokyo");
    story.pass("PT10H");
    assertThat(times(story)).last().isEqualTo(Instant.parse("2025-06-02T23:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({"Mars/Olympus", "''", "42"})
  void theFallbackZoneCountsWhereTheirsIsUnknown_P5(String timezone) {
    Story story =
        quiet("{from: '22:00', to: '08:00'}", ", timezone: {fallback: Asia/Tokyo}")
            .update(Map.of("timezone", timezone), Map.of());
    story.pass("PT2H").event("start");
    assertThat(story.sends()).isEmpty();
    assertThat(story.steps(Kind.HELD).get(0).detail()).containsEntry("zone", "Asia/Tokyo");
  }

  @Test
  void withoutAFallbackUtcCounts_P5() {
    Story story = quiet("{from: '22:00', to: '08:00'}").pass("PT10H").event("start");
    story.pass("PT10H");
    assertThat(times(story)).containsExactly(Instant.parse("2025-06-03T08:00:00Z"));
  }

  @Test
  void aSlotOverMidnightBelongsToTheDayOnWhichItBegins_P5() {
    Story story = quiet("{from: '22:00', to: '08:00', days: [mon]}");
    // Monday evening, and what is left of it on Tuesday.
    story.passUntil("2025-06-03T03:00:00Z").event("start");
    assertThat(story.sends()).isEmpty();
    story.passUntil("2025-06-03T08:00:00Z");
    assertThat(story.sends()).hasSize(1);
    // Tuesday evening is another day's, and so is Monday morning.
    story.passUntil("2025-06-03T23:00:00Z").event("start");
    story.passUntil("2025-06-09T03:00:00Z").event("start");
    assertThat(story.sends()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    // In Paris clocks go back at 03:00 on 26 October 2025, and forward at 02:00 on 29 March 2026.
    "2026-03-28T22:30:00Z, 22:00, 08:00, 2026-03-29T06:00:00Z",
    "2025-10-25T21:30:00Z, 22:00, 08:00, 2025-10-26T07:00:00Z",
    // 02:30 does not exist: the clock leaps over the end.
    "2026-03-28T22:30:00Z, 22:00, 02:30, 2026-03-29T01:00:00Z",
    // 02:15 comes twice, and is quiet twice.
    "2025-10-26T00:15:00Z, 22:00, 02:30, 2025-10-26T00:30:00Z",
    "2025-10-26T01:15:00Z, 22:00, 02:30, 2025-10-26T01:30:00Z",
  })
  void holdsEndByTheWallClockOverBothChangesOfSummerTime_P5(
      String at, String from, String to, String end) {
    Story story =
        quiet("{from: '" + from + "', to: '" + to + "'}")
            .update(Map.of("timezone", "Europe/Paris"), Map.of());
    story.passUntil(at).event("start");
    assertThat(story.sends()).isEmpty();
    story.pass("PT20H");
    assertThat(times(story)).containsExactly(Instant.parse(end));
  }

  @Test
  void aHoldLastsUntilNoSlotCoversTheMoment_P5() {
    Story story =
        quiet(
                "{from: '11:00', to: '13:00'}, {from: '12:30', to: '14:00'}, {from: '14:00', to: '15:00', then: skip}")
            .event("start");
    story.pass("P1D");
    assertThat(times(story)).containsExactly(Instant.parse("2025-06-02T15:00:00Z"));
    assertThat(story.notSent()).isEmpty();
  }

  @Test
  void whereSlotsOverlapSkippingWins_P5_O18() {
    Story story =
        quiet("{from: '11:00', to: '13:00'}, {from: '11:30', to: '12:30', then: skip}")
            .event("start");
    assertThat(story.notSent()).containsExactly("quiet-hours");
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsEntry("quietHours", "11:00 to 13:00; 11:30 to 12:30");
  }

  @Test
  void suppressionComesBeforeQuietHoursAndQuietHoursBeforeCaps_P4_P5_P6() {
    Story story =
        quiet("{from: '12:30', to: '13:00', then: skip}", ", caps: [{count: 1, per: P1D}]");
    story.event("start").pass("PT40M").event("start");
    story.suppress("email", true).event("start").suppress("email", false);
    story.pass("PT1H").event("start");
    assertThat(story.notSent()).containsExactly("quiet-hours", "suppressed", "capped");
  }

  @Test
  void atTheirEndPriorityDecidesWhoGetsThePlace_P5_P7() {
    Story story =
        Story.of(
                Yaml.named("a", 1, "first: {send: {channel: email, template: hello}}"),
                Yaml.named(
                    "z", 1, "first: {send: {channel: email, template: hello}}", "priority: 9"))
            .publish(
                Yaml.policy(
                    "marketing",
                    2,
                    "{class: marketing, quietHours: [{from: '11:00', to: '13:00'}], caps: [{count: 1, per: P1D}]}"),
                PublicationState.LIVE)
            .event("start")
            .pass("PT1H");
    assertThat(story.sends()).extracting("journey").containsExactly("z");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void aRequestCarriesTheQuietHoursInWhichItMayNotGoOut_D2() {
    Story story =
        quiet("{from: '22:00', to: '08:00'}, {from: '20:00', to: '23:00', days: [tue], then: skip}")
            .update(Map.of("timezone", "Europe/Paris"), Map.of())
            .event("start");
    // It expires after 72 hours, at noon of Thursday.
    assertThat(story.sends().get(0).quiet())
        .extracting(p -> Instant.ofEpochMilli(p.from()) + " " + Instant.ofEpochMilli(p.until()))
        .containsExactly(
            "2025-06-02T20:00:00Z 2025-06-03T06:00:00Z",
            "2025-06-03T18:00:00Z 2025-06-04T06:00:00Z",
            "2025-06-04T20:00:00Z 2025-06-05T06:00:00Z");
    assertThat(Story.of(SEND).event("start").sends().get(0).quiet()).isEmpty();
  }

  @Test
  void ofARequestThatQueuesForMonthsTheFirstHundredQuietHoursAreCarried_D2_O19() {
    Story story =
        Story.of(Yaml.journey("first: {send: {channel: email, template: hello, expires: P365D}}"))
            .publish(
                Yaml.policy(
                    "marketing",
                    2,
                    "{class: marketing, quietHours: [{from: '22:00', to: '08:00'}]}"),
                PublicationState.LIVE)
            .event("start");
    assertThat(story.sends().get(0).quiet()).hasSize(100);
  }
}
