package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** P7: who of several sends gets a place. Each journey is started by an event of its name. */
class CompetitionRulesTest {

  private static Story story(String spec, String... journeys) {
    return Story.of(journeys)
        .publish(
            Yaml.policy("marketing", 2, "{class: marketing, " + spec + "}"), PublicationState.LIVE);
  }

  private static String journey(String name, int priority) {
    return Yaml.named(
        name,
        1,
        "first: {send: {channel: email, template: hello}}",
        "entry: {event: {type: " + name + "}}",
        "priority: " + priority);
  }

  private static Effect.MessageRequest first(Story story) {
    return story.sends().get(0);
  }

  @Test
  void theHighestPriorityGetsTheLastPlaceWhicheverCameFirst_P7() {
    Story story =
        story(
            "caps: [{count: 1, per: P1D}], compete: PT30S",
            journey("low", 1),
            journey("high", 9),
            journey("middle", 5));
    story.event("low").pass("PT10S").event("middle").pass("PT19.999S").event("high");
    assertThat(story.sends()).isEmpty();
    assertThat(story.held())
        .containsExactly(
            "low: competing until PT30S",
            "middle: competing until PT30S",
            "high: competing until PT30S");
    story.pass("PT0.001S");
    assertThat(story.senders()).containsExactly("high after PT30S");
    assertThat(story.notSent()).containsExactly("capped", "capped");
  }

