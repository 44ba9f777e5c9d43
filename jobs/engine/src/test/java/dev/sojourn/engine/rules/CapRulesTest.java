package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** P6: what counts, for how long, and what becomes of a send for which there is no place. */
class CapRulesTest {
  private static final String SEND =
      Yaml.journey("first: {send: {channel: email, template: hello}}");
  private static final String URGENT =
      Yaml.named(
          "urgent",
          1,
          "first: {send: {channel: email, template: hello}}",
          "policy: transactional",
          "entry: {event: {type: urgent}}");

  private static final String SMS =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: sms, version: 1}
      spec: {medium: sms, address: profile.id, format: any, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}
      """;

  private static Story capped(String caps, String... more) {
    return Story.of(SEND, URGENT).publish(policy(caps, more), PublicationState.LIVE);
  }

  private static String policy(String caps, String... more) {
    return Yaml.policy(
        "marketing", 2, "{class: marketing, caps: [" + caps + "]" + String.join("", more) + "}");
  }

  @Test
  void noRollingWindowHoldsMoreThanTheCap_P6() {
    Story story = capped("{count: 2, per: PT10H}");
    story.event("start").report(Status.SENT).pass("PT1H").event("start").report(Status.SENT);
    story.pass("PT8H59M59.999S").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    // Ten hours after the first was sent, its place is free.
    story.pass("PT0.001S").event("start");
    assertThat(story.sends()).hasSize(3);
  }

  @Test
  void aPlaceCountsAsNowUntilTheFinalReport_P6() {
    Story story = capped("{count: 1, per: PT1H}");
    story.event("start").pass("PT20H").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    // Sent only now, after an outage: the window runs from here.
    story.report(Status.SENT).pass("PT59M").event("start");
    assertThat(story.notSent()).containsExactly("capped", "capped");
    story.pass("PT1M").event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void aLateReportMovesThePlaceToTheTimeOfSending_P6() {
    Story story = capped("{count: 1, per: PT1H}").event("start");
    long sent = story.pass("PT10M").now();
    story.pass("PT40M").report(story.sends().get(0), Status.SENT, "", sent);
    story.pass("PT19M59S").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    story.pass("PT1S").event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void aReportersClockIsTakenAsNoEarlierThanTheRequestAndNoLaterThanNow_P6() {
    Story early = capped("{count: 1, per: PT1H}").event("start");
    early.report(early.sends().get(0), Status.SENT, "", Story.START - 3_600_000);
    early.pass("PT59M").event("start").pass("PT1M").event("start");
    assertThat(early.senders()).containsExactly("j after PT0S", "j after PT1H");
    Story late = capped("{count: 1, per: PT1H}").event("start");
    late.report(late.sends().get(0), Status.SENT, "", Story.START + 3_600_000);
    late.pass("PT59M").event("start").pass("PT1M").event("start");
    assertThat(late.senders()).containsExactly("j after PT0S", "j after PT1H");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"FAILED", "EXPIRED", "RECALLED", "RATE_LIMITED", "DRY"})
  void aMessageThatDidNotGoOutGivesItsPlaceBack_P6(Status status) {
    Story story = capped("{count: 1, per: PT1H}").event("start").report(status).event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void whatIsInDoubtKeepsItsPlaceAsOfTheLatestThatItCanHaveBeenSent_P6_O10() {
    Story story = capped("{count: 1, per: PT1H}").event("start").pass("PT30M");
    story.report(Status.IN_DOUBT).pass("PT59M").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    story.pass("PT1M").event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void onlyTheFirstFinalReportMovesAPlace_P6() {
    Story story = capped("{count: 1, per: PT1H}").event("start").report(Status.SENT);
    story.report(Status.FAILED).event("start");
    assertThat(story.notSent()).containsExactly("capped");
    Story back = capped("{count: 1, per: PT1H}").event("start").report(Status.FAILED);
    back.report(Status.SENT).event("start");
    assertThat(back.sends()).hasSize(2);
  }

  @Test
  void twoJourneysInTheSameInstantCannotPassOnePlace_P6() {
    Story story =
        Story.of(SEND, Yaml.named("k", 1, "first: {send: {channel: email, template: hello}}"))
            .publish(policy("{count: 1, per: PT1H}"), PublicationState.LIVE);
    story.event("start");
    assertThat(story.sends()).extracting("journey").containsExactly("j");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void aCapCountsTheMessagesOfItsClassAndChannels_P6() {
    Story story =
        capped("{count: 1, per: PT1H, channels: [sms]}")
            .event("start")
            .event("start")
            .event("urgent");
    assertThat(story.notSent()).isEmpty();
    Story both =
        capped("{count: 1, per: PT1H, channels: [sms, email]}")
            .event("urgent")
            .event("start")
            .event("start")
            .event("urgent");
    assertThat(both.notSent()).containsExactly("capped");
    assertThat(both.sends()).hasSize(3);
  }

  @Test
  void aCapOverSeveralChannelsCountsThemTogether_P6() {
    Story story =
        Story.of(
                SMS,
                SEND,
                Yaml.named(
                    "text",
                    1,
                    "first: {send: {channel: sms, template: hello}}",
                    "entry: {event: {type: text}}"))
            .update(Map.of(), Map.of("sms", "in"))
            .publish(
                policy(
                    "{count: 2, per: PT1H, channels: [sms, email]}, {count: 1, per: PT2H, channels: [sms]}"),
                PublicationState.LIVE);
    story.event("text").event("text").event("start").event("start");
    assertThat(story.senders()).containsExactly("text after PT0S", "j after PT0S");
    assertThat(story.steps(Kind.NOT_SENT))
        .extracting(step -> step.detail().get("cap"))
        .containsExactly("1 per PT2H over sms", "2 per PT1H over sms, email");
  }

  @Test
  void aCapOverTopicsCountsMessagesOfAllPoliciesAboutThem_P6() {
    Story story =
        Story.of(
                SEND,
                Yaml.named(
                    "news",
                    1,
                    "first: {send: {channel: email, template: hello}}",
                    "policy: news",
                    "entry: {event: {type: news}}"))
            .update(Map.of(), Map.of("email/news", "in", "email/offers", "in"))
            .publish(
                Yaml.policy(
                    "marketing",
                    2,
                    "{class: marketing, topic: offers, caps: [{count: 1, per: PT1H, topics: [news, offers]}]}"),
                PublicationState.LIVE)
            .publish(
                Yaml.policy("news", 1, "{class: marketing, topic: news}"), PublicationState.LIVE);
    // The policy of news has no cap of its own, so they go out; they count all the same.
    story.event("news").event("news").event("start");
    assertThat(story.sends()).hasSize(2);
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsEntry("cap", "1 per PT1H about news, offers");
  }

  @ParameterizedTest
  @CsvSource({
    // The story begins at noon of Monday, 2 June, UTC; Kiritimati is 14 hours ahead.
    "day, UTC, 2025-06-03T00:00:00Z",
    "day, Pacific/Kiritimati, 2025-06-03T10:00:00Z",
    "week, UTC, 2025-06-09T00:00:00Z",
    "week, America/New_York, 2025-06-09T04:00:00Z",
    "month, UTC, 2025-07-01T00:00:00Z",
    "month, Europe/Paris, 2025-06-30T22:00:00Z",
  })
  void calendarWindowsBeginAndEndInThePersonsZone_P6(String unit, String zone, String next) {
    Story story =
        capped("{count: 1, per: " + unit + "}").update(Map.of("timezone", zone), Map.of());
    story.event("start").report(Status.SENT).event("start");
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsEntry("freeAt", next)
        .containsEntry("zone", zone);
    story.passUntil(next).pass("-PT0.001S").event("start");
    assertThat(story.notSent()).containsExactly("capped", "capped");
    story.pass("PT0.001S").event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void whatIsReservedCountsInEveryDayUntilItIsSent_P6() {
    Story story = capped("{count: 1, per: day}").event("start");
    story.pass("P1D").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    // It was sent before midnight, as is told only now: today is free.
    story.report(story.sends().get(0), Status.SENT, "", Story.START + 3_600_000).event("start");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void aCappedSendIsHeldUntilAPlaceIsFreeByTime_P6() {
    Story story =
        capped("{count: 1, per: PT10H}", ", whenCapped: hold, holdFor: PT12H")
            .event("start")
            .report(Status.SENT);
    story.pass("PT1H").event("start");
    assertThat(story.held()).containsExactly("j: capped until PT13H");
    story.pass("PT8H59M59.999S");
    assertThat(story.sends()).hasSize(1);
    story.pass("PT0.001S");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT10H");
    assertThat(story.steps(Kind.SENT).get(1).detail()).containsEntry("held", "PT9H");
  }

  @Test
  void aCappedSendIsReleasedWhenAReportGivesAPlaceBack_P6() {
    Story story =
        capped("{count: 1, per: PT10H}", ", whenCapped: hold, holdFor: PT12H").event("start");
    story.pass("PT1H").event("start").pass("PT1H");
    story.report(story.sends().get(0), Status.EXPIRED, "");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT2H");
  }

  @Test
  void aReportThatTellsOfAnEarlierSendingReleasesInTime_P6() {
    Story story =
        capped("{count: 1, per: PT10H}", ", whenCapped: hold, holdFor: PT12H").event("start");
    story.pass("PT5H").event("start").pass("PT1H");
    // As long as the outcome is open, time frees nothing; now it is known when it will.
    story.report(story.sends().get(0), Status.SENT, "", Story.START + 1_000);
    story.pass("P1D");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT10H1S");
  }

  @Test
  void atTheEndOfTheHoldACappedSendIsSkipped_P6_S8() {
    Story story =
        Story.of(
                Yaml.journey(
                    "first: {send: {channel: email, template: hello}, next: done, skipped: late}\n"
                        + "late: {wait: {for: PT1H}}\ndone: {end: {}}"))
            .publish(
                policy("{count: 1, per: P7D}", ", whenCapped: hold, holdFor: PT12H"),
                PublicationState.LIVE)
            .event("start")
            .report(Status.SENT);
    story.pass("PT1H").event("start").pass("PT11H59M59.999S");
    assertThat(story.notSent()).isEmpty();
    story.pass("PT0.001S");
    StepRecord skipped = story.steps(Kind.NOT_SENT).get(0);
    assertThat(skipped.reason()).isEqualTo("capped");
    assertThat(skipped.edge()).isEqualTo("skipped");
    assertThat(skipped.next()).isEqualTo("late");
    assertThat(skipped.at() - Story.START).isEqualTo(Duration.ofHours(13).toMillis());
    assertThat(skipped.detail()).containsEntry("held", "PT12H");
  }

  @Test
  void aPlaceThatBecomesFreeAtTheVeryEndOfTheHoldIsTaken_P6_O20() {
    Story story =
        capped("{count: 1, per: PT10H}", ", whenCapped: hold, holdFor: PT9H")
            .event("start")
            .report(Status.SENT);
    story.pass("PT1H").event("start").pass("P1D");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT10H");
  }

  @Test
  void theHoldRunsOnThroughQuietHours_P5_P6_O20() {
    String quiet = ", quietHours: [{from: '15:00', to: '20:00'}]";
    Story story =
        capped("{count: 1, per: PT4H}", quiet + ", whenCapped: hold, holdFor: PT5H")
            .event("start")
            .report(Status.SENT);
    story.pass("PT1H").event("start");
    // The place is free at 16:00, in quiet hours; the time for which to wait ends at 18:00.
    story.pass("PT4H");
    assertThat(story.held()).containsExactly("j: capped until PT6H", "j: quiet-hours until PT8H");
    story.pass("PT3H");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT8H");
    // Without a place, a send is not held beyond its time, quiet or not.
    Story full =
        capped("{count: 1, per: P1D}", quiet + ", whenCapped: hold, holdFor: PT5H")
            .event("start")
            .report(Status.SENT);
    full.pass("PT1H").event("start").pass("PT5H");
    assertThat(full.notSent()).containsExactly("capped");
  }

  @Test
  void aRefusalTellsWhichMessagesFillTheCapAndWhenThatChanges_P6() {
    Story story = capped("{count: 2, per: P7D, channels: [email]}");
    story.event("start").report(Status.SENT).pass("PT1H").event("start").event("start");
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsExactly(
            Map.entry("cap", "2 per P7D over email"),
            Map.entry(
                "earlier",
                "j/first sent 2025-06-02T12:00:00Z, j/first requested 2025-06-02T13:00:00Z"),
            Map.entry("freeAt", "2025-06-09T12:00:00Z"));
    Story open = capped("{count: 1, per: P7D}").event("start").event("start");
    assertThat(open.steps(Kind.NOT_SENT).get(0).detail())
        .containsEntry("freeAt", "when the outcome of an earlier message is known");
  }

  @Test
  void manyEarlierMessagesAreToldInShort_P6() {
    Story story = capped("{count: 13, per: P7D}");
    for (int i = 0; i < 14; i++) {
      story.event("start");
    }
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail().get("earlier"))
        .startsWith("3 older, j/first requested")
        .hasSizeLessThan(500);
  }

  @Test
  @Tag("long")
  void whatIsKeptForCapsIsBounded_P6() {
    Story story =
        capped("{count: 3, per: P365D, channels: [sms]}, {count: 5, per: P365D, topics: [news]}");
    for (int i = 0; i < 100; i++) {
      story.event("start").report(Status.SENT).pass("PT1H");
    }
    assertThat(story.state().sentMessages().all()).isEmpty();
    Story uncapped =
        Story.of(SEND, URGENT)
            .publish(
                Yaml.policy("other", 1, "{class: marketing, caps: [{count: 3, per: P365D}]}"),
                PublicationState.LIVE);
    for (int i = 0; i < 3_000; i++) {
      uncapped.event("start").event("urgent").report(Status.SENT);
      Effect.MessageRequest first = uncapped.sends().get(uncapped.sends().size() - 2);
      uncapped.report(first, Status.SENT, "").pass("PT1H");
    }
    assertThat(uncapped.state().sentMessages().all()).hasSizeLessThanOrEqualTo(64);
    assertThat(uncapped.store().hot().length).isLessThan(1_500);
  }

  @Test
  void placesNoCapWillEverReachAreForgottenAlsoIfManyAreStillReserved_P6() {
    Story story =
        Story.of(SEND)
            .publish(
                Yaml.policy("other", 1, "{class: marketing, caps: [{count: 3, per: P365D}]}"),
                PublicationState.LIVE);
    for (int i = 0; i < 1_200; i++) {
      story.event("start");
    }
    assertThat(story.state().sentMessages().all()).hasSize(1_000);
    assertThat(story.store().hot().length).isLessThan(11_000);
  }
}
