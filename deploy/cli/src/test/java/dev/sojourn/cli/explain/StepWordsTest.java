package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.JourneyStep;
import dev.sojourn.engine.effect.Effect;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class StepWordsTest {

  @ParameterizedTest(name = "{2}")
  @MethodSource("transitions")
  void aTransitionIsToldInWords(
      String kind, UnaryOperator<JourneyStep.Builder> transition, String words) {
    Log log = new Log().published(Stories.DOCUMENTS).step("i", 0, kind, transition);

    assertThat(log.words()).containsExactly(words);
  }

  static Stream<Arguments> transitions() {
    return Stream.of(
        one("entered", s -> s.setNext("idle"), "entered → `idle`"),
        one(
            "waiting",
            s -> s.setStep("idle").setUntil(Log.at(60)),
            "waits until 2025-06-02 15:00:00 (1 h)"),
        one(
            "waiting",
            s -> s.setStep("reaction").setUntil(Log.at(60)),
            "waits for report `clicked` or `opened` of `remind`, until 2025-06-02 15:00:00 (1 h)"),
        one("waiting", s -> s.setStep("gone"), "waits without a limit of its own"),
        one(
            "passed",
            s -> s.setStep("idle").setEdge("next").setNext("remind").setReason("already-past"),
            "did not wait: already-past, the moment to wait for was past already → `remind`"),
        one(
            "passed",
            s -> s.setStep("patient").setEdge("next").setNext("done").setReason("cart.opened"),
            "got what it waited for: `cart.opened` → `done`"),
        one(
            "passed",
            s -> s.setStep("reaction").setEdge("timeout").setNext("country").setReason("timeout"),
            "got nothing of what it waited for: timeout, what was awaited did not come in time → timeout: `country`"),
        one(
            "passed",
            s ->
                s.setStep("country")
                    .setEdge("when")
                    .setNext("text")
                    .setReason("profile.country == 'FR'"),
            "took `when profile.country == 'FR'` → `text`"),
        one(
            "passed",
            s ->
                s.setStep("country")
                    .setEdge("else")
                    .setNext("done")
                    .setDetail(Map.of("values", "profile.country = 'DE'")),
            "took `else`: no condition held (profile.country = 'DE') → `done`"),
        one(
            "passed",
            s ->
                s.setStep("remind")
                    .setEdge("failed")
                    .setNext("country")
                    .setReason("render")
                    .setRequestId("r"),
            "the message was not sent: render, the template does not render with this request's values → failed: `country`"),
        one(
            "passed",
            s -> s.setStep("country").setEdge("when").setReason("true"),
            "took `when true` → end"),
        one(
            "held",
            s ->
                s.setStep("remind")
                    .setReason("quiet-hours")
                    .setUntil(Log.at(1080))
                    .setDetail(Map.of("quietHours", "22:00 to 08:00", "zone", "Europe/Paris")),
            "held until 2025-06-03 08:00:00 (18 h) by quiet hours 22:00 to 08:00 of Europe/Paris"),
        one(
            "held",
            s -> s.setStep("remind").setReason("paused"),
            "held: paused, the journey is paused, and nothing is sent or called while it is"),
        one(
            "sent",
            s -> s.setStep("remind").setRequestId("0123456789").setDetail(Map.of("held", "PT17H")),
            "message requested over email with template cart-reminder, request 01234567 — held for 17 h"),
        one(
            "not-sent",
            s ->
                s.setStep("text")
                    .setEdge("next")
                    .setNext("patient")
                    .setReason("no-consent")
                    .setDetail(Map.of("consent", "sms is out")),
            "not sent: no-consent, the person has not consented to the channel, or to the policy's topic — consent: sms is out → `patient`"),
        one(
            "not-sent",
            s -> s.setStep("text").setEdge("next").setReason("phase-of-the-moon"),
            "not sent: phase-of-the-moon → end"),
        one(
            "called",
            s ->
                s.setStep("ask")
                    .setRequestId("0123456789")
                    .setUntil(Log.at(0.5))
                    .setDetail(Map.of("channel", "crm")),
            "called crm, request 01234567 until 2025-06-02 14:00:30 (30 s)"),
        one(
            "assigned",
            s ->
                s.setStep("ab")
                    .setEdge("B")
                    .setNext("b")
                    .setDetail(Map.of("share", "50.0 percent")),
            "assigned to side `B` (50.0 percent) → `b`"),
        one(
            "assigned",
            s -> s.setStep("ab").setEdge("control").setNext("b"),
            "assigned to the control, which gets no message from here on → `b`"),
        one(
            "goal",
            s -> s.setStep("idle").setDetail(Map.of("elapsed", "PT1H", "event", "order.placed")),
            "reached the goal 1 h after the entry — event `order.placed`"),
        one(
            "ended",
            s ->
                s.setStep("idle")
                    .setReason("exit")
                    .setDetail(
                        Map.of(
                            "event", "order.placed",
                            "occurredAt", "2025-06-02T11:56:00Z",
                            "late", "PT4M",
                            "condition", "event.cartId == journey.key",
                            "values", "event.cartId = k-1")),
            "ended: exit, one of the journey's exits held — `event.cartId == journey.key` (event.cartId = k-1); event `order.placed`; occurred 2025-06-02 13:56:00 (4 min ago); 4 min late"),
        one(
            "moved",
            s ->
                s.setStep("idle")
                    .setNext("patient")
                    .setReason("kept")
                    .setUntil(Log.at(60))
                    .setDetail(Map.of("migration", "m", "fromVersion", "2")),
            "moved from version 2 to version 3 by migration `m` and goes on as before, until 2025-06-02 15:00:00 (1 h) → `patient`"),
        one(
            "moved",
            s ->
                s.setStep("idle")
                    .setNext("patient")
                    .setReason("begun")
                    .setDetail(Map.of("migration", "m", "fromVersion", "2")),
            "moved from version 2 to version 3 by migration `m` → `patient`"),
        one("ended", s -> s.setReason("completed"), "ended: completed, the last step was reached"),
        one(
            "levitated",
            s -> s.setReason("magic").setDetail(Map.of("height", "3", "mood", "good")),
            "levitated (not known to this version): magic — height: 3; mood: good"));
  }

  private static Arguments one(
      String kind, UnaryOperator<JourneyStep.Builder> transition, String words) {
    return Arguments.of(kind, transition, words);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENTRY_REFUSED")
  void everyKindThatTheEngineWritesHasWords(Effect.StepRecord.Kind kind) {
    Log log = new Log().step("i", 0, kind.label(), s -> s.setReason("reason").setStep("step"));

    assertThat(log.words()).noneMatch(words -> words.contains("not known"));
  }

  @Test
  void howLongSomebodyWaitedIsTold() {
    Log log =
        new Log()
            .step("i", 0, "waiting", s -> s.setStep("idle").setUntil(Log.at(60)))
            .step("i", 60, "passed", s -> s.setStep("idle").setEdge("next").setNext("remind"));

    assertThat(log.words().get(1)).isEqualTo("waited 1 h → `remind`");
  }

  @Test
  void anAnswerIsTold_S9() {
    Log log =
        new Log()
            .step("i", 0, "called", s -> s.setStep("ask").setRequestId("r"))
            .report(
                1,
                "r",
                "sent",
                r -> r.setAnswer(dev.sojourn.schemas.codec.Values.toStruct(Map.of("tier", "gold"))))
            .step(
                "i",
                1,
                "passed",
                s -> s.setStep("ask").setEdge("next").setReason("sent").setRequestId("r"));

    assertThat(log.words().get(1))
        .isEqualTo("called an outside system: it answered — {tier: 'gold'} → end");
  }

  @Test
  void aLateEventIsTold() {
    Log log =
        new Log()
            .published(Stories.DOCUMENTS)
            .event(60, "e-7", "cart.opened", Duration.ofMinutes(5), Map.of())
            .step(
                "i",
                60,
                "passed",
                s ->
                    s.setStep("patient")
                        .setEdge("next")
                        .setReason("cart.opened")
                        .setSignal("e-7")
                        .setDetail(Map.of("event", "cart.opened", "late", "PT5M")));

    assertThat(log.words())
        .containsExactly(
            "got what it waited for: `cart.opened`, by event `cart.opened` (e-7), which was logged 5 min after it occurred → end");
  }
}
