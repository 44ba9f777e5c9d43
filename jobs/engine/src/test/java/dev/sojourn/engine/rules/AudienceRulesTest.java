package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import java.util.List;
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

  private static Story of(String rule) {
    return Story.of(Yaml.audience("a", 1, rule));
  }

  @Test
  void theDayOfThePersonsZoneBeginsAtItsMidnight_A1_A3() {
    Story story =
        of(
            "events: {type: x, during: {calendar: day, timezone: {fallback: Europe/Paris}}, count: {atLeast: 2}}");
    // 14:00 and 15:00 in Paris.
    story.event("x").pass("PT1H").event("x").pass("P1D");
    assertThat(story.memberships()).containsExactly("+a after PT1H", "-a after PT10H");
  }

  @Test
  void whoGoesToAnotherZoneHasAnotherDay_A1() {
    Story story =
        of("events: {type: x, during: {calendar: day}, count: {atLeast: 1}}")
            .update(Map.of("timezone", "Asia/Tokyo"), Map.of());
    // 21:00 in Tokyo, where the day ends at 15:00 UTC; in New York it goes on until 04:00 UTC.
    story.event("x").pass("PT4H").update(Map.of("timezone", "America/New_York"), Map.of());
    story.pass("P1D");
    assertThat(story.memberships())
        .containsExactly("+a after PT0S", "-a after PT3H", "+a after PT4H", "-a after PT16H");
  }

  @Test
  void weeksBeginOnMondayAndMonthsOnTheFirst_A1() {
    Story story =
        Story.of(
            Yaml.audience(
                "week", 1, "events: {type: x, during: {calendar: week}, count: {atLeast: 1}}"),
            Yaml.audience(
                "month", 1, "events: {type: x, during: {calendar: month}, count: {atLeast: 1}}"));
    story.event("x").pass("P40D");
    assertThat(story.memberships())
        .containsExactly(
            "+month after PT0S", "+week after PT0S", "-week after PT156H", "-month after PT684H");
  }

  @Test
  void theDayOnWhichTheClockGoesBackHas25Hours_A3() {
    Story story =
        of(
            "events: {type: x, during: {calendar: day, timezone: Europe/Paris}, count: {atLeast: 1}}");
    story.passUntil("2025-10-25T22:00:00Z").event("x").pass("P2D");
    // From 22:00 UTC, midnight in Paris, to 23:00 UTC of the next day.
    assertThat(story.audienceChanges().get(1).at() - story.audienceChanges().get(0).at())
        .isEqualTo(25 * 3_600_000L);
  }

  @Test
  void aSumIsExactAndFallsAsItsEventsLeaveTheWindow_A3() {
    Story story = of("events: {type: x, within: PT10H, sum: event.total, is: {atLeast: 0.3}}");
    story.event("x", "total", 0.1).pass("PT1H").event("x", "total", 0.2).pass("P1D");
    assertThat(story.memberships()).containsExactly("+a after PT1H", "-a after PT10H");
  }

  @Test
  void theSumOfNoEventsIsZeroAndOfNoneThereIsNoLeast() {
    Story story =
        Story.of(
            Yaml.audience("sum", 1, "events: {type: x, sum: event.total, is: {below: 1}}"),
            Yaml.audience("distinct", 1, "events: {type: x, distinct: event.y, is: {equals: 0}}"),
            Yaml.audience("least", 1, "events: {type: x, min: event.total, is: {below: 1}}"),
            Yaml.audience("first", 1, "events: {type: x, first: event.y, is: {notEquals: 1}}"));
    assertThat(story.memberships()).containsExactly("+distinct after PT0S", "+sum after PT0S");
  }

  @Test
  void theLeastOfTheWindowComesBackWhenASmallerOneHasLeft_A3() {
    Story story = of("events: {type: x, within: PT10H, min: event.total, is: {atLeast: 5}}");
    story.event("x", "total", 2L).pass("PT1H").event("x", "total", 7L).pass("P1D");
    assertThat(story.memberships()).containsExactly("+a after PT10H", "-a after PT11H");
  }

  @Test
  void differentValuesAreCountedOnceEach() {
    Story story =
        of("events: {type: x, within: PT10H, distinct: event.product, is: {atLeast: 2}}")
            .event("x", "product", "cup")
            .pass("PT1H")
            .event("x", "product", "cup")
            .pass("PT1H")
            .event("x", "product", 5L)
            .event("x", "product", 5.0);
    story.pass("P1D");
    // The cup was last seen an hour after the beginning.
    assertThat(story.memberships()).containsExactly("+a after PT2H", "-a after PT11H");
  }

  @Test
  void theLastPlanCountsAlsoWhenAnEarlierOneIsToldLater_A2() {
    Story story =
        of("events: {type: plan, last: event.name, is: {equals: gold}}")
            .pass("P1D")
            .eventWithId("new", "plan", 0, "name", "gold")
            .eventWithId("old", "plan", 3_600_000L, "name", "free");
    assertThat(story.memberships()).containsExactly("+a after PT24H");
  }

  @Test
  void theFirstPlanIsAnotherWhenAnEarlierOneIsToldLater_A2() {
    Story story =
        of("events: {type: plan, first: event.name, is: {equals: gold}}")
            .pass("P1D")
            .eventWithId("new", "plan", 0, "name", "gold")
            .eventWithId("old", "plan", 3_600_000L, "name", "free");
    assertThat(story.memberships()).containsExactly("+a after PT24H", "-a after PT24H");
  }

  @Test
  void aValueThatIsNoNumberIsPassedOverAndCounted() {
    Story story =
        of("events: {type: x, sum: event.total, is: {above: 1}}")
            .event("x", "total", "much")
            .event("x")
            .event("x", "total", 2L);
    assertThat(story.memberships()).containsExactly("+a after PT0S");
    assertThat(story.counted("audience-value-failed")).isEqualTo(1);
  }

  private static final String ABANDONED =
      """
      sequence:
        steps: [{type: view}, {type: cart}]
        within: PT1H
        notFollowedBy: {type: order, for: PT2H}
        inLast: P7D
      """;

  @Test
  void aSequenceHoldsWhenItIsCertainThatNothingFollowed_A3() {
    Story story = of(ABANDONED).event("view").pass("PT59M").event("cart").pass("P10D");
    assertThat(story.memberships()).containsExactly("+a after PT2H59M", "-a after PT168H59M");
    assertThat(story.audienceChanges().get(0).leaf()).isEqualTo("sequence");
  }

  @Test
  void whatFollowsOrTakesTooLongIsNoSuchSequence() {
    Story followed = of(ABANDONED).event("view").event("cart").pass("PT2H").event("order");
    Story slow = of(ABANDONED).event("view").pass("PT1H").event("cart");
    Story backwards = of(ABANDONED).event("cart").pass("PT1M").event("view");
    for (Story story : new Story[] {followed, slow, backwards}) {
      story.pass("P1D");
    }
    // An order at the very end of the two hours still counts, and it is logged before they are
    // over.
    assertThat(followed.memberships()).containsExactly("+a after PT2H", "-a after PT2H");
    assertThat(slow.memberships()).isEmpty();
    assertThat(backwards.memberships()).isEmpty();
  }

  @Test
  void theStepsOfASequenceMayComeInAnyOrder_A2() {
    Story story =
        of(ABANDONED)
            .pass("P1D")
            .eventWithId("cart", "cart", 3_600_000L)
            .eventWithId("view", "view", 5_400_000L)
            .pass("PT3H");
    assertThat(story.memberships()).containsExactly("+a after PT25H");
    // Told late, an order undoes it.
    story.eventWithId("order", "order", 3 * 3_600_000L);
    assertThat(story.memberships()).containsExactly("+a after PT25H", "-a after PT27H");
  }

  @Test
  void whatHasHappenedOnceAndCannotBeUndoneNeedsNoEvents_A4() {
    Story story =
        of("sequence: {steps: [{type: view}, {type: cart}], within: PT1H}")
            .event("view")
            .event("view");
    assertThat(story.state().leaves().get(0).memory().size()).isEqualTo(2);
    story.event("cart").event("view");
    assertThat(story.memberships()).containsExactly("+a after PT0S");
    assertThat(story.state().leaves().get(0).memory().size()).isZero();
  }

  @Test
  void aBirthdayIsADayOfThePersonsZoneAndComesRound_A3_T4() {
    Story story =
        of("date: {of: profile.birthday, is: today, yearly: true}")
            .update(Map.of("birthday", "1990-06-04", "timezone", "Asia/Tokyo"), Map.of());
    story.pass("P400D");
    // Midnight in Tokyo is at 15:00 UTC of the day before; the story begins at noon of 2 June.
    assertThat(story.memberships())
        .containsExactly(
            "+a after PT27H", "-a after PT51H", "+a after PT8787H", "-a after PT8811H");
  }

  @Test
  void theTwentyNinthOfFebruaryFallsOnTheTwentyEighthInOtherYears_T4() {
    Story story =
        of("date: {of: profile.birthday, is: today, yearly: true}")
            .update(Map.of("birthday", "2000-02-29"), Map.of());
    story.pass("P1100D");
    assertThat(story.audienceChanges())
        .filteredOn(change -> change.entered())
        .extracting(change -> java.time.Instant.ofEpochMilli(change.at()).toString())
        .containsExactly("2026-02-28T00:00:00Z", "2027-02-28T00:00:00Z", "2028-02-29T00:00:00Z");
  }

  @Test
  void aDateInDaysAndDaysAgoAndNoDate_A3() {
    Story story =
        Story.of(
            Yaml.audience("before", 1, "date: {of: profile.renewsOn, is: {inDays: 2}}"),
            Yaml.audience("after", 1, "date: {of: profile.renewsOn, is: {daysAgo: 1}}"));
    story.update(Map.of("renewsOn", "2025-06-06T23:00:00+02:00"), Map.of());
    story.update(Map.of("renewsOn", "2025-06-06"), Map.of()).pass("P30D");
    assertThat(story.memberships())
        .containsExactly(
            "+before after PT36H",
            "-before after PT60H",
            "+after after PT108H",
            "-after after PT132H");
    story.update(Map.of("renewsOn", "one day"), Map.of());
    assertThat(story.counted("audience-value-failed")).isEqualTo(2);
  }

  @Test
  void moreThanIsKeptIsMergedMarkedAndCounted_A4() {
    Story story = of("events: {type: x, within: PT1H, sum: event.n, is: {atLeast: 12}, keep: 10}");
    for (int i = 0; i < 12; i++) {
      story.event("x", "n", 1L).pass("PT1M");
    }
    assertThat(story.state().leaves().get(0).memory().size()).isEqualTo(10);
    assertThat(story.counted("audience-approximate")).isEqualTo(2);
    assertThat(story.audienceChanges().get(0).approximate()).isEqualTo("events");
    // Merged, none is lost; and those merged are gone with the last of them.
    story.pass("PT2H").event("x", "n", 12L);
    assertThat(story.memberships()).hasSize(3);
    assertThat(story.audienceChanges().get(2).approximate()).isEmpty();
  }

  @Test
  void anIdIsKnownForSevenDays_A5() {
    Story story = of("events: {type: x, count: {atLeast: 2}}").eventWithId("same", "x", 0);
    story.passUnnoticed("PT167H59M").eventWithId("same", "x", 0);
    assertThat(story.memberships()).isEmpty();
    assertThat(story.counted("signal-repeated")).isEqualTo(1);
    story.passUnnoticed("PT2M").eventWithId("same", "x", 0);
    assertThat(story.memberships()).containsExactly("+a after PT168H1M");
  }

  @Test
  void aRuleWithValuesThatNoLongerExistsLeavesNothing_A10() {
    Story story =
        Story.of(
            Yaml.audience("a", 1, "events: {type: x, within: P1D, sum: event.n, is: {above: 5}}"),
            Yaml.audience("b", 1, "sequence: {steps: [{type: x}, {type: y}], within: PT1H}"),
            Yaml.audience("c", 1, "date: {of: profile.day, is: today}"));
    story.update(Map.of("day", "2030-01-01"), Map.of()).event("x", "n", 1L);
    assertThat(story.state().leaves()).hasSize(3);
    for (String name : new String[] {"a", "b", "c"}) {
      story.publish(
          Yaml.audience(name, 2, "profile: \"profile.vip == true\""), PublicationState.LIVE);
    }
    story.update(Map.of("z", 1L), Map.of());
    assertThat(story.state().leaves()).isEmpty();
  }

  @Test
  void aValueOfAnotherTypeThanDeclaredStaysWhatItIs_A6() {
    Story story =
        Story.of(
            """
            apiVersion: sojourn/v1
            kind: Schema
            metadata: {name: profile, version: 1}
            spec: {of: profile, closed: true, properties: {points: number}}
            """,
            Yaml.audience("rich", 1, "profile: profile.points >= 900"),
            Yaml.audience("exact", 1, "profile: profile.points == 900"),
            // Could not be published together with the schema; what is live goes on.
            Yaml.audience("odd", 1, "profile: profile.points == '900'"),
            Yaml.audience("some", 1, "profile: has(profile.points)"));
    story.update(Map.of("points", "900"), Map.of()).pass("PT1H");
    story.update(Map.of("points", 900L), Map.of()).pass("PT1H");
    story.update(Map.of("points", List.of("many")), Map.of());

    // Not equal to a number, and without an order: the conditions do not hold.
    assertThat(story.memberships())
        .containsExactly(
            "+odd after PT0S",
            "+some after PT0S",
            "+exact after PT1H",
            "-odd after PT1H",
            "+rich after PT1H",
            "-exact after PT2H",
            "-rich after PT2H");
  }
}