  @Test
  void whoComesAfterTheTimeIsNotCompared_P7() {
    Story story =
        story(
            "caps: [{count: 1, per: P1D}], compete: PT30S", journey("low", 1), journey("high", 9));
    story.event("low").pass("PT30S").event("high");
    assertThat(story.senders()).containsExactly("low after PT30S");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void ofEqualPriorityTheOlderGetsItThenTheFirstByName_P7() {
    String spec = "caps: [{count: 1, per: P1D}], compete: PT30S";
    Story older = story(spec, journey("a", 5), journey("z", 5));
    older.event("z").pass("PT1S").event("a").pass("PT1M");
    assertThat(older.senders()).containsExactly("z after PT30S");
    Story named = story(spec, journey("a", 5), journey("z", 5));
    named.event("z").event("a").pass("PT1M");
    assertThat(named.senders()).containsExactly("a after PT30S");
  }

  @Test
  void onlyTheLastPlaceIsCompetedFor_P7() {
    Story story =
        story(
            "caps: [{count: 2, per: P1D}], compete: PT30S",
            journey("a", 1),
            journey("b", 1),
            journey("c", 9));
    story.event("a").pass("PT1S").event("b").pass("PT1S").event("c").pass("PT1M");
    assertThat(story.senders()).containsExactly("a after PT0S", "c after PT31S");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void aPolicyWithoutCompetitionGivesItToTheFirst_P7() {
    Story story = story("caps: [{count: 1, per: P1D}]", journey("low", 1), journey("high", 9));
    story.event("low").event("high");
    assertThat(story.senders()).containsExactly("low after PT0S");
  }

  @Test
  void whoWinsIsCheckedFromTheBeginningAndElseTheNextOne_P1_P3_P7() {
    String spec = "caps: [{count: 1, per: P1D}], compete: PT30S";
    Story story = story(spec, journey("low", 1), journey("high", 9));
    story.event("low").event("high").pass("PT10S");
    story.update(Map.of(), Map.of("email", "out")).pass("PT1M");
    assertThat(story.notSent()).containsExactly("no-consent", "no-consent");
    Story exits =
        story(
            spec,
            journey("low", 1),
            Yaml.named(
                "high",
                1,
                "first: {send: {channel: email, template: hello}}",
                "entry: {event: {type: high}}",
                "priority: 9",
                "exit: [{event: {type: bought}}]"));
    exits.event("low").event("high").pass("PT10S").event("bought").pass("PT1M");
    assertThat(exits.ended()).contains("high: exit");
    assertThat(exits.senders()).containsExactly("low after PT30S");
  }

  @Test
  void losersAreHeldWhereThePolicySaysSo_P6_P7() {
    Story story =
        story(
            "caps: [{count: 1, per: PT10H}], compete: PT30S, whenCapped: hold, holdFor: PT12H",
            journey("low", 1),
            journey("high", 9),
            journey("middle", 5));
    story.event("low").event("middle").event("high").pass("PT30S").report(Status.SENT);
    assertThat(story.held())
        .contains("middle: capped until PT12H30S", "low: capped until PT12H30S");
    story.pass("PT10H");
    assertThat(story.senders()).containsExactly("high after PT30S", "middle after PT10H30S");
    story.pass("PT10H");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void aPlaceThatIsGivenBackGoesToTheHighestPriorityThenAgeThenName_P7() {
    Story story =
        story(
            "caps: [{count: 1, per: P7D}], whenCapped: hold, holdFor: P30D",
            journey("first", 0),
            journey("c", 5),
            journey("b", 5),
            journey("a", 5),
            journey("old", 1),
            journey("high", 9));
    story.event("first").event("old").pass("PT1S").event("c").pass("PT1S").event("b").event("a");
    story.pass("PT1S").event("high");
    for (int i = 0; i < 5; i++) {
      story.pass("PT1M").report(Status.FAILED);
    }
    assertThat(story.sends())
        .extracting("journey")
        .containsExactly("first", "high", "c", "a", "b", "old");
  }

  @Test
  void aPlaceThatBecomesFreeGoesAtOnceToWhoWaitedForIt_P7() {
    Story story =
        story(
            "caps: [{count: 1, per: PT10H}], compete: PT30S, whenCapped: hold, holdFor: PT12H",
            journey("first", 0),
            journey("low", 1),
            journey("late", 9));
    story.event("first").pass("PT30S").report(Status.SENT).pass("PT1H").event("low");
    story.pass("PT8H59M30S");
    assertThat(story.senders()).containsExactly("first after PT30S");
    story.pass("PT30S").event("late");
    assertThat(story.senders()).containsExactly("first after PT30S", "low after PT10H30S");
    assertThat(story.held()).last().isEqualTo("late: capped until PT22H30S");
  }

  @Test
  void aSecondPlaceThatBecomesFreeEndsTheWaitForWhoComesFirst_P7() {
    Story story =
        story(
            "caps: [{count: 2, per: PT10H}], compete: PT30S",
            journey("first", 0),
            journey("low", 1),
            journey("high", 9));
    story.event("first").pass("PT1S").event("low").pass("PT1S").event("high").pass("PT1S");
    story.report(first(story), Status.FAILED, "");
    assertThat(story.senders()).containsExactly("first after PT0S", "high after PT3S");
    story.pass("PT28S");
    assertThat(story.senders()).last().isEqualTo("low after PT31S");
  }

  @Test
  void sendsCompeteForThePlacesOfTheirOwnChannelsOnly_P7() {
    String sms =
        """
        apiVersion: sojourn/v1
        kind: Channel
        metadata: {name: sms, version: 1}
        spec: {medium: sms, address: profile.id, format: any, connector: {type: smtp, host: localhost, port: 25, from: shop@example.com}}
        """;
    Story story =
        story(
            "caps: [{count: 1, per: P1D, channels: [email]}, {count: 1, per: P1D, channels: [sms]}], compete: PT30S",
            sms,
            journey("mail", 1),
            Yaml.named(
                "text",
                1,
                "first: {send: {channel: sms, template: hello}}",
                "entry: {event: {type: text}}",
                "priority: 9"));
    story.update(Map.of(), Map.of("sms", "in")).event("mail").pass("PT10S").event("text");
    assertThat(story.held())
        .containsExactly("mail: competing until PT30S", "text: competing until PT40S");
    story.pass("PT40S");
    assertThat(story.senders()).containsExactly("mail after PT30S", "text after PT40S");
  }

  @Test
  void inOneAtomicStepPriorityDecidesThenName_P7_O4() {
    String[] journeys = new String[3];
    for (int i = 0; i < 3; i++) {
      journeys[i] =
          Yaml.named(
              "j" + i,
              1,
              "first: {wait: {for: PT1H}, next: then}\nthen: {send: {channel: email, template: hello}}",
              "priority: " + Math.max(1, i));
    }
    Story story = story("caps: [{count: 2, per: P1D}]", journeys).event("start").pass("PT1H");
    assertThat(story.sends()).extracting("journey").containsExactly("j2", "j0");
    assertThat(story.notSent()).containsExactly("capped");
  }

  @Test
  void whoComesInTheStepInWhichAPlaceIsGivenBackIsComparedWithWhoWaits_P7() {
    for (int priority : new int[] {0, 9}) {
      Story story =
          story(
              "caps: [{count: 1, per: P1D}], whenCapped: hold, holdFor: P1D",
              Yaml.named(
                  "chain",
                  1,
                  "first: {send: {channel: email, template: hello, awaitOutcome: true}, failed: again}\n"
                      + "again: {send: {channel: email, template: hello}}",
                  "entry: {event: {type: chain}}",
                  "priority: " + priority),
              journey("waits", 5));
      story.event("chain").pass("PT1M").event("waits").pass("PT1M").report(Status.FAILED);
      assertThat(story.senders())
          .last()
          .isEqualTo((priority == 9 ? "chain" : "waits") + " after PT2M");
    }
  }

  @Test
  void whoWaitedTakesAPlaceAtOnceButNotPastAHigherOneThatCompetesForIt_P7() {
    String chain =
        "first: {send: {channel: email, template: hello, awaitOutcome: true}, failed: again}\n"
            + "again: {send: {channel: email, template: hello}}";
    for (int priority : new int[] {0, 9}) {
      Story story =
          story(
              "caps: [{count: 1, per: P1D}], compete: PT30S, whenCapped: hold, holdFor: P1D",
              Yaml.named(
                  "chain", 1, chain, "entry: {event: {type: chain}}", "priority: " + priority),
              journey("waits", 5));
      story.event("chain").pass("PT1M").event("waits").pass("PT1M").report(Status.FAILED);
      story.pass("PT30S");
      assertThat(story.senders())
          .last()
          .isEqualTo(priority == 9 ? "chain after PT2M30S" : "waits after PT2M");
      assertThat(story.sends()).hasSize(2);
    }
  }

  @Test
  void aHoldForCompetitionTellsForWhatItCompetes_P7() {
    Story story =
        story(
            "caps: [{count: 2, per: P1D, channels: [email]}], compete: PT30S",
            journey("a", 1),
            journey("b", 1));
    story.event("a").event("b");
    assertThat(story.steps(Kind.HELD).get(0).detail())
        .containsExactly(
            Map.entry("cap", "2 per P1D over email"),
            Map.entry("earlier", "a/first requested 2025-06-02T12:00:00Z"));
  }
}
