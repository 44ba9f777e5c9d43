package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    story.event("start");
    assertThat(story.notSent()).containsExactly("no-consent");
    story.update(Map.of(), Map.of("email/news", "in")).event("start");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.sends().get(0).topic()).isEqualTo("news");
  }

  @Test
  void transactionalMessagesNeedNoConsent_P3() {
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
  }

  @Test
  void anUnsubscribeConcernsMarketingOnly_P4() {
    Story story =
        Story.of(SEND, URGENT).event("start").report(Status.SENT).report(Status.UNSUBSCRIBED);
    story.event("start").event("urgent");
    assertThat(story.notSent()).containsExactly("suppressed");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void softBouncesSuppressFromTheFifthWithoutASuccessBetween_P4() {
    Story story = Story.of(SEND).event("start").report(Status.SENT);
    var request = story.sends().get(0);
    for (int i = 0; i < 4; i++) {
      story.pass("PT1S").report(request, Status.BOUNCED, "soft");
    }
    story.report(request, Status.DELIVERED, "");
    for (int i = 0; i < 4; i++) {
      story.pass("PT1S").report(request, Status.BOUNCED, "soft");
    }
    story.event("start");
    assertThat(story.notSent()).isEmpty();
    story.pass("PT1S").report(request, Status.BOUNCED, "soft").event("start");
    assertThat(story.notSent()).containsExactly("suppressed");
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
  void aSuppressionIsLiftedByHand_P4() {
    Story story =
        Story.of(SEND)
            .suppress("email", true)
            .event("start")
            .suppress("email", false)
            .event("start");
    assertThat(story.notSent()).containsExactly("suppressed");
    assertThat(story.sends()).hasSize(1);
  }

  private static Story capped(String caps) {
    return Story.of(SEND, URGENT)
        .publish(
            Yaml.policy("marketing", 2, "{class: marketing, caps: [" + caps + "]}"),
            PublicationState.LIVE);
  }

  @Test
  void noRollingWindowHoldsMoreThanTheCap_P6() {
    Story story = capped("{count: 2, per: PT10H}");
    story.event("start").report(Status.SENT).pass("PT1H").event("start").report(Status.SENT);
    story.pass("PT8H59M").event("start");
    assertThat(story.notSent()).containsExactly("capped");
    // Ten hours after the first was sent, its place is free.
    story.pass("PT1M").event("start");
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
  void aMessageThatDidNotGoOutGivesItsPlaceBack_P6() {
    for (Status status :
        new Status[] {
          Status.FAILED, Status.EXPIRED, Status.RECALLED, Status.RATE_LIMITED, Status.DRY
        }) {
      Story story = capped("{count: 1, per: PT1H}").event("start").report(status).event("start");
      assertThat(story.sends()).as("%s", status).hasSize(2);
    }
    Story inDoubt =
        capped("{count: 1, per: PT1H}").event("start").report(Status.IN_DOUBT).event("start");
    assertThat(inDoubt.notSent()).containsExactly("capped");
  }

  @Test
  void twoJourneysInTheSameInstantCannotPassOnePlace_P6() {
    Story story =
        Story.of(SEND, Yaml.named("k", 1, "first: {send: {channel: email, template: hello}}"))
            .publish(
                Yaml.policy("marketing", 2, "{class: marketing, caps: [{count: 1, per: PT1H}]}"),
                PublicationState.LIVE);
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
  void anUpdateThatMakesNoSenseChangesNothing() {
    Story story = Story.of(SEND).update(Map.of("x", 1L), Map.of("email", "maybe"));
    assertThat(story.rejected()).containsExactly("value-invalid");
    story.update(Map.of("big", "x".repeat(70_000)), Map.of());
    assertThat(story.rejected()).containsExactly("value-invalid", "profile-too-large");
    assertThat(story.event("start").sends()).hasSize(1);
  }
}
