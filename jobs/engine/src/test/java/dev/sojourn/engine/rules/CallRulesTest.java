package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CallRulesTest {
  private static final String CHANNEL =
      """
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: crm, version: 1}
      spec: {connector: {type: webhook, url: "http://localhost/"}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: ask, version: 1}
      spec: {parts: {body: "{{profile.name}}"}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: told, version: 1}
      spec: {parts: {subject: "{{steps.first.answer.tier}}"}}
      """;
  private static final String CALL =
      "first: {call: {channel: crm, template: ask, for: PT10M}, next: b";
  private static final String REST =
      "\nb: {branch: [{when: \"steps.first.answer.tier == 'gold'\", next: s}], else: e}\n"
          + "s: {send: {channel: email, template: told}}\nf: {end: {}}\nt: {end: {}}\ne: {end: {}}";

  private static Story story(String edges) {
    return Story.of(CHANNEL, Yaml.journey(CALL + edges + "}" + REST)).event("start");
  }

  @Test
  void theAnswerIsSeenByConditionsAndMessages_S9() {
    Story story = story("");
    Effect.MessageRequest call = story.sends().get(0);
    assertThat(call.channel()).isEqualTo("crm");
    assertThat(call.transactional()).isTrue();
    assertThat(story.told(Kind.CALLED)).hasSize(1);
    story.answer(Map.of("tier", "gold", "points", 7L));
    assertThat(story.sends()).hasSize(2);
    assertThat(story.sends().get(1).data().toString()).contains("gold");
  }

  @Test
  void aCallNeedsNoConsentAndNoPlaceUnderCaps_S9_O12() {
    Story story =
        Story.of(CHANNEL, Yaml.journey(CALL + "}" + REST)).update(Map.of(), Map.of("crm", "out"));
    story.suppress("crm", true).event("start");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void anErrorTakesTheEdgeFailed_S9() {
    Story story = story(", failed: f, timeout: t");
    story.report(story.sends().get(0), Status.FAILED, "http-500");
    assertThat(story.steps(Kind.PASSED)).extracting("edge").containsExactly("failed");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("http-500");
  }

  @Test
  void withoutEdgesAFailureEndsTheInstance_S9() {
    Story story = story("");
    story.report(story.sends().get(0), Status.FAILED, "http-500");
    assertThat(story.ended()).containsExactly("j: call-failed");
    assertThat(story.steps(Kind.ENDED).get(0).detail()).containsEntry("error", "http-500");
  }

  @Test
  void noAnswerInTimeTakesTheEdgeTimeoutAndTakesTheCallBack_S9_O13() {
    Story story = story(", failed: f, timeout: t").pass("PT10M");
    assertThat(story.steps(Kind.PASSED)).extracting("edge").containsExactly("timeout");
    assertThat(story.recalls()).hasSize(1);
    story.answer(Map.of("tier", "gold"));
    assertThat(story.sends()).as("too late").hasSize(1);
  }

  @Test
  void withoutTheEdgeTimeoutItIsAFailure_S9() {
    Story story = story(", failed: f").pass("PT10M");
    assertThat(story.steps(Kind.PASSED)).extracting("edge").containsExactly("failed");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("timeout");
  }

  @Test
  void anAnswerLargerThanAnInstanceMayKeepIsAFailure_S9_N4() {
    Story story = story(", failed: f");
    story.answer(Map.of("tier", "x".repeat(300_000)));
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("answer-too-large");
  }

  @Test
  void exitsApplyWhileTheAnswerIsAwaitedAndTakeTheCallBack_S9_L1() {
    Story story =
        Story.of(CHANNEL, Yaml.journey(CALL + "}" + REST, "exit: [{event: {type: bought}}]"));
    story.event("start").event("bought");
    assertThat(story.ended()).containsExactly("j: exit");
    assertThat(story.recalls()).hasSize(1);
  }

  @Test
  void inAPausedJourneyACallIsHeld_S9_V1() {
    Story story =
        Story.of(
            CHANNEL,
            Yaml.journey("w: {wait: {for: PT1H}, next: first}\n" + CALL + "}" + REST, "start: w"));
    story.event("start").pass("PT1M");
    story.publish(
        Yaml.journey("w: {wait: {for: PT1H}, next: first}\n" + CALL + "}" + REST, "start: w"),
        PublicationState.PAUSED);
    story.pass("PT2H");
    assertThat(story.sends()).isEmpty();
    assertThat(story.told(Kind.HELD)).containsExactly("j: paused");
    story.publish(
        Yaml.journey("w: {wait: {for: PT1H}, next: first}\n" + CALL + "}" + REST, "start: w"),
        PublicationState.LIVE);
    story.pass("PT10M");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void withoutATimeAnAnswerIsWaitedForAnHour_S9_O13() {
    Story story =
        Story.of(CHANNEL, Yaml.journey((CALL + "}" + REST).replace(", for: PT10M", "")))
            .event("start");
    assertThat(story.steps(Kind.CALLED).get(0).until()).isEqualTo(Story.START + 3_600_000);
    story.pass("PT59M59.999S");
    assertThat(story.ended()).isEmpty();
    story.pass("PT0.001S");
    assertThat(story.ended()).containsExactly("j: call-failed");
  }

  @Test
  void aPauseThatSkipsACallLeadsWhereAFailureLeads_V1_O26() {
    for (String edges : new String[] {", failed: f", ""}) {
      String steps = "w: {wait: {for: PT1M}, next: first}\n" + CALL + edges + "}" + REST;
      String journey = Yaml.journey(steps, "start: w", "whenPaused: skip");
      Story story = Story.of(CHANNEL, journey).event("start");
      story.publish(journey, PublicationState.PAUSED).pass("PT1M");
      assertThat(story.steps(Kind.NOT_SENT))
          .extracting("edge", "next")
          .containsExactly(
              edges.isEmpty()
                  ? org.assertj.core.api.Assertions.tuple("next", "b")
                  : org.assertj.core.api.Assertions.tuple("failed", "f"));
    }
  }
}
