package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

class AwaitRulesTest {
  private static final String SEND = "{send: {channel: email, template: hello}}";
  private static final String VIPS =
      Yaml.audience("vips", 1, "events: {type: bought, within: P1D, count: {atLeast: 2}}");

  @Test
  void aChangeOfMembershipIsAwaited_S3() {
    Story story =
        Story.of(
            VIPS,
            Yaml.journey(
                "first: {await: {audience: {name: vips}, for: P2D}, next: s, timeout: e}\ns: "
                    + SEND
                    + "\ne: {end: {}}"));
    story.event("start").event("bought").pass("PT1H");
    assertThat(story.sends()).isEmpty();
    story.event("bought");
    assertThat(story.sent()).containsExactly("s after PT1H");
    assertThat(story.told(Kind.PASSED)).contains("j: +vips");
  }

  @Test
  void leavingAnAudienceByTimeEndsAnAwait_S3_A3() {
    Story story =
        Story.of(
            VIPS,
            Yaml.journey(
                "first: {await: {audience: {name: vips, on: exited}}, next: s}\ns: " + SEND));
    story.event("bought").event("bought").event("start").pass("PT25H");
    assertThat(story.sent()).containsExactly("s after PT24H");
  }

  @Test
  void onATieTheOrderInTheDocumentDecides_S3() {
    String journey =
        "first: {await: {any: [{audience: {name: vips}}, {event: {type: bought}}]}, next: e}\ne: {end: {}}";
    Story story = Story.of(VIPS, Yaml.journey(journey)).event("bought").event("start");
    story.event("bought");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("+vips");
  }

  @Test
  void whatCameBeforeTheAwaitIsNotRemembered_S4() {
    Story story = Story.of(Yaml.journey(pay("")));
    story.event("start").event("paid").pass("PT1H");
    assertThat(story.sent()).isEmpty();
    story.event("paid");
    assertThat(story.sent()).containsExactly("s after PT1H");
  }

  @Test
  void whatCameSinceTheEntrySatisfiesAnAwaitThatLooksBack_S4() {
    Story story = Story.of(Yaml.journey(pay("lookback: {since: entry}")));
    story.event("paid").event("start").event("paid").pass("PT1H");
    assertThat(story.sent()).containsExactly("s after PT1H");
    assertThat(story.steps(Kind.PASSED).get(1).detail())
        .containsEntry("occurredAt", "2025-06-02T12:00:00Z");
  }

  @Test
  void whatCameBeforeTheEntryIsNotSinceTheEntry_S4() {
    Story story = Story.of(Yaml.journey(pay("lookback: {since: entry}")));
    story.event("paid").event("start").pass("PT1H");
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void itsConditionSeesTheJourneyAsItWas_S4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: pay}\n"
                    + "pay: {await: {event: {type: paid, when: \"event.cart == journey.key\"}, lookback: {since: entry}}, next: s}\n"
                    + "s: "
                    + SEND,
                "entry: {event: {type: start}, key: event.cart}"));
    story.event("start", "cart", "1").event("start", "cart", "2").event("paid", "cart", "2");
    story.pass("PT1H");
    assertThat(story.steps(Kind.SENT)).extracting("instanceKey").containsExactly("2");
  }

  @Test
  void withinATimeAlsoBeforeTheEntry_S4() {
    Story story = Story.of(Yaml.journey(pay("lookback: {within: PT90M}")));
    story.event("paid").pass("PT20M").event("start").pass("PT1H");
    assertThat(story.sent()).containsExactly("s after PT1H20M");
    Story late = Story.of(Yaml.journey(pay("lookback: {within: PT90M}")));
    late.event("paid").pass("PT30M").event("start").pass("PT1H");
    assertThat(late.sent()).as("90 minutes are over at that moment").isEmpty();
  }

  @Test
  void whatStartedTheInstanceDoesNotSatisfyIt_S4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {await: {event: {type: start}, lookback: {within: PT1H}}, next: s}\ns: "
                    + SEND));
    story.event("start");
    assertThat(story.sent()).isEmpty();
    story.event("start");
    assertThat(story.sent()).hasSize(1);
  }

  @Test
  void anEventSatisfiesAnAwaitOnce_S4_O15() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {await: {event: {type: paid}, lookback: {within: PT1H}, for: P1D}, next: s, timeout: e}\n"
                    + "s: {send: {channel: email, template: hello}, next: first}\ne: {end: {}}"));
    story.event("start").event("paid").pass("PT5M");
    assertThat(story.sent()).containsExactly("s after PT0S");
    story.event("paid");
    assertThat(story.sent()).containsExactly("s after PT0S", "s after PT5M");
  }

  @Test
  void aReportThatCameBeforeTheAwaitIsFoundByLookingBack_S4() {
    String steps =
        "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: PT1H}, next: a}\n"
            + "a: {await: {report: {of: first, status: [clicked]}, lookback: {since: entry}, for: P1D}, next: s, timeout: e}\n"
            + "s: {send: {channel: email, template: hello}}\ne: {end: {}}";
    Story story = Story.of(Yaml.journey(steps)).event("start").report(Status.SENT);
    story.report(Status.CLICKED).pass("PT1H");
    assertThat(story.sent()).containsExactly("first after PT0S", "s after PT1H");
  }

  @Test
  void amongSeveralTheFirstToOccurWins_S3_S4() {
    String steps =
        "first: {wait: {for: PT1H}, next: a}\n"
            + "a: {await: {any: [{event: {type: paid}}, {event: {type: called}}], lookback: {since: entry}}, next: e}\n"
            + "e: {end: {}}";
    Story story = Story.of(Yaml.journey(steps)).event("start").event("called").pass("PT1M");
    story.event("paid").pass("PT59M");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").contains("called");
  }

  private static String pay(String more) {
    return "first: {wait: {for: PT1H}, next: pay}\npay: {await: {event: {type: paid}, for: PT3H"
        + (more.isEmpty() ? "" : ", " + more)
        + "}, next: s, timeout: e}\ns: "
        + SEND
        + "\ne: {end: {}}";
  }

  @Test
  void nothingIsKeptOfWhatNoAwaitAsksFor_S4() {
    Story story = Story.of(Yaml.journey(pay("")));
    story.event("start").event("paid");
    assertThat(story.state().recent().isEmpty()).isTrue();
    assertThat(story.state().instances().get(0).sightings.isEmpty()).isTrue();
  }

  @Test
  void whatNoLiveVersionAsksForAnyMoreIsNotKept_S4() {
    Story story = Story.of(Yaml.journey(pay("lookback: {within: PT1H}"))).event("paid");
    assertThat(story.state().recent().isEmpty()).isFalse();
    story.publish(Yaml.named("j", 2, pay("")), PublicationState.LIVE);
    story.pass("PT1M").event("start").event("paid").pass("P1D").event("paid");
    assertThat(story.state().recent().isEmpty()).isTrue();
  }

  @Test
  void whoIsInsideAClosedJourneyStillLooksBack_S4_V1() {
    for (PublicationState state :
        List.of(PublicationState.LIVE, PublicationState.PAUSED, PublicationState.CLOSED)) {
      String journey = Yaml.journey(pay("lookback: {within: PT1H}"));
      Story story = Story.of(journey).event("start").pass("PT30M");
      story.publish(journey, state).event("paid").pass("PT30M");
      assertThat(story.steps(Kind.PASSED)).as("%s", state).hasSize(2);
    }
  }
}
