package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** P2 to P4: reachability, consent, suppression. */
class PolicyRulesTest {
  private static final String SEND =
      Yaml.journey("first: {send: {channel: email, template: hello}}");
  private static final String URGENT =
      Yaml.named(
          "urgent",
          1,
          "first: {send: {channel: email, template: hello}}",
          "policy: transactional",
          "entry: {event: {type: urgent}}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nobody",
        "a@b@example.com",
        "a b@example.com",
        "a@example.com\r\nBcc: x@example.com",
        "@example.com",
        "a@nodot",
        "<a@example.com>"
      })
  void anAddressMustBeWellFormed_P2(String address) {
    Story story = Story.of(SEND).update(Map.of("email", address), Map.of()).event("start");
    assertThat(story.notSent()).containsExactly("unreachable");
    assertThat(story.sends()).isEmpty();
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsExactly(Map.entry("address", "is not well formed"));
  }

  @Test
  void reachabilityComesBeforeConsentAndConsentBeforeSuppression_P2_P3_P4() {
    Story story =
        Story.of(SEND).suppress("email", true).update(Map.of("email", ""), Map.of("email", "out"));
    story.event("start").update(Map.of("email", "a@example.com"), Map.of()).event("start");
    story.update(Map.of(), Map.of("email", "in")).event("start");
    assertThat(story.notSent()).containsExactly("unreachable", "no-consent", "suppressed");
  }

  @Test
  void unknownConsentIsARefusal_P3() {
    Story story = Story.of(SEND).update(Map.of(), Map.of("email", "unknown")).event("start");
    assertThat(story.notSent()).containsExactly("no-consent");
    assertThat(story.steps(Kind.NOT_SENT).get(0).detail())
        .containsExactly(Map.entry("consent", "email is unknown"));
  }

  @Test
  void unknownConsentMayBeAllowed_P3() {
    Story story =
        Story.of(SEND)
            .publish(
                Yaml.policy("marketing", 2, "{class: marketing, unknown: allow}"),
                PublicationState.LIVE);
    story.update(Map.of(), Map.of("email", "unknown")).event("start");
    assertThat(story.sends()).hasSize(1);
    story.update(Map.of(), Map.of("email", "out")).event("start");
    assertThat(story.notSent()).containsExactly("no-consent");
  }

  @Test
  void theTopicsConsentIsNeededToo_P3() {
    Story story =
        Story.of(SEND)
            .publish(
                Yaml.policy("marketing", 2, "{class: marketing, topic: news}"),
                PublicationState.LIVE);
    story.event("start").update(Map.of(), Map.of("email/news", "out")).event("start");
    assertThat(story.steps(Kind.NOT_SENT))
        .extracting(step -> step.detail().get("consent"))
        .containsExactly("email/news is unknown", "email/news is out");
    story.update(Map.of(), Map.of("email/news", "in")).event("start");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.sends().get(0).topic()).isEqualTo("news");
  }

  @Test
  void transactionalMessagesNeedNoConsent_P3_D1() {
    Story story = Story.of(URGENT).update(Map.of(), Map.of("email", "out")).event("urgent");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.sends().get(0).transactional()).isTrue();
    assertThat(story.sends().get(0).expiresAt()).isEqualTo(Story.START + 24 * 3_600_000L);
  }

  @Test
  void aHardBounceSuppressesAtOnceTransactionalToo_P4() {
    Story story = Story.of(SEND, URGENT).event("start").report(Status.SENT);
    story.report(story.sends().get(0), Status.BOUNCED, "hard").event("start").event("urgent");
    assertThat(story.notSent()).containsExactly("suppressed", "suppressed");
    assertThat(suppressions(story)).containsOnly("email: hard bounce");
  }

  @Test
  void aComplaintSuppressesAtOnceTransactionalToo_P4() {
    Story story = Story.of(SEND, URGENT).event("start").report(Status.SENT);
    story.report(Status.COMPLAINED).event("start").event("urgent");
    assertThat(story.notSent()).containsExactly("suppressed", "suppressed");
    assertThat(suppressions(story)).containsOnly("email: complaint");
  }

  @Test
  void anUnsubscribeConcernsMarketingOnly_P4() {
    Story story =
        Story.of(SEND, URGENT).event("start").report(Status.SENT).report(Status.UNSUBSCRIBED);
    story.event("start").event("urgent");
    assertThat(story.notSent()).containsExactly("suppressed");
    assertThat(story.sends()).hasSize(2);
    assertThat(suppressions(story)).containsExactly("email: unsubscribed");
    // Consent given anew, as by an import, does not undo what the person said.
    story.update(Map.of(), Map.of("email", "out")).update(Map.of(), Map.of("email", "in"));
    assertThat(story.event("start").notSent()).hasSize(2);
  }

  @Test
  void anUnsubscribeFromATopicConcernsItAlone_P4_O9() {
    String news =
        Yaml.named(
            "n",
            1,
            "first: {send: {channel: email, template: hello}}",
            "policy: news",
            "entry: {event: {type: news}}");
    Story story =
        Story.of(SEND, news)
            .publish(
                Yaml.policy("news", 1, "{class: marketing, topic: news}"), PublicationState.LIVE)
            .update(Map.of(), Map.of("email/news", "in"));
    story.event("news").report(Status.SENT).unsubscribe(story.sends().get(0), "news");
    story.event("news").event("start");
    assertThat(story.senders()).containsExactly("n after PT0S", "j after PT0S");
    assertThat(suppressions(story)).containsExactly("email/news: unsubscribed");
    story.suppress("email/news", false).event("news");
    assertThat(story.sends()).hasSize(3);
    // From all of the channel, it concerns every topic.
    story.unsubscribe(story.sends().get(0), "").event("news").event("start");
    assertThat(story.notSent()).hasSize(3);
  }

  @Test
  void unsubscribesFromTwoTopicsAtOnceBothCount_P4() {
    Story story = Story.of(SEND).event("start").report(Status.SENT);
    story.unsubscribe(story.sends().get(0), "a").unsubscribe(story.sends().get(0), "b");
    story.unsubscribe(story.sends().get(0), "b");
    assertThat(story.counted("signal-repeated")).isEqualTo(1);
  }

  @Test
  void topicsFromOutsideCannotFillTheState_P4() {
    Story story = Story.of(SEND).event("start").report(Status.SENT);
    for (int i = 0; i < 100; i++) {
      story.unsubscribe(story.sends().get(0), i + "x".repeat(1_000));
    }
    assertThat(story.store().attributes().length).isLessThan(70_000);
    assertThat(story.rejected()).contains("profile-too-large");
    // A bounce is so short that it still finds a place.
    story.report(story.sends().get(0), Status.BOUNCED, "hard").event("start");
    assertThat(story.notSent()).containsExactly("suppressed");
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"DELIVERED", "OPENED", "CLICKED", "REPLIED"})
  void softBouncesSuppressFromTheFifthWithoutASuccessBetween_P4(Status success) {
    Story story = Story.of(SEND, URGENT).event("start").report(Status.SENT);
    var request = story.sends().get(0);
    for (int i = 0; i < 4; i++) {
      story.pass("PT1S").report(request, Status.BOUNCED, "soft");
    }
    story.report(request, success, "");
    for (int i = 0; i < 4; i++) {
      story.pass("PT1S").report(request, Status.BOUNCED, "soft");
    }
    story.event("start");
    assertThat(story.notSent()).isEmpty();
    story.pass("PT1S").report(request, Status.BOUNCED, "soft").event("start").event("urgent");
    assertThat(story.notSent()).containsExactly("suppressed", "suppressed");
    assertThat(suppressions(story)).containsOnly("email: 5 soft bounces");
    // A success after that comes too late.
    story.pass("PT1S").report(request, success, "").event("start");
    assertThat(story.notSent()).hasSize(3);
  }

  @Test
  void thatAMessageWasTakenIsNoSuccessYet_P4() {
    Story story = Story.of(SEND);
    for (int i = 0; i < 5; i++) {
      story.pass("PT1S").event("start").report(Status.SENT);
      story.report(story.sends().get(i), Status.BOUNCED, "soft");
    }
    assertThat(story.event("start").notSent()).containsExactly("suppressed");
  }

  @Test
  void feedbackThatComesTwiceCountsOnce_P4_A5() {
    Story story = Story.of(SEND).event("start").report(Status.SENT);
    for (int i = 0; i < 9; i++) {
      story.report(story.sends().get(0), Status.BOUNCED, "soft");
    }
    story.event("start");
    assertThat(story.notSent()).isEmpty();
    assertThat(story.counted("signal-repeated")).isEqualTo(8);
  }

  @Test
  void aSuppressionByHandIsLiftedByHandWithAllOthers_P4_O8() {
    Story story = Story.of(SEND, URGENT).suppress("email", true).event("start").event("urgent");
    assertThat(suppressions(story)).containsOnly("email: by hand");
    story.suppress("email", false).event("start").report(Status.COMPLAINED);
    story.report(story.sends().get(0), Status.BOUNCED, "hard").event("start");
    assertThat(suppressions(story)).last().isEqualTo("email: hard bounce, complaint");
    story.suppress("email", false).event("start");
    assertThat(story.notSent()).hasSize(3);
    assertThat(story.sends()).hasSize(2);
  }

  private static List<String> suppressions(Story story) {
    return story.steps(Kind.NOT_SENT).stream()
        .map(step -> step.detail().get("suppression"))
        .toList();
  }

  @Test
  void anUpdateThatMakesNoSenseChangesNothing() {
    Story story = Story.of(SEND).update(Map.of("x", 1L), Map.of("email", "maybe"));
    assertThat(story.rejected()).containsExactly("value-invalid");
    story.update(Map.of("big", "x".repeat(70_000)), Map.of());
    assertThat(story.rejected()).containsExactly("value-invalid", "profile-too-large");
    assertThat(story.event("start").sends()).hasSize(1);
  }
}
