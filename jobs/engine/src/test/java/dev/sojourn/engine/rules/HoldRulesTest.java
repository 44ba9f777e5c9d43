package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** S8 and V1: a held send holds the person at the step; everything else goes on. */
class HoldRulesTest {
  private static final String QUIET = "quietHours: [{from: '11:00', to: '14:00'}]";

  private static final String SEND =
      "first: {send: {channel: email, template: hello}, next: second}\nsecond: {end: {}}";

  private static Story held(String journey, String spec) {
    return Story.of(journey)
        .publish(
            Yaml.policy("marketing", 2, "{class: marketing, " + spec + "}"), PublicationState.LIVE)
        .event("start");
  }

  @Test
  void aHeldSendHoldsThePersonAtTheStep_S8() {
    Story story = held(Yaml.journey(SEND), QUIET).pass("PT1H");
    assertThat(story.ended()).isEmpty();
    assertThat(story.state().instances().get(0).step).isEqualTo("first");
    story.pass("PT1H");
    assertThat(story.ended()).containsExactly("j: completed");
    StepRecord sent = story.steps(Kind.SENT).get(0);
    assertThat(sent.transition()).isEqualTo(2);
    assertThat(sent.signal()).isEmpty();
  }

  @Test
  void exitsByEventStillApply_S8_L1() {
    Story story =
        held(Yaml.journey(SEND, "exit: [{event: {type: bought}}]"), QUIET)
            .pass("PT1H")
            .event("bought");
    assertThat(story.ended()).containsExactly("j: exit");
    assertThat(story.pass("PT2H").sends()).isEmpty();
    assertThat(story.recalls()).isEmpty();
  }

  @Test
  void exitsByConditionStillApply_S8_L1() {
    Story story =
        held(Yaml.journey(SEND, "exit: [{when: profile.vip == true}]"), QUIET)
            .pass("PT1H")
            .update(Map.of("vip", true), Map.of());
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void theTimeoutStillApplies_S8_L3() {
    Story story = held(Yaml.journey(SEND, "timeout: PT1H"), QUIET).pass("PT3H");
    assertThat(story.ended()).containsExactly("j: timeout");
    assertThat(story.sends()).isEmpty();
  }

  @Test
  void aHeldSendIsCheckedFromTheBeginningWhenItIsReleased_S8_P2_P3_P4() {
    for (Story story :
        List.of(
            held(Yaml.journey(SEND), QUIET).update(Map.of("email", "?"), Map.of()),
            held(Yaml.journey(SEND), QUIET).update(Map.of(), Map.of("email", "out")),
            held(Yaml.journey(SEND), QUIET).suppress("email", true))) {
      story.pass("PT2H");
      assertThat(story.sends()).isEmpty();
      assertThat(story.notSent()).hasSize(1);
      assertThat(story.steps(Kind.NOT_SENT).get(0).detail()).containsEntry("held", "PT2H");
    }
  }

  @Test
  void theMessageHasTheValuesOfTheMomentOfRelease_S8() {
    Story story = held(Yaml.journey(SEND), QUIET).update(Map.of("name", "Alicia"), Map.of());
    story.pass("PT2H");
    assertThat(story.sends().get(0).data()).containsEntry("profile", Map.of("name", "Alicia"));
    assertThat(story.sends().get(0).expiresAt()).isEqualTo(Story.START + 74 * 3_600_000L);
  }

  @Test
  void whoAwaitsTheOutcomeOfAHeldSendAwaitsItAfterTheRelease_S8() {
    Story story =
        held(
            Yaml.journey(
                "first: {send: {channel: email, template: hello, awaitOutcome: true}, next: done, failed: other}\n"
                    + "done: {end: {}}\nother: {wait: {for: PT1H}}"),
            QUIET);
    story.pass("PT2H").pass("PT1H").report(Status.FAILED);
    assertThat(story.state().instances().get(0).step).isEqualTo("other");
    assertThat(story.state().instances().get(0).hold).isNull();
  }

  @Test
  void aReportOnAnEarlierVisitDoesNotReleaseTheNextOne_S8() {
    Story story =
        held(
            Yaml.journey(
                "first: {send: {channel: email, template: hello, awaitOutcome: true}, next: wait}\n"
                    + "wait: {wait: {for: PT10M}, next: first}"),
            "caps: [{count: 1, per: PT1H}], whenCapped: hold, holdFor: P1D");
    story.report(Status.SENT).pass("PT10M").report(Status.SENT);
    assertThat(story.sends()).hasSize(1);
    assertThat(story.state().instances().get(0).hold).isNotNull();
    story.pass("PT50M");
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT1H");
  }

  @Test
  void wakeUpsOfHeldSendsRunByTheirDueTimes_T2() {
    // All of it is told at once, after the job has been down for a day.
    Story story =
        Story.of(
                Yaml.named("a", 1, SEND, "exit: [{event: {type: bought}}]"),
                Yaml.named("b", 1, SEND, "policy: other"))
            .publish(
                Yaml.policy("marketing", 2, "{class: marketing, " + QUIET + "}"),
                PublicationState.LIVE)
            .publish(
                Yaml.policy(
                    "other", 1, "{class: marketing, quietHours: [{from: '11:00', to: '13:00'}]}"),
                PublicationState.LIVE)
            .event("start")
            .passUnnoticed("P1D")
            .event("bought");
    assertThat(story.senders()).containsExactly("b after PT1H", "a after PT2H");
    assertThat(story.ended()).containsExactly("b: completed", "a: completed");
  }

  @Test
  void aPolicyThatAllowsMoreReleasesWithTheNextThingThatHappens_P6() {
    Story story =
        held(Yaml.journey(SEND), "caps: [{count: 1, per: P7D}], whenCapped: hold, holdFor: P3D")
            .event("start");
    story
        .pass("PT1H")
        .publish(
            Yaml.policy(
                "marketing",
                3,
                "{class: marketing, caps: [{count: 2, per: P7D}], whenCapped: hold, holdFor: P3D}"),
            PublicationState.LIVE);
    story.update(Map.of("x", 1L), Map.of());
    assertThat(story.senders()).containsExactly("j after PT0S", "j after PT1H");
  }

  @Test
  void aPolicyThatIsGoneSkipsWhenTheHoldEnds_S8() {
    Story story = held(Yaml.journey(SEND), QUIET);
    story.publish(Yaml.policy("marketing", 3, "{class: marketing}"), PublicationState.DELETED);
    assertThat(story.pass("PT2H").notSent()).containsExactly("policy-unknown");
  }

  @Test
  @Tag("long")
  void aSendOfAPausedJourneyIsHeldAndGoesOnWithinTenMinutesOfTheResume_V1_O6() {
    String waits =
        "first: {wait: {for: PT1M}, next: then}\nthen: {send: {channel: email, template: hello}}";
    List<Long> releases = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      Story story = Story.of("person" + i, new String[] {Yaml.journey(waits)}).event("start");
      story.publish(Yaml.journey(waits), PublicationState.PAUSED).pass("PT3H");
      assertThat(story.held()).containsExactly("j: paused");
      assertThat(story.sends()).isEmpty();
      story.publish(Yaml.journey(waits), PublicationState.LIVE).pass("PT10M");
      assertThat(story.sends()).hasSize(1);
      releases.add(story.sends().get(0).requestedAt() - Story.START - 3 * 3_600_000L);
    }
    // At a pace: each minute of the ten has some of them.
    assertThat(releases).allMatch(at -> at > 0 && at <= 600_000);
    assertThat(releases.stream().map(at -> (at - 1) / 60_000).distinct()).hasSize(10);
    assertThat(releases.stream().distinct().count()).isGreaterThan(190);
  }

