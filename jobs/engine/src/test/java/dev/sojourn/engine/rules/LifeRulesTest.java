package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LifeRulesTest {
  private static final String STEPS =
      "first: {wait: {for: PT1H}, next: s}\ns: {send: {channel: email, template: hello}, next: t, skipped: u}\n"
          + "t: {end: {}}\nu: {end: {}}";

  @Test
  void inAPausedJourneyEntriesAreRefusedWaitsGoOnAndSendsAreHeld_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.PAUSED).event("start");
    assertThat(story.refused()).containsExactly("j: paused");
    story.pass("PT59M");
    assertThat(story.steps(Kind.PASSED)).extracting("step").containsExactly("first");
    assertThat(story.told(Kind.HELD)).containsExactly("j: paused");
    story.pass("PT5H");
    assertThat(story.sends()).isEmpty();
    assertThat(story.told(Kind.HELD)).as("told once").hasSize(1);
  }

  @Test
  void onResumeTheHeldGoOnWithinTenMinutes_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.PAUSED).pass("PT5H");
    story.publish(Yaml.journey(STEPS), PublicationState.LIVE).pass("PT10M");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.ended()).containsExactly("j: completed");
  }

  @Test
  void aPauseMayDropSendsInstead_V1() {
    String journey = Yaml.journey(STEPS, "whenPaused: skip");
    Story story = Story.of(journey).event("start").pass("PT1M");
    story.publish(journey, PublicationState.PAUSED).pass("PT1H");
    assertThat(story.notSent()).containsExactly("paused");
    assertThat(story.steps(Kind.NOT_SENT)).extracting("edge").containsExactly("skipped");
  }

  @Test
  void whoIsHeldByAPauseStillExits_V1_L1() {
    String journey = Yaml.journey(STEPS, "exit: [{event: {type: bought}}]");
    Story story = Story.of(journey).event("start").pass("PT1M");
    story.publish(journey, PublicationState.PAUSED).pass("PT2H").event("bought");
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void inAClosedJourneyThoseInsideFinish_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.CLOSED).event("start").pass("PT1H");
    assertThat(story.refused()).containsExactly("j: not-live");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void aStopEndsEverybodyInsideWithTheNextThingThatHappensToThem_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.STOPPED).pass("PT1M");
    story.event("start");
    assertThat(story.ended()).containsExactly("j: stopped");
    assertThat(story.refused()).containsExactly("j: not-live");
    story.pass("PT2H");
    assertThat(story.sends()).isEmpty();
  }

  @Test
  void aStoppedJourneySendsNothingToTheSilent_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.STOPPED).pass("PT2H");
    assertThat(story.ended()).containsExactly("j: stopped");
    assertThat(story.sends()).isEmpty();
  }

  @Test
  void onlyTestProfilesEnterADraft_V5() {
    Story story = Story.of();
    story.publish(Yaml.journey(STEPS, "test: {factor: 60}"), PublicationState.DRAFT).event("start");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    assertThat(story.steps(Kind.ENTRY_REFUSED)).isEmpty();
    story.update(Map.of("test", true), Map.of()).event("start");
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  void aDraftWithoutTestModeIsForNobody_V5() {
    Story story = Story.of().update(Map.of("test", true), Map.of());
    story.publish(Yaml.journey(STEPS), PublicationState.DRAFT).event("start");
    story.request("j", "", Map.of());
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
  }

  @Test
  void waitsOfATestAreShorterAndMessagesGoElsewhereOrNowhere_V5() {
    String elsewhere = "test: {factor: 60, addresses: {email: qa@example.com}}";
    Story story = Story.of().update(Map.of("test", true), Map.of());
    story.publish(Yaml.journey(STEPS, elsewhere), PublicationState.DRAFT).event("start");
    story.pass("PT59S");
    assertThat(story.sends()).isEmpty();
    story.pass("PT1S");
    assertThat(story.sends()).extracting("address").containsExactly("qa@example.com");
    assertThat(story.sends()).extracting("dry").containsExactly(false);

    Story nowhere = Story.of().update(Map.of("test", true), Map.of());
    nowhere.publish(Yaml.journey(STEPS, "test: {factor: 60}"), PublicationState.DRAFT);
    nowhere.event("start").pass("PT1M");
    assertThat(nowhere.sends()).extracting("dry").containsExactly(true);
  }

  @Test
  void aDraftStandsBesideTheLiveVersion_V5_E1_O3() {
    Story story = Story.of(Yaml.journey(STEPS)).update(Map.of("test", true), Map.of());
    story.publish(
        Yaml.named("j", 2, STEPS, "test: {factor: 60, addresses: {email: qa@example.com}}"),
        PublicationState.DRAFT);
    story.event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("version").containsExactly(1, 2);
    story.pass("PT1H");
    assertThat(story.sends()).extracting("version").containsExactly(2, 1);
    story.publish(Yaml.named("j", 2, STEPS), PublicationState.LIVE).event("start");
    assertThat(story.steps(Kind.ENTERED)).extracting("version").containsExactly(1, 2, 2);
  }

  @Test
  void aDryRunIsForEverybodyAndSendsNothing_V6() {
    Story story = Story.of(Yaml.journey(STEPS));
    story.publish(Yaml.named("j", 2, STEPS), PublicationState.DRY_RUN).event("start").pass("PT1H");
    assertThat(story.sends()).extracting("version").containsExactlyInAnyOrder(1, 2);
    assertThat(story.sends())
        .filteredOn(send -> send.version() == 2)
        .extracting("dry")
        .containsExactly(true);
    assertThat(story.sends())
        .filteredOn(send -> send.version() == 1)
        .extracting("dry")
        .containsExactly(false);
  }

  @Test
  void whatADryRunJumpsToIsDryToo_V6_S13() {
    Story story =
        Story.of(
            Yaml.named(
                "k",
                1,
                "first: {send: {channel: email, template: hello}}",
                "entry: {request: {}}"));
    story.publish(Yaml.journey("first: {jump: {journey: k}}"), PublicationState.DRY_RUN);
    story.event("start");
    assertThat(story.sends()).extracting("dry").containsExactly(true);
  }

  @Test
  void deletingAJourneyEndsEverybodyInside_V1_O27() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.DELETED).pass("PT2H");
    assertThat(story.ended()).containsExactly("j: stopped");
    assertThat(story.sends()).isEmpty();
  }

  @Test
  void afterAClosedJourneyIsFinishedNobodyEnters_V1() {
    Story story = Story.of(Yaml.journey(STEPS)).event("start").pass("PT1M");
    story.publish(Yaml.journey(STEPS), PublicationState.FINISHED).event("start").pass("PT1H");
    assertThat(story.refused()).containsExactly("j: not-live");
    assertThat(story.ended()).as("who is inside").containsExactly("j: completed");
  }

  @Test
  void aStopRecallsWhatMayStillQueue_V1() {
    String steps =
        "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}}";
    Story story = Story.of(Yaml.journey(steps)).event("start").pass("PT1M");
    story.publish(Yaml.journey(steps), PublicationState.STOPPED).event("anything").event("start");
    assertThat(story.recalls()).hasSize(1);
  }

  @Test
  void limitsAndTimeoutsOfATestAreShorterToo_V5_O28() {
    String steps =
        "first: {await: {event: {type: never}, for: PT1H}, next: s}\ns: {await: {event: {type: never}}}";
    Story story = Story.of().update(Map.of("test", true), Map.of());
    story.publish(
        Yaml.journey(steps, "test: {factor: 60}", "timeout: PT2H"), PublicationState.DRAFT);
    story.event("start").pass("PT1M");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("timeout");
    story.pass("PT1M");
    assertThat(story.ended()).containsExactly("j: timeout");
  }
}
