package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LeavingRulesTest {

  @Test
  void theSignalThatStartedAnInstanceNeverExitsIt_L0() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}}",
                "exit: [{event: {type: start}}, {when: \"profile.email != ''\"}]"));
    story.event("start");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.ended()).isEmpty();
  }

  @Test
  void aSignalThatExitsOneInstanceMayStartAnother_L0() {
    Story story =
        Story.of(Yaml.journey("first: {wait: {for: P1D}}", "exit: [{event: {type: start}}]"));
    story.event("start").event("start");
    assertThat(story.ended()).containsExactly("j: exit");
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
  }

  @Test
  void anExitComesBeforeAnAwait_L1() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {await: {event: {type: paid}, for: P1D}, next: s}\ns: {send: {channel: email, template: hello}}",
                "exit: [{event: {type: paid}}]"));
    story.event("start").event("paid");
    assertThat(story.sent()).isEmpty();
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void aConditionExitIsCheckedRightBeforeASend_L1_P1() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: u}\nu: {update: {attributes: {done: \"true\"}}, next: s}\ns: {send: {channel: email, template: hello}}",
                "exit: [{when: \"profile.done == true\"}]"));
    story.event("start").pass("PT1H");
    assertThat(story.sent()).isEmpty();
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void requestsThatMayStillQueueAreRecalled_L1() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {send: {channel: email, template: hello}, next: b}\nb: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}}",
                "exit: [{event: {type: paid}}]"));
    story.event("start");
    story.report(story.sends().get(0), Status.SENT, "").event("paid");
    assertThat(story.recalls()).extracting("requestId").containsExactly(story.sends().get(1).id());
  }

  @Test
  void requestsOfEarlierVisitsAreRecalledToo_L1() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}, next: first}",
                "exit: [{event: {type: paid}}]"));
    story.event("start").pass("P2D");
    story.report(story.sends().get(1), Status.SENT, "").event("paid");
    assertThat(story.recalls())
        .extracting("requestId")
        .containsExactly(story.sends().get(0).id(), story.sends().get(2).id());
  }

  @Test
  void anEventExitConcernsOnlyTheInstancesWhoseConditionHolds_L2() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P1D}}",
                "entry: {event: {type: start}, key: event.cart}",
                "exit: [{event: {type: paid, when: \"event.cart == journey.key\"}}]"));
    story.event("start", "cart", "1").event("start", "cart", "2").event("paid", "cart", "2");
    assertThat(story.steps(Kind.ENDED)).extracting("instanceKey").containsExactly("2");
  }

  @Test
  void theTimeoutRunsFromEntry_L3() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P2D}, next: w}\nw: {wait: {for: P2D}, next: s}\ns: {send: {channel: email, template: hello}}",
                "timeout: P3D"));
    story.event("start").pass("P10D");
    assertThat(story.ended()).containsExactly("j: timeout");
    assertThat(story.steps(Kind.ENDED).get(0).at()).isEqualTo(Story.START + 3 * 86_400_000L);
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void withoutOneTheTimeoutIsNinetyOneDays_L3() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P1Y}}")).event("start").pass("P100D");
    assertThat(story.steps(Kind.ENDED).get(0).at()).isEqualTo(Story.START + 91 * 86_400_000L);
  }

  @Test
  void endedInstancesLeaveOnlyWhatReentryNeeds_L5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P1D}}", "entry: {event: {type: start}, key: event.cart}"));
    story.event("start", "cart", "0").pass("P1D");
    int before = story.store().hot().length;
    for (int i = 0; i < 100; i++) {
      story.pass("P8D").event("start", "cart", "cart" + i).pass("P1D");
    }
    assertThat(story.state().instances()).isEmpty();
    assertThat(story.store().contexts()).isZero();
    assertThat(story.store().hot().length).isLessThan(before + 20);
  }

  @Test
  void thoseInsideStayOnTheirVersion_V2() {
    Story story =
        Story.of(
            Yaml.named(
                "j",
                1,
                "first: {wait: {for: P2D}, next: old}\nold: {send: {channel: email, template: hello}}"));
    story.event("start").pass("P1D");
    story.publish(
        Yaml.named(
            "j",
            2,
            "first: {wait: {for: PT1H}, next: new}\nnew: {send: {channel: email, template: hello}}"),
        PublicationState.LIVE);
    story.pass("P1D").event("start").pass("PT1H");
    assertThat(story.sent()).containsExactly("old after PT48H", "new after PT49H");
  }

  @Test
  void aTemplateIsTheLiveOneUnlessItsVersionIsNamed_V2() {
    String template =
        """
        apiVersion: sojourn/v1
        kind: Template
        metadata: {name: hello, version: 2}
        spec: {parts: {text: "{{profile.age}}"}}
        """;
    String journey =
        "first: {send: {channel: email, template: hello}, next: b}\nb: {send: {channel: email, template: hello, templateVersion: 1}}";
    Story story = Story.of(Yaml.journey(journey), template);
    story.update(Map.of("age", 5L), Map.of()).event("start", "item", "lamp");
    assertThat(story.sends().get(0).data()).isEqualTo(Map.of("profile", Map.of("age", 5L)));
    assertThat(story.sends().get(1).data()).containsKey("journey");
  }

  @Test
  void atTheEndDateThoseInsideFinish_L4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P2D}, next: s}\ns: {send: {channel: email, template: hello}}",
                "endsAt: 2025-06-03T00:00:00Z"));
    story.event("start").pass("P3D").event("start");
    assertThat(story.sent()).containsExactly("s after PT48H");
    assertThat(story.ended()).containsExactly("j: completed");
    assertThat(story.refused()).containsExactly("j: outside-dates");
  }

  @Test
  void atTheEndDateThoseInsideAreEjectedWhereTheDocumentSaysSo_L4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P2D}}",
                "endsAt: 2025-06-03T00:00:00Z",
                "atEnd: eject"));
    story.event("start").pass("PT11H59M59.999S");
    assertThat(story.ended()).isEmpty();
    story.pass("PT0.001S");
    assertThat(story.ended()).containsExactly("j: end-date");
    assertThat(story.recalls()).as("what may still queue").hasSize(1);
  }

  @Test
  void anExitByAnAudienceEndsTheInstance_L1() {
    Story story =
        Story.of(
            Yaml.audience("gold", 1, "profile: \"profile.tier == 'gold'\""),
            Yaml.named("j", 1, "first: {wait: {for: P1D}}", "exit: [{audience: {name: gold}}]"),
            Yaml.named(
                "k", 1, "first: {wait: {for: P1D}}", "exit: [{audience: {name: gold, is: out}}]"));
    story.event("start");
    assertThat(story.ended()).as("the signal that started it does not").isEmpty();
    story.update(Map.of("tier", "gold"), Map.of());
    assertThat(story.ended()).containsExactly("j: exit");
    story.update(Map.of("tier", "tin"), Map.of());
    assertThat(story.ended()).containsExactly("j: exit", "k: exit");
  }

  @Test
  void anExitIsCheckedRightBeforeACallToo_L1_P1() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: u}\nu: {update: {attributes: {done: \"true\"}}, next: c}\nc: {call: {channel: email, template: hello}}",
                "exit: [{when: \"profile.done == true\"}]"));
    story.event("start").pass("PT1H");
    assertThat(story.sends()).isEmpty();
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void whatCapsNeedIsForgottenWithTheirWindow_L5() {
    String caps = "caps: [{count: 2, per: P1D}]";
    Story story = Story.of(Yaml.journey("first: {end: {}}", caps));
    story.event("start").pass("P2D").event("start");
    int once = story.store().hot().length;
    for (int i = 0; i < 50; i++) {
      story.pass("P8D").event("start");
    }
    assertThat(story.store().hot().length).isLessThan(once + 20);
  }

  @Test
  void audiencesAndPoliciesAreAlwaysTheLiveOnes_V2() {
    String steps =
        "first: {wait: {for: PT1H}, next: s}\ns: {send: {channel: email, template: hello}}";
    String gold = "profile: \"profile.tier == '%s'\"";
    Story story =
        Story.of(
            Yaml.audience("gold", 1, gold.formatted("gold")),
            Yaml.named("j", 1, steps),
            Yaml.named("k", 1, steps, "exit: [{audience: {name: gold}}]"));
    story.event("start").pass("PT1M");
    story.publish(Yaml.audience("gold", 2, gold.formatted("tin")), PublicationState.LIVE);
    story.publish(
        Yaml.policy("marketing", 2, "{class: marketing, topic: news}"), PublicationState.LIVE);
    story.update(Map.of("tier", "tin"), Map.of());
    assertThat(story.ended()).containsExactly("k: exit");
    story.pass("PT1H");
    assertThat(story.notSent()).containsExactly("no-consent");
  }

  @Test
  void aTimeoutMayBeYears_L3() {
    Story story = Story.of(Yaml.journey("first: {await: {event: {type: never}}}", "timeout: P10Y"));
    story.event("start").passUntil("2035-06-02T11:59:59Z");
    assertThat(story.ended()).isEmpty();
    story.pass("PT1S");
    assertThat(story.ended()).containsExactly("j: timeout");
  }
}
