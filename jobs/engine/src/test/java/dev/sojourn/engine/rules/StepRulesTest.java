package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class StepRulesTest {
  private static final String SEND = "{send: {channel: email, template: hello}}";

  private static String sendNext(String next) {
    return "{send: {channel: email, template: hello}, next: " + next + "}";
  }

  @Test
  void stepsWithoutWaitingAreOneAtomicStep_S1() {
    Story story =
        Story.of(
            Yaml.journey("first: " + sendNext("b") + "\nb: " + sendNext("c") + "\nc: {end: {}}"));
    story.event("start");
    assertThat(story.sent()).containsExactly("first after PT0S", "b after PT0S");
    assertThat(story.ended()).containsExactly("j: completed");
    assertThat(story.store().contexts()).isZero();
  }

  @Test
  void aChainOfMoreThanAHundredStepsIsARunaway_S1() {
    StringBuilder steps =
        new StringBuilder("first: {update: {attributes: {n: \"0\"}}, next: s1}\n");
    for (int i = 1; i <= 100; i++) {
      steps
          .append("s")
          .append(i)
          .append(": {update: {attributes: {n: \"")
          .append(i)
          .append("\"}}, next: s")
          .append(i + 1)
          .append("}\n");
    }
    steps.append("s101: {end: {}}");
    Story story = Story.of(Yaml.journey(steps.toString())).event("start");
    assertThat(story.ended()).containsExactly("j: runaway");
    assertThat(story.rejected()).containsExactly("runaway");
  }

  @Test
  void chainsAreCountedForEachMoment_S1_T2() {
    StringBuilder steps = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      steps
          .append(i == 0 ? "first" : "a" + i)
          .append(": {branch: [{when: \"false\"}], else: ")
          .append(i == 59 ? "w" : "a" + (i + 1))
          .append("}\n");
      steps
          .append("b")
          .append(i)
          .append(": {branch: [{when: \"false\"}], else: ")
          .append(i == 59 ? "await" : "b" + (i + 1))
          .append("}\n");
      steps
          .append("d")
          .append(i)
          .append(": {branch: [{when: \"false\"}], else: ")
          .append(i == 59 ? "done" : "d" + (i + 1))
          .append("}\n");
    }
    steps.append(
        "w: {wait: {for: PT1H}, next: b0}\nawait: {await: {event: {type: paid}, for: P1D}, next: d0}\n");
    steps.append("done: {send: {channel: email, template: hello}}");
    // The wait's end and the payment are handled in one call of the engine, and are two moments all
    // the same.
    Story story =
        Story.of(Yaml.journey(steps.toString())).event("start").passUnnoticed("PT2H").event("paid");
    assertThat(story.rejected()).isEmpty();
    assertThat(story.sent()).containsExactly("done after PT2H");
  }

  @Test
  void aWaitEndsAtItsMoment_S2() {
    Story story =
        Story.of(Yaml.journey("first: {wait: {for: PT1H}, next: s}\ns: " + SEND)).event("start");
    story.pass("PT59M59.999S");
    assertThat(story.sent()).isEmpty();
    story.pass("PT0.001S");
    assertThat(story.sent()).containsExactly("s after PT1H");
    story.pass("PT1H");
    assertThat(story.sent()).hasSize(1);
  }

  @Test
  void aWaitUntilAnExpressionsMoment_S2() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: \"journey.event.departure\"}, next: s}\ns: " + SEND));
    story.event("start", "departure", "2025-06-02T15:00:00Z").pass("PT2H59M");
    assertThat(story.sent()).isEmpty();
    story.pass("PT1M");
    assertThat(story.sent()).containsExactly("s after PT3H");
  }

  @Test
  void aMomentAlreadyPastPassesAtOnceAndIsRecordedAsSuch_S2() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: \"journey.event.departure\"}, next: s}\ns: " + SEND));
    story.event("start", "departure", "2025-06-01T15:00:00Z");
    assertThat(story.sent()).hasSize(1);
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("already-past");
  }

  @Test
  void aMomentThatIsNoMomentEndsTheInstance_S2() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: \"journey.event.departure\"}, next: s}\ns: " + SEND));
    story.event("start", "departure", "+999999999-12-31T23:59:59Z");
    assertThat(story.ended()).containsExactly("j: condition-error");
    story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: \"journey.event.departure\"}, next: s}\ns: " + SEND));
    story.event("start", "departure", "soon");
    assertThat(story.ended()).containsExactly("j: condition-error");
    assertThat(story.rejected()).containsExactly("condition-error");
  }

  private static final String AWAIT =
      Yaml.journey(
          """
          first: {await: {any: [{event: {type: paid, when: "event.total > 10"}}, {event: {type: called}}], for: PT1H}, next: yes, timeout: no}
          yes: {send: {channel: email, template: hello}}
          no: {send: {channel: email, template: hello}}
          """);

  @Test
  void theFirstToOccurWins_S3() {
    Story story = Story.of(AWAIT).event("start").pass("PT10M").event("paid", "total", 5L);
    assertThat(story.sent()).isEmpty();
    story.event("called").event("paid", "total", 50L);
    assertThat(story.sent()).containsExactly("yes after PT10M");
  }

  @Test
  void theTimeLimitHasAnEdgeOfItsOwn_S3() {
    Story story = Story.of(AWAIT).event("start").pass("PT2H").event("called");
    assertThat(story.sent()).containsExactly("no after PT1H");
  }

  @Test
  void withoutATimeoutEdgeTheLimitLeadsOn_S3() {
    Story story =
        Story.of(
            Yaml.journey("first: {await: {event: {type: paid}, for: PT1H}, next: s}\ns: " + SEND));
    story.event("start").pass("PT1H");
    assertThat(story.sent()).containsExactly("s after PT1H");
  }

  @Test
  void withoutALimitItWaitsUntilTheJourneysTimeout_S3_L3() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {await: {event: {type: paid}}, next: s}\ns: " + SEND, "timeout: P3D"));
    story.event("start").pass("P2D");
    assertThat(story.ended()).isEmpty();
    story.pass("P1D");
    assertThat(story.ended()).containsExactly("j: timeout");
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void whatComesWhileNobodyAwaitsItIsNotRemembered_S4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: a}\na: {await: {event: {type: paid}, for: PT1H}, next: s, timeout: n}\ns: "
                    + SEND
                    + "\nn: {end: {}}"));
    story.event("start").event("paid").pass("PT3H");
    assertThat(story.sent()).isEmpty();
  }

  @Test
  void theStartingEventDoesNotSatisfyTheAwaitThatItLeadsTo_S4() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {await: {event: {type: start}, for: PT1H}, next: s, timeout: n}\ns: "
                    + SEND
                    + "\nn: {end: {}}"));
    story.event("start");
    assertThat(story.sent()).isEmpty();
    story.event("start");
    assertThat(story.sent()).hasSize(1);
  }

  private static final String REACTION =
      Yaml.journey(
          """
          first: {send: {channel: email, template: hello}, next: reaction}
          reaction: {await: {report: {of: first, status: [clicked, opened]}, for: P2D}, next: done, timeout: again, notSent: other}
          done: {end: {}}
          again: {send: {channel: email, template: hello}}
          other: {send: {channel: email, template: hello}}
          """);

  @Test
  void aReportOnTheMessageIsAwaited_S3() {
    Story story = Story.of(REACTION).event("start").report(Status.SENT).report(Status.CLICKED);
    assertThat(story.ended()).containsExactly("j: completed");
    assertThat(story.sent()).hasSize(1);
    assertThat(story.steps(Kind.PASSED)).extracting(StepRecord::reason).containsExactly("clicked");
  }

  @Test
  void anAwaitOnAMessageThatWasNotSentLeavesAtOnce_S3() {
    Story story = Story.of(REACTION).update(Map.of(), Map.of("email", "out")).event("start");
    assertThat(story.steps(Kind.PASSED)).extracting(StepRecord::edge).containsExactly("notSent");
  }

  @Test
  void anAwaitOnAMessageThatFailsLaterLeavesThen_S3() {
    Story story = Story.of(REACTION).event("start").pass("PT1M").report(Status.FAILED);
    assertThat(story.sent()).containsExactly("first after PT0S", "other after PT1M");
  }

  @Test
  void theFirstTrueConditionWins_S5() {
    String branch =
        Yaml.journey(
            """
            first: {branch: [{when: "profile.age > 60", next: a}, {when: "profile.age > 20", next: b}], else: c}
            a: {send: {channel: email, template: hello}}
            b: {send: {channel: email, template: hello}}
            c: {send: {channel: email, template: hello}}
            """);
    assertThat(Story.of(branch).update(Map.of("age", 70L), Map.of()).event("start").sent())
        .containsExactly("a after PT0S");
    assertThat(Story.of(branch).update(Map.of("age", 30L), Map.of()).event("start").sent())
        .containsExactly("b after PT0S");
    assertThat(Story.of(branch).update(Map.of("age", 10L), Map.of()).event("start").sent())
        .containsExactly("c after PT0S");
    // A condition over a missing attribute is false, not an error.
    assertThat(Story.of(branch).event("start").sent()).containsExactly("c after PT0S");
  }

  @Test
  void aConditionThatFailsTakesItsEdgeOrEndsTheInstance_S5() {
    String failing =
        "first: {branch: [{when: \"profile.age > 20\", next: a}], else: c%s}\na: {end: {}}\nc: {end: {}}\nf: "
            + SEND;
    Story drawn = Story.of(Yaml.journey(failing.formatted(", failed: f")));
    drawn.update(Map.of("age", "old"), Map.of()).event("start");
    assertThat(drawn.sent()).containsExactly("f after PT0S");
    Story notDrawn = Story.of(Yaml.journey(failing.formatted("").replace("f: " + SEND, "")));
    notDrawn.update(Map.of("age", "old"), Map.of()).event("start");
    assertThat(notDrawn.ended()).containsExactly("j: condition-error");
    assertThat(notDrawn.rejected()).containsExactly("condition-error");
  }

  @Test
  void aSplitIsStickyOverReentriesAndVersions_S6() {
    String split =
        "first: {split: {sides: [{share: 33.33, name: a, next: x}, {share: 66.67, name: b, next: x}]}}\nx: {end: {}}";
    Set<String> sides = new HashSet<>();
    for (int person = 0; person < 50; person++) {
      Story story =
          Story.of("person" + person, new String[] {Yaml.journey(split)})
              .event("start")
              .event("start");
      story
          .publish(Yaml.named("j", 2, split), dev.sojourn.engine.definition.PublicationState.LIVE)
          .event("start");
      Set<String> ofOne = new HashSet<>();
      story.steps(Kind.ASSIGNED).forEach(step -> ofOne.add(step.edge()));
      assertThat(story.steps(Kind.ASSIGNED)).hasSize(3);
      assertThat(ofOne).hasSize(1);
      sides.addAll(ofOne);
    }
    assertThat(sides).containsExactlyInAnyOrder("a", "b");
  }

  @Test
  void thePersonMovesOnAtOnce_S8_D1() {
    Story story =
        Story.of(Yaml.journey("first: " + sendNext("b") + "\nb: {wait: {for: P1D}}"))
            .event("start");
    assertThat(story.state().instances().get(0).step).isEqualTo("b");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.sends().get(0).address()).isEqualTo("alice@example.com");
    assertThat(story.sends().get(0).expiresAt()).isEqualTo(Story.START + 72 * 3_600_000L);
  }

  private static final String OUTCOME =
      Yaml.journey(
          """
          first: {send: {channel: email, template: hello, awaitOutcome: true, expires: PT12H}, next: ok, failed: bad, skipped: no}
          ok: {wait: {for: P1D}}
          bad: {wait: {for: P1D}}
          no: {wait: {for: P1D}}
          """);

  @Test
  void withAwaitOutcomeThePersonWaitsForTheFinalOne_S8() {
    Story story = Story.of(OUTCOME).event("start").pass("PT1H");
    assertThat(story.state().instances().get(0).step).isEqualTo("first");
    assertThat(story.sends().get(0).expiresAt()).isEqualTo(Story.START + 12 * 3_600_000L);
    story.report(Status.OPENED);
    assertThat(story.state().instances().get(0).step).isEqualTo("first");
    story.report(Status.SENT);
    assertThat(story.state().instances().get(0).step).isEqualTo("ok");
  }

  @Test
  void aFailureTakesItsEdge_S8() {
    for (Status status :
        new Status[] {Status.FAILED, Status.EXPIRED, Status.RATE_LIMITED, Status.RECALLED}) {
      Story story = Story.of(OUTCOME).event("start").report(status);
      assertThat(story.state().instances().get(0).step).isEqualTo("bad");
    }
  }

  @Test
  void onlyTheFirstFinalOutcomeCounts_S8() {
    Story story = Story.of(OUTCOME).event("start").report(Status.SENT).report(Status.FAILED);
    assertThat(story.state().instances().get(0).step).isEqualTo("ok");
    assertThat(story.counted("report-repeated")).isEqualTo(1);
  }

  @Test
  void aPersonWhoIsNotSentToTakesTheSkippedEdge_S8() {
    Story story = Story.of(OUTCOME).update(Map.of(), Map.of("email", "out")).event("start");
    assertThat(story.state().instances().get(0).step).isEqualTo("no");
    assertThat(story.notSent()).containsExactly("no-consent");
  }

  @Test
  void anUpdateIsVisibleToTheVeryNextStep_S10() {
    Story story =
        Story.of(
            Yaml.journey(
                """
                first: {update: {attributes: {seen: "journey.event.item", gone: "null"}, consents: {sms: in}}, next: b}
                b: {branch: [{when: "profile.seen == 'lamp' && profile.consents.sms == 'in' && !has(profile.gone)", next: s}], else: e}
                s: {send: {channel: email, template: hello}}
                e: {end: {}}
                """));
    story.update(Map.of("gone", "x"), Map.of()).event("start", "item", "lamp");
    assertThat(story.sent()).containsExactly("s after PT0S");
  }

  @Test
  void aStepWithoutNextEndsTheInstance_S14() {
    Story story = Story.of(Yaml.journey("first: " + SEND)).event("start");
    assertThat(story.ended()).containsExactly("j: completed");
  }

  @Test
  void requestIdsDifferFromVisitToVisit() {
    Story story =
        Story.of(Yaml.journey("first: " + sendNext("w") + "\nw: {wait: {for: PT1H}, next: first}"))
            .event("start");
    story.pass("PT3H");
    assertThat(story.sends()).hasSize(4);
    assertThat(story.sends().stream().map(s -> s.id()).distinct()).hasSize(4);
  }

  @Test
  void aWaitUntilATimeOnSomeDays_S2() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: {time: \"09:00\", days: [tue, thu..fri]}}, next: b}\n"
                    + "b: {wait: {for: PT1M}, next: first}"));
    story.event("start").pass("P7D");
    // Monday noon: Tuesday, Thursday and Friday at nine.
    assertThat(story.steps(Kind.PASSED))
        .filteredOn(step -> step.step().equals("first"))
        .extracting(step -> (step.at() - Story.START) / 3_600_000)
        .containsExactly(21L, 69L, 93L);
  }

  @Test
  void aMomentThatIsAbsentPassesAtOnce_S2_O16() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {until: \"journey.event.departure\"}, next: s}\ns: " + SEND));
    story.event("start");
    assertThat(story.sent()).containsExactly("s after PT0S");
    assertThat(story.steps(Kind.PASSED)).extracting("reason").containsExactly("moment-missing");
  }

  /** The hash space is cut at the shares themselves, to the hundredth of a percent. */
  @Test
  @Tag("long")
  void sharesAreExactAndASaltDealsAnew_S6() {
    String split = "first: {split: {%ssides: [{share: 33.33, name: a}, {share: 66.67, name: b}]}}";
    int moved = 0;
    for (int i = 0; i < 500; i++) {
      String person = "person" + i;
      String plain = side(person, split.formatted(""));
      String salted = side(person, split.formatted("salt: other, "));
      assertThat(salted)
          .isEqualTo(Hashes.bucket(Hashes.hash64("other", person), 10_000) < 3_333 ? "a" : "b");
      moved += plain.equals(salted) ? 0 : 1;
    }
    // 2 * 1/3 * 2/3 of them, within four standard deviations.
    assertThat(moved).isBetween(178, 266);
  }

  private static String side(String person, String steps) {
    Story story = Story.of(person, new String[] {Yaml.journey(steps)}).event("start");
    return story.steps(Kind.ASSIGNED).get(0).edge();
  }

  @Test
  void aDryOutcomeOrOneInDoubtIsNoFailure_S8_O17() {
    for (Status status : new Status[] {Status.DRY, Status.IN_DOUBT}) {
      Story story = Story.of(OUTCOME).event("start").report(status);
      assertThat(story.state().instances().get(0).step).isEqualTo("ok");
    }
  }

  @Test
  void anUpdateIsDoneAsAWholeOrNotAtAll_S10_O24() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {update: {attributes: {a: \"1\", b: \"1 / int(profile.zero)\"}, consents: {email: out}}}"));
    story.update(Map.of("zero", 0L), Map.of()).event("start");
    assertThat(story.ended()).containsExactly("j: condition-error");
    story.publish(
        Yaml.named(
            "k", 1, "first: " + SEND, "entry: {event: {type: k, when: \"!has(profile.a)\"}}"),
        dev.sojourn.engine.definition.PublicationState.LIVE);
    story.event("k");
    assertThat(story.sends()).as("neither attribute nor consent was changed").hasSize(1);
  }

  @Test
  void anEndEndsTheInstanceWhateverElseThereIs_S14() {
    Story story = Story.of(Yaml.journey("first: {end: {}}\nother: " + SEND)).event("start");
    assertThat(story.ended()).containsExactly("j: completed");
    assertThat(story.state().instances()).isEmpty();
    assertThat(story.sends()).isEmpty();
  }

  @Test
  void aChainOfAHundredStepsIsNoRunaway_S1() {
    StringBuilder steps = new StringBuilder("first: {branch: [{when: \"false\"}], else: s2}\n");
    for (int i = 2; i < 100; i++) {
      steps.append("s" + i + ": {branch: [{when: \"false\"}], else: s" + (i + 1) + "}\n");
    }
    Story story = Story.of(Yaml.journey(steps + "s100: " + SEND)).event("start");
    assertThat(story.sent()).containsExactly("s100 after PT0S");
    assertThat(story.ended()).containsExactly("j: completed");
  }
}
