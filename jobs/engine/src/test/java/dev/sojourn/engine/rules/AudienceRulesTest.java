package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Cases that a reader can follow; that they hold always is {@code MembershipModelTest}'s to prove.
 */
class AudienceRulesTest {
  private static final String LOYAL =
      Yaml.audience("loyal", 1, "events: {type: order.placed, within: PT30H, count: {atLeast: 3}}");

  @Test
  void threeOrdersWithinTheWindowAndTheExactSecondAtWhichItEnds_A1_A3() {
    Story story = Story.of(LOYAL);
    for (int i = 0; i < 3; i++) {
      story.event("order.placed").pass("PT1H");
    }
    story.pass("P2D");
    assertThat(story.memberships()).containsExactly("+loyal after PT2H", "-loyal after PT30H");
    assertThat(story.audienceChanges())
        .extracting("cause")
        .containsExactly(Cause.SIGNAL, Cause.TIME);
    assertThat(story.audienceChanges().get(0).leaf()).isEqualTo("events");
    assertThat(story.audienceChanges().get(0).version()).isEqualTo(1);
  }

  @Test
  void eventsOutOfOrderCountAsInOrder_A2() {
    Story story = Story.of(LOYAL).pass("P1D");
    story
        .eventWithId("c", "order.placed", 0)
        .eventWithId("a", "order.placed", 20 * 3_600_000L)
        .eventWithId("b", "order.placed", 3_600_000L);
    story.pass("P1D");
    // The oldest lies 20 hours back: its window ends ten hours from here.
    assertThat(story.memberships()).containsExactly("+loyal after PT24H", "-loyal after PT34H");
  }

  @Test
  void anEventFromTheFutureCountsAsNow_A2() {
    Story story =
        Story.of(Yaml.audience("one", 1, "events: {type: x, within: PT1H, count: {atLeast: 1}}"));
    story.eventWithId("future", "x", -9_000_000_000L).pass("PT2H");
    assertThat(story.memberships()).containsExactly("+one after PT0S", "-one after PT1H");
  }

  @Test
  void absenceBeginsAtTheExactSecond_A3() {
    Story story = Story.of(Yaml.audience("dormant", 1, "absent: {type: app.opened, for: P14D}"));
    story.pass("P10D").event("app.opened").pass("P20D").event("app.opened");
    assertThat(story.memberships())
        .containsExactly("+dormant after PT576H", "-dormant after PT720H");
  }

  @Test
  void whoNeverHadAnyIsAbsentSinceFirstSeen_A3() {
    Story story =
        Story.of(Yaml.audience("dormant", 1, "absent: {type: app.opened, for: P14D}")).pass("P15D");
    assertThat(story.memberships()).containsExactly("+dormant after PT336H");
  }

  @Test
  void theSameEventCountsOnce_A5() {
    Story story = Story.of(LOYAL);
    for (int i = 0; i < 5; i++) {
      story.eventWithId("same", "order.placed", 0);
    }
    assertThat(story.memberships()).isEmpty();
  }

  @Test
  void audiencesMayUseAudiencesAndTheLeafIsTold_A7_A8() {
    Story story =
        Story.of(
            LOYAL,
            Yaml.audience("french", 1, "profile: \"profile.country == 'FR'\""),
            Yaml.audience(
                "loyal-in-france",
                1,
                "all:\n  - audience: loyal\n  - audience: french\n  - not:\n      profile: \"profile.staff == true\""));
    story.event("order.placed").event("order.placed").event("order.placed");
    story.update(Map.of("country", "FR"), Map.of()).update(Map.of("staff", true), Map.of());
    assertThat(story.memberships())
        .containsExactly(
            "+loyal after PT0S",
            "+french after PT0S",
            "+loyal-in-france after PT0S",
            "-loyal-in-france after PT0S");
    assertThat(story.audienceChanges().get(3).leaf()).isEqualTo("all[2].not.profile");
  }

  @Test
  void aNewRuleAppliesFromTheNextSignalOnAndSaysSo_A9() {
    Story story = Story.of().update(Map.of("country", "FR"), Map.of());
    story.publish(
        Yaml.audience("french", 1, "profile: \"profile.country == 'FR'\""), PublicationState.LIVE);
    assertThat(story.memberships()).isEmpty();
    story.update(Map.of("x", 1L), Map.of());
    assertThat(story.memberships()).containsExactly("+french after PT0S");
    assertThat(story.audienceChanges().get(0).cause()).isEqualTo(Cause.DEFINITION);
  }

  @Test
  void aRuleThatNoLongerExistsLeavesNothing_A10() {
    Story story = Story.of(LOYAL).event("order.placed").event("order.placed");
    assertThat(story.state().leaves()).hasSize(1);
    story.publish(
        Yaml.audience("loyal", 2, "profile: \"profile.vip == true\""), PublicationState.LIVE);
    story.update(Map.of("x", 1L), Map.of());
    assertThat(story.state().leaves()).isEmpty();
  }

  @Test
  void anEventThatNothingCanUseChangesNothing_A11() {
    Story story = Story.of(LOYAL);
    byte[] before = story.store().hot();
    story.event("unheard.of");
    assertThat(story.store().hot()).isSameAs(before);
    assertThat(story.counted("event-unused")).isEqualTo(1);
  }

  @Test
  void twoLeavesThatTurnAtOnceTellNothingWhereNothingChanged_A7() {
    Story story =
        Story.of(
            Yaml.audience(
                "either",
                1,
                "any:\n  - profile: \"profile.country == 'FR'\"\n  - profile: \"profile.country == 'DE'\""));
    story.update(Map.of("country", "FR"), Map.of()).update(Map.of("country", "DE"), Map.of());
    assertThat(story.memberships()).containsExactly("+either after PT0S");
  }

  @Test
  void memoryIsTheFewTimesThatDecide_A4() {
    Story story = Story.of(LOYAL);
    for (int i = 0; i < 1_000; i++) {
      story.event("order.placed").pass("PT1M");
    }
    assertThat(story.state().leaves().get(0).times()).hasSize(3);
  }
}
