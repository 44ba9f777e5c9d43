package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class TimeRulesTest {
  private static final String REMIND =
      Yaml.journey(
          """
          first: {wait: {for: PT1H}, next: remind}
          remind: {send: {channel: email, template: hello}}
          """,
          "exit: [{event: {type: order.placed}}]");

  @Test
  void aSignalThatComesLateStillFindsTheTimerThatWasDueBeforeIt_T2() {
    Story story = Story.of(REMIND).event("start").passUnnoticed("PT90M").event("order.placed");
    // The purchase came after the hour was over: the reminder was due, at its own time.
    assertThat(story.sent()).containsExactly("remind after PT1H");
  }

  @Test
  void aPurchaseWithinTheHourIsSeenBeforeTheTimer_T2() {
    Story story = Story.of(REMIND).event("start").passUnnoticed("PT59M").event("order.placed");
    story.passUnnoticed("PT5H").pass("PT1S");
    assertThat(story.sent()).isEmpty();
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void whatIsLoggedAtTheVeryMomentComesBeforeTheTimer_T2() {
    Story story =
        Story.of(REMIND).event("start").passUnnoticed("PT1H").event("order.placed").pass("PT1S");
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void whatASignalWithoutUseLeavesDoesNotDependOnWhetherATimerCameBefore_T2() {
    String[] documents = {
      REMIND,
      Yaml.audience(
          "spenders", 1, "events: {type: paid, within: PT1H, sum: event.n, is: {above: 5}}"),
      Yaml.audience(
          "twice",
          1,
          "events: {type: paid, where: \"event.n > 1\", within: PT1H, count: {atLeast: 2}}")
    };
    Story called = Story.of(documents).event("start").event("paid", "n", 2);
    called.pass("PT90M").event("paid", "n", 0).eventWithId("late", "paid", 7_200_000, "n", 2);
    Story uncalled = Story.of(documents).event("start").event("paid", "n", 2);
    uncalled.passUnnoticed("PT90M").event("paid", "n", 0);
    uncalled.eventWithId("late", "paid", 7_200_000, "n", 2);
    called.pass("PT1S");
    uncalled.pass("PT1S");
    assertThat(uncalled.sent()).isEqualTo(called.sent()).hasSize(1);
    assertThat(uncalled.state().now).isEqualTo(called.state().now);
    assertThat(uncalled.store().hot()).isEqualTo(called.store().hot());
  }

  @Test
  void timersRunInTheOrderOfTheirDueTimesEachAtItsOwn_T2() {
    Story story =
        Story.of(
                Yaml.named(
                    "late",
                    1,
                    "first: {wait: {for: PT2H}, next: s}\ns: {send: {channel: email, template: hello}}"),
                Yaml.named(
                    "soon",
                    1,
                    "first: {wait: {for: PT1H}, next: s}\ns: {wait: {for: PT30M}, next: t}\nt: {send: {channel: email, template: hello}}"))
            .event("start")
            .passUnnoticed("P2D")
            .pass("PT1S");
    assertThat(story.sent()).containsExactly("t after PT1H30M", "s after PT2H");
  }

  @Test
  void nowNeverGoesBack_T1() {
    Story story =
        Story.of(REMIND).pass("PT10M").event("start").passUnnoticed("-PT5M").event("start");
    assertThat(story.refused()).containsExactly("j: already-inside");
    assertThat(
            story.steps(dev.sojourn.engine.effect.Effect.StepRecord.Kind.ENTRY_REFUSED).get(0).at())
        .isEqualTo(Story.START + 600_000);
  }

  @Test
  void anUpdateIsSeenByAudiencesAndThenByExits_T3() {
    Story story =
        Story.of(
            Yaml.audience("vips", 1, "profile: \"profile.vip == true\""),
            Yaml.journey("first: {wait: {for: P1D}}", "exit: [{when: \"profile.vip == true\"}]"));
    story.event("start").update(Map.of("vip", true), Map.of());
    assertThat(story.memberships()).containsExactly("+vips after PT0S");
    assertThat(story.ended()).containsExactly("j: exit");
    int change = story.effects().indexOf(story.audienceChanges().get(0));
    int end =
        story
            .effects()
            .indexOf(story.steps(dev.sojourn.engine.effect.Effect.StepRecord.Kind.ENDED).get(0));
    assertThat(change).isLessThan(end);
  }

  @Test
  void aStepsChangeOfTheProfileIsSeenInTheSameAtomicStep_T3() {
    Story story =
        Story.of(
            Yaml.audience("vips", 1, "profile: \"profile.vip == true\""),
            Yaml.journey(
                "first: {update: {attributes: {vip: \"true\"}}, next: second}\nsecond: {wait: {for: P1D}}"),
            Yaml.named(
                "other",
                1,
                "first: {wait: {for: P9D}}",
                "entry: {event: {type: other}}",
                "exit: [{when: \"profile.vip == true\"}]"));
    story.event("other").pass("PT1M").event("start");
    assertThat(story.memberships()).containsExactly("+vips after PT1M");
    assertThat(story.ended()).containsExactly("other: exit");
  }

  @Test
  void daysFollowTheWallClockOfTheProfilesZone_T4_T5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P1D}, next: s}\ns: {send: {channel: email, template: hello}}"));
    story.update(Map.of("timezone", "Europe/Paris"), Map.of());
    // Clocks go back in the night: a day has 25 hours.
    story.passUntil("2025-10-25T10:00:00Z").event("start").passUntil("2025-10-26T10:59:59Z");
    assertThat(story.sent()).isEmpty();
    story.pass("PT1S");
    assertThat(story.sent()).hasSize(1);
  }

  @Test
  void withoutAValidZoneTheFallbackCounts_T5() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: {time: \"15:00\"}}, next: s}\ns: {send: {channel: email, template: hello}}",
                "timezone: {fallback: Europe/Paris}"));
    story.update(Map.of("timezone", "nowhere"), Map.of()).event("start").pass("PT2H");
    // 15:00 in Paris is 13:00 UTC in summer.
    assertThat(story.sent()).containsExactly("s after PT1H");
  }

  @Test
  void wakeUpsOfOneMomentRunInTheOrderOfTheirInstances_T2() {
    String wait =
        "first: {wait: {for: PT1H}, next: s}\ns: {send: {channel: email, template: hello}}";
    Story story =
        Story.of(Yaml.named("a", 1, wait), Yaml.named("b", 1, wait), Yaml.named("c", 1, wait));
    story.event("start").pass("PT2H");
    assertThat(story.sends()).hasSize(3);
    assertThat(story.sends()).extracting("instance").isSorted();
  }

  @Test
  void withinASignalExitsComeBeforeAwaitsAndAwaitsBeforeEntries_T3() {
    Story story =
        Story.of(
            Yaml.named(
                "enters",
                1,
                "first: {wait: {for: P1D}}",
                "entry: {event: {type: now}}",
                "priority: 9"),
            Yaml.named(
                "awaits",
                1,
                "first: {await: {event: {type: now}}, next: w}\nw: {wait: {for: P1D}}"),
            Yaml.named("exits", 1, "first: {wait: {for: P1D}}", "exit: [{event: {type: now}}]"),
            Yaml.named("due", 1, "first: {wait: {for: PT1H}}"),
            Yaml.audience("many", 1, "events: {type: now, within: P1D, count: {atLeast: 1}}"));
    story.event("start").passUnnoticed("PT2H");
    int before = story.effects().size();
    story.event("now");
    assertThat(story.effects().subList(before, story.effects().size()).stream().map(this::told))
        .containsSubsequence(
            "due PASSED", "due ENDED", "+many", "exits ENDED", "awaits PASSED", "enters ENTERED");
  }

  private String told(Effect effect) {
    if (effect instanceof Effect.AudienceChange change) {
      return (change.entered() ? "+" : "-") + change.audience();
    }
    return effect instanceof Effect.StepRecord step ? step.journey() + " " + step.kind() : "";
  }

  /** Two journeys that undo each other's doing, each as soon as the other has done it. */
  @Test
  void changesThatSetOffOneAnotherWithoutEndAreGivenUp_T3() {
    String flip = "first: {update: {attributes: {on: \"%s\"}}}";
    Story story =
        Story.of(
            Yaml.audience("on", 1, "profile: \"profile.on == true\""),
            Yaml.named(
                "sets", 1, flip.formatted("true"), "entry: {audience: {name: on, on: exited}}"),
            Yaml.named("unsets", 1, flip.formatted("false"), "entry: {audience: {name: on}}"));
    story.update(Map.of("on", true), Map.of());
    assertThat(story.rejected()).containsExactly("runaway");
    assertThat(story.audienceChanges()).hasSizeBetween(90, 110);
    story.event("anything");
    assertThat(story.rejected()).hasSize(1);
  }

  @Test
  void theZoneIsReadWhenTheStepBegins_T5() {
    String waits =
        "first: {wait: {until: {time: \"15:00\"}}, next: b}\n"
            + "b: {wait: {until: {time: \"20:00\"}}, next: s}\ns: {send: {channel: email, template: hello}}";
    Story story =
        Story.of(Yaml.journey(waits)).update(Map.of("timezone", "Europe/Paris"), Map.of());
    story.event("start").update(Map.of("timezone", "America/New_York"), Map.of()).pass("PT1H");
    // 15:00 in Paris was 13:00 UTC, as begun; 20:00 is New York's, midnight UTC.
    assertThat(story.steps(Kind.PASSED)).hasSize(1);
    story.pass("P1D");
    assertThat(story.sent()).containsExactly("s after PT12H");
  }

  @Test
  @Tag("long")
  void aToleranceSpreadsPeopleOverIt_T6() {
    String waits =
        "first: {wait: {for: PT1H, tolerance: PT10M}, next: a}\n"
            + "a: {await: {event: {type: never}, for: PT1H, tolerance: PT10M}, next: s}\n"
            + "s: {send: {channel: email, template: hello}}";
    List<Long> ends = new ArrayList<>();
    List<Long> limits = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Story story = Story.of("person" + i, new String[] {Yaml.journey(waits)}).event("start");
      story.pass("P1D");
      long end = story.steps(Kind.PASSED).get(0).at() - Story.START - 3_600_000;
      ends.add(end);
      limits.add(story.steps(Kind.PASSED).get(1).at() - Story.START - 7_200_000 - end);
    }
    for (List<Long> late : List.of(ends, limits)) {
      assertThat(late).allMatch(ms -> ms >= 0 && ms < 600_000);
      assertThat(late.stream().distinct().count()).isGreaterThan(290);
      assertThat(late.stream().map(ms -> ms / 60_000).distinct()).hasSize(10);
    }
    assertThat(ends).as("each step spreads by itself").isNotEqualTo(limits);
  }

  @Test
  void aPersonsPlaceInAToleranceIsTheSameEachTime_T6() {
    String wait = "first: {wait: {for: PT1H, tolerance: PT10M}}";
    Story story =
        Story.of(Yaml.journey(wait)).event("start").pass("P1D").event("start").pass("P1D");
    assertThat(story.steps(Kind.PASSED)).hasSize(2);
    long first = story.steps(Kind.PASSED).get(0).at() - Story.START;
    assertThat(story.steps(Kind.PASSED).get(1).at() - Story.START).isEqualTo(first + 86_400_000);
  }
}