  @Test
  void aPauseHoldsBeforeThePolicyIsAsked_V1_P1_O5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1M}, next: then}\nthen: {send: {channel: email, template: hello}}",
                "exit: [{when: profile.vip == true}]"));
    story.event("start").publish(Yaml.journey("first: {end: {}}"), PublicationState.PAUSED);
    story.update(Map.of(), Map.of("email", "out")).pass("PT2M");
    assertThat(story.held()).containsExactly("j: paused");
    assertThat(story.notSent()).isEmpty();
    story.update(Map.of("vip", true), Map.of());
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void aCallIsHeldByAPauseOnly_V1_S9_O12() {
    Story story =
        held(
            Yaml.journey(
                "first: {wait: {for: PT1M}, next: ask}\n"
                    + "ask: {call: {channel: email, template: hello}, next: done, failed: done}\n"
                    + "done: {end: {}}"),
            QUIET + ", caps: [{count: 1, per: P1D}]");
    story.publish(Yaml.journey("first: {end: {}}"), PublicationState.PAUSED).pass("PT30M");
    assertThat(story.held()).containsExactly("j: paused");
    story.publish(Yaml.journey("first: {end: {}}"), PublicationState.LIVE).pass("PT10M");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.state().instances().get(0).hold).isNull();
    assertThat(story.steps(Kind.CALLED).get(0).detail()).containsKey("held");
    // The time limit of the answer is not mistaken for the end of a hold.
    story.pass("PT2H");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.ended()).containsExactly("j: completed");
  }

  @Test
  void aHoldThatBecomesAPauseKeepsItsAgeAndItsTime_V1_P6_O7() {
    Story story =
        held(Yaml.journey(SEND), "caps: [{count: 1, per: P1D}], whenCapped: hold, holdFor: PT3H")
            .event("start");
    story.publish(Yaml.journey(SEND), PublicationState.PAUSED);
    story.report(story.sends().get(0), Status.FAILED, "").pass("PT2H");
    assertThat(story.held()).containsExactly("j: capped until PT3H", "j: paused");
    assertThat(story.sends()).hasSize(1);
    story.event("start").publish(Yaml.journey(SEND), PublicationState.LIVE).pass("PT10M");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void whatIsNeverSentTakesNoPlace_V6_P6_O11() {
    Story story =
        Story.of(Yaml.named("live", 1, SEND, "entry: {event: {type: live}}"))
            .publish(Yaml.named("trial", 1, SEND), PublicationState.DRY_RUN)
            .publish(
                Yaml.policy("marketing", 2, "{class: marketing, caps: [{count: 1, per: P1D}]}"),
                PublicationState.LIVE);
    story.event("start").event("live").event("start");
    assertThat(story.senders()).containsExactly("trial after PT0S", "live after PT0S");
    // It is checked against the places of what is sent, all the same.
    assertThat(story.notSent()).containsExactly("capped");
  }
}
