package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ActionRulesTest {
  private static final String SEND = "{send: {channel: email, template: hello}}";

  @Test
  void anEmittedEventIsLikeAnyOther_S12() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {emit: {type: reached, properties: {level: \"journey.event.points / 10\", none: profile.none}}}"),
            Yaml.named(
                "k",
                1,
                "first: " + SEND,
                "entry: {event: {type: reached, when: \"event.level == 4\"}}"));
    story.event("start", "points", 40L);
    assertThat(story.emitted()).hasSize(1);
    assertThat(story.emitted().get(0).properties()).isEqualTo(Map.of("level", 4L));
    assertThat(story.emitted().get(0).hops()).isEqualTo(1);
    story.echo();
    assertThat(story.sends()).extracting("journey").containsExactly("k");
  }

  @Test
  void aChainOfEmittedEventsIsLimited_S12() {
    Story story =
        Story.of(
            Yaml.journey("first: {wait: {for: PT1S}, next: again}\nagain: {emit: {type: start}}"));
    story.event("start");
    for (int i = 0; i < 20; i++) {
      story.pass("PT1S").echo();
    }
    assertThat(story.emitted()).hasSize(16);
    assertThat(story.rejected()).containsExactly("too-many-hops");
    assertThat(story.ended()).endsWith("j: too-many-hops");
  }

  @Test
  void anEmittedEventCannotBeTooLarge_S12() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {emit: {type: big, properties: {a: journey.event.a, b: journey.event.a}}}"));
    story.event("start", "a", "x".repeat(40_000));
    assertThat(story.emitted()).isEmpty();
    assertThat(story.ended()).containsExactly("j: event-too-large");
  }

  @Test
  void aJumpStartsTheOtherJourneyWithMappedContext_S13() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {jump: {journey: k, context: {item: \"journey.event.item + '!'\"}}, next: s}\ns: "
                    + SEND),
            Yaml.named("k", 1, "first: " + SEND, "entry: {request: {}}"));
    story.event("start", "item", "lamp");
    assertThat(story.sends()).extracting("journey").containsExactly("k", "j");
    assertThat(story.sends().get(0).data().toString()).contains("lamp!");
    assertThat(story.ended()).containsExactlyInAnyOrder("j: completed", "k: completed");
  }

  @Test
  void aJumpMayEndTheInstance_S13() {
    Story story =
        Story.of(
            Yaml.journey("first: {jump: {journey: k, end: true}}"),
            Yaml.named("k", 1, "first: {wait: {for: P1D}}", "entry: {request: {}}"));
    story.event("start");
    assertThat(story.ended()).containsExactly("j: jumped");
    assertThat(story.steps(Kind.ENTERED)).extracting("journey").containsExactly("j", "k");
  }

  @Test
  void aRefusedJumpTakesTheEdgeFailedElseGoesOn_S13() {
    String inside =
        Yaml.named(
            "k", 1, "first: {wait: {for: P1D}}", "entry: {event: {type: start}}", "priority: 9");
    Story story =
        Story.of(
            inside,
            Yaml.journey(
                "first: {jump: {journey: k}, next: s, failed: e}\ns: " + SEND + "\ne: {end: {}}"));
    story.event("start");
    assertThat(story.sends()).isEmpty();
    assertThat(story.told(Kind.PASSED)).containsExactly("j: already-inside");
    story = Story.of(inside, Yaml.journey("first: {jump: {journey: k}, next: s}\ns: " + SEND));
    story.event("start");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.told(Kind.PASSED)).containsExactly("j: already-inside");
  }

  @Test
  void aJumpToAJourneyThatDoesNotExistIsRefused_S13() {
    Story story = Story.of(Yaml.journey("first: {jump: {journey: nowhere}, next: s}\ns: " + SEND));
    story.event("start");
    assertThat(story.told(Kind.PASSED)).containsExactly("j: not-live");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void journeysThatJumpToEachOtherAreStopped_S13_S1() {
    Story story =
        Story.of(
            Yaml.journey("first: {jump: {journey: k, end: true}}"),
            Yaml.named("k", 1, "first: {jump: {journey: j, end: true}}", "entry: {request: {}}"));
    story.event("start");
    assertThat(story.rejected()).containsExactly("runaway");
    assertThat(story.state().instances()).isEmpty();
  }

  @Test
  void anUpdateIsSeenByAudiencesAndOtherJourneysInTheSameStep_S10_T3() {
    Story story =
        Story.of(
            Yaml.audience("gold", 1, "profile: \"profile.tier == 'gold'\""),
            Yaml.journey(
                "first: {update: {attributes: {tier: \"'gold'\"}}, next: w}\nw: {wait: {for: P1D}}"),
            Yaml.named("k", 1, "first: " + SEND, "entry: {audience: {name: gold}}"),
            Yaml.named(
                "l",
                1,
                "first: {wait: {for: P9D}}",
                "exit: [{audience: {name: gold}}]",
                "entry: {event: {type: before}}"));
    story.event("before").event("start");
    assertThat(story.sends()).extracting("journey").containsExactly("k");
    assertThat(story.ended()).containsExactly("l: exit", "k: completed");
  }

  @Test
  void theGoalIsToldOnceWithTheTimeSinceEntry_S15() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P9D}}",
                "goal: {event: {type: bought, when: \"event.total > 10\"}}"));
    story.event("start").pass("PT1H").event("bought", "total", 5L).pass("PT1H");
    story.event("bought", "total", 50L).event("bought", "total", 60L);
    assertThat(story.steps(Kind.GOAL)).hasSize(1);
    assertThat(story.steps(Kind.GOAL).get(0).detail())
        .containsEntry("elapsed", "PT2H")
        .containsEntry("event", "bought");
    assertThat(story.ended()).isEmpty();
  }

  @Test
  void afterItsWindowTheGoalDoesNotCount_S15() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: P9D}}", "goal: {event: {type: bought}, within: P1D}"));
    story.event("start").pass("P1D").event("bought");
    assertThat(story.steps(Kind.GOAL)).isEmpty();
    assertThat(story.counted("goal-too-late")).isEqualTo(1);
  }

  @Test
  void aGoalMayBeAnExitAndIsToldBeforeOtherExits_S15_L1() {
    Story story =
        Story.of(
            Yaml.journey("first: {wait: {for: P9D}}", "goal: {event: {type: bought}, exit: true}"),
            Yaml.named(
                "k",
                1,
                "first: {wait: {for: P9D}}",
                "goal: {event: {type: bought}}",
                "exit: [{event: {type: bought}}]"));
    story.event("start").event("bought");
    assertThat(story.steps(Kind.GOAL)).hasSize(2);
    assertThat(story.ended()).containsExactlyInAnyOrder("j: goal", "k: exit");
  }

  @Test
  void comingIntoAnAudienceMayBeTheGoal_S15() {
    Story story =
        Story.of(
            Yaml.audience("gold", 1, "profile: \"profile.tier == 'gold'\""),
            Yaml.journey("first: {wait: {for: P9D}}", "goal: {audience: {name: gold}}"));
    story.event("start").update(Map.of("tier", "gold"), Map.of());
    assertThat(story.steps(Kind.GOAL)).hasSize(1);
  }

  @Test
  @Tag("long")
  void theControlGroupPassesTheSameAndGetsNothing_S7() {
    int control = 0;
    for (int i = 0; i < 400; i++) {
      Story story =
          Story.of(
              "person" + i,
              new String[] {
                Yaml.journey(
                    "first: {experiment: {sides: [{name: a, share: 50, next: s}, {name: b, share: 25, next: s}], control: {share: 25, next: s}}}\ns: "
                        + SEND)
              });
      story.event("start");
      String side = story.steps(Kind.ASSIGNED).get(0).edge();
      assertThat(story.sends()).as("a request, throttled like any other").hasSize(1);
      assertThat(story.sends().get(0).dry()).isEqualTo(side.equals("control"));
      control += side.equals("control") ? 1 : 0;
    }
    assertThat(control).isBetween(74, 126);
  }

  @Test
  void theControlGroupIsCheckedLikeTheOthersAndStaysControl_S7() {
    String steps =
        "first: {experiment: {sides: [{name: a, share: 0.01, next: s}], control: {share: 99.99, next: s}}}\ns: {"
            + "send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}, next: t}\nt: "
            + SEND;
    Story story = Story.of(Yaml.journey(steps)).event("start").pass("P1D");
    assertThat(story.steps(Kind.ASSIGNED)).extracting("edge").containsExactly("control");
    assertThat(story.sends()).extracting("dry").containsExactly(true, true);
    Story refused = Story.of(Yaml.journey(steps)).update(Map.of(), Map.of("email", "out"));
    refused.event("start");
    assertThat(refused.sends()).isEmpty();
    assertThat(refused.notSent()).containsExactly("no-consent");
  }

  @Test
  void aJumpThatEndsThisOneEndsItThoughTheOtherRefuses_S13_O14() {
    String inside =
        Yaml.named(
            "k", 1, "first: {wait: {for: P1D}}", "entry: {event: {type: start}}", "priority: 9");
    Story story = Story.of(inside, Yaml.journey("first: {jump: {journey: k, end: true}}"));
    story.event("start");
    assertThat(story.ended()).containsExactly("j: jumped");
    assertThat(story.refused()).containsExactly("k: already-inside");
    String drawn = "first: {jump: {journey: k, end: true}, failed: s}\ns: " + SEND;
    Story failed = Story.of(inside, Yaml.journey(drawn)).event("start");
    assertThat(failed.told(Kind.PASSED)).containsExactly("j: already-inside");
    assertThat(failed.sends()).hasSize(1);
  }

  @Test
  void whatStartedAnInstanceIsNotItsGoal_S15_O25() {
    Story story =
        Story.of(Yaml.journey("first: {wait: {for: P9D}}", "goal: {event: {type: start}}"));
    story.event("start");
    assertThat(story.steps(Kind.GOAL)).isEmpty();
    story.pass("PT1M").event("start");
    assertThat(story.steps(Kind.GOAL)).hasSize(1);
  }
}
