package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What people take along when they are moved: requests, reports on them, answers. */
class MoveBelongingsRulesTest {
  private static final Order MOVE = new Order.Move("j", "m", 1);
  private static final Order BACK = new Order.Move("j", "back", 1);
  private static final String CALL =
      "{call: {channel: email, template: hello, for: P9D}, next: %s}";

  private static String migration(String name, int from, int to, String steps) {
    return "apiVersion: sojourn/v1\nkind: Migration\nmetadata: {name: "
        + name
        + ", version: 1}\nspec: {journey: j, from: "
        + from
        + ", to: "
        + to
        + ", steps: {"
        + steps
        + "}}\n";
  }

  private static Story moved(Story story, String steps, String start, String mapping) {
    return story
        .publish(Yaml.named("j", 2, steps, "start: " + start), PublicationState.LIVE)
        .publish(migration("m", 1, 2, mapping), PublicationState.LIVE)
        .asked("run", MOVE);
  }

  private static Instance only(Story story) {
    assertThat(story.state().instances()).hasSize(1);
    return story.state().instances().get(0);
  }

  /** Asks, waits a day, and goes by the answer. */
  private static String asking(String call, String wait) {
    return call
        + ": "
        + CALL.formatted(wait)
        + "\n"
        + wait
        + ": {wait: {for: P1D}, next: by}\nby: {branch: [{when: \"steps."
        + call
        + ".answer.tier == 'gold'\", next: good}], else: bad}\n"
        + "good: {send: {channel: email, template: hello}}\nbad: {end: {}}";
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAnswerIsReadUnderTheNewNameWhetherItCameBeforeOrAfter_S9_V3(boolean before) {
    Story story = Story.of(Yaml.journey(asking("first", "w"))).event("start");
    if (before) {
      story.answer(Map.of("tier", "gold"));
    }
    moved(story, asking("lookup", "w"), "lookup", "first: {step: lookup}");
    if (!before) {
      story.answer(Map.of("tier", "gold"));
    }
    story.pass("P1D");
    assertThat(story.sends()).hasSize(2);
    assertThat(story.sends().get(1).step()).isEqualTo("good");
  }

  @Test
  void anAnswerComesBackWithThePerson_S9_V3() {
    Story story = Story.of(Yaml.journey(asking("first", "w"))).event("start");
    story.answer(Map.of("tier", "gold"));
    byte[] kept = story.store().context(only(story).id);
    moved(story, asking("lookup", "w"), "lookup", "first: {step: lookup}");
    assertThat(story.store().context(only(story).id)).isNotEqualTo(kept);
    story.publish(migration("m", 1, 2, "first: {step: lookup}"), PublicationState.STOPPED);
    story.publish(Yaml.journey(asking("first", "w")), PublicationState.LIVE);
    story.publish(migration("back", 2, 1, "lookup: {step: first}"), PublicationState.LIVE);
    story.asked("back", BACK);
    assertThat(story.store().context(only(story).id)).isEqualTo(kept);
    story.pass("P1D");
    assertThat(story.sends()).hasSize(2);
  }

  private static String twoCalls(String one, String other, String by) {
    return "%s: %s\n%s: %s\nw: {wait: {for: P1D}, next: by}\n"
            .formatted(one, CALL.formatted(other), other, CALL.formatted("w"))
        + "by: {branch: [{when: \""
        + by
        + "\", next: good}], else: bad}\n"
        + "good: {send: {channel: email, template: hello}}\nbad: {end: {}}";
  }

  @Test
  void answersChangePlacesWithTheirSteps_S9_V3() {
    Story story = Story.of(Yaml.journey(twoCalls("a", "b", "true"), "start: a")).event("start");
    story.answer(Map.of("n", 1L)).answer(Map.of("n", 2L));
    moved(
        story,
        twoCalls("b", "a", "steps.b.answer.n == 1 && steps.a.answer.n == 2"),
        "b",
        "a: {step: b}, b: {step: a}");
    story.pass("P1D");
    assertThat(story.sends()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    // The one that asked last; one that leads elsewhere yields its name.
    "'a: {step: c}, b: {step: c}', 2",
    "'a: {step: b}, b: {step: w}', 1",
  })
  void ofAnswersThatBecomeOneTheLastOneCounts_S9_V3(String mapping, int counts) {
    Story story = Story.of(Yaml.journey(twoCalls("a", "b", "true"), "start: a")).event("start");
    story.answer(Map.of("n", 1L)).answer(Map.of("n", 2L));
    String call = mapping.contains("c}") ? "c" : "b";
    moved(
        story,
        twoCalls("z", call, "steps.%s.answer.n == %d".formatted(call, counts)),
        "z",
        mapping);
    story.pass("P1D");
    assertThat(story.sends()).hasSize(3);
  }

  @Test
  void anAnswerToACallThatLeadsElsewhereIsNotWaitedFor_S9_V3() {
    Story story = Story.of(Yaml.journey(asking("first", "w"))).event("start");
    moved(story, asking("lookup", "w"), "lookup", "first: {step: w}");
    assertThat(story.recalls()).hasSize(1);
    story.answer(Map.of("tier", "gold")).pass("P1D");
    assertThat(story.sends()).hasSize(1);
    assertThat(story.ended()).containsExactly("j: completed");
  }

  @ParameterizedTest
  @ValueSource(strings = {"sent", "clicked"})
  void aReportOnARenamedStepIsSeenWhereverThePersonIs_S3_S4_V3(String status) {
    String steps =
        "%1$s: {send: {channel: email, template: hello}, next: w}\n"
            + "w: {wait: {for: P1D}, next: r}\n"
            + "r: {await: {report: {of: %1$s, status: [%2$s]}, for: P9D, lookback: {since: entry}},"
            + " timeout: late}\nlate: {wait: {for: P9D}}";
    for (boolean before : new boolean[] {true, false}) {
      Story story = Story.of(Yaml.journey(steps.formatted("first", status))).event("start");
      Effect.MessageRequest request = story.sends().get(0);
      Status reported = status.equals("sent") ? Status.SENT : Status.CLICKED;
      if (before) {
        story.report(request, reported, "");
      }
      moved(story, steps.formatted("mail", status), "mail", "first: {step: mail}");
      if (!before) {
        story.report(request, reported, "");
      }
      story.pass("P1D");
      assertThat(story.ended()).as("%s before %s", status, before).containsExactly("j: completed");
    }
  }

  @Test
  void whatCouldNotBeSentIsKnownUnderTheNewName_S3_V3() {
    String steps =
        "%1$s: {send: {channel: email, template: hello}, next: r}\n"
            + "r: {await: {report: {of: %1$s, status: [clicked]}, for: P9D}, notSent: n}\n"
            + "n: {end: {}}";
    Story story = Story.of(Yaml.journey(steps.formatted("first"))).event("start");
    moved(story, steps.formatted("mail"), "mail", "first: {step: mail}");
    story.report(story.sends().get(0), Status.FAILED, "x");
    assertThat(story.steps(Kind.PASSED)).last().extracting("edge").isEqualTo("notSent");
  }

  @Test
  void whatAnAwaitHasSeenItStillHasSeen_S4_V3() {
    String wait = "first: {wait: {for: P1D}, next: then}\n";
    String went = "then: {await: {event: {type: %s}, for: P9D, lookback: {since: entry}}}";
    for (String type : List.of("go", "walk")) {
      Story story = Story.of(Yaml.journey(wait + went.formatted("go"))).event("start");
      story.event("go");
      story.publish(
          Yaml.named(
              "j",
              2,
              wait.replace("then", "after") + went.formatted(type).replace("then", "after")),
          PublicationState.LIVE);
      story.publish(migration("m", 1, 2, "then: {step: after}"), PublicationState.LIVE);
      story.asked("run", MOVE).pass("P1D");
      assertThat(story.ended()).hasSize(type.equals("go") ? 1 : 0);
    }
  }

  @Test
  void whatBecameOfAMessageIsKnownUnderTheNewName_S3_V3() {
    String steps =
        "first: {send: {channel: email, template: hello}, next: r}\n"
            + "r: {await: {report: {of: first, status: [clicked]}, for: P9D}, timeout: late}\n"
            + "late: {wait: {for: P9D}}";
    for (String renamed : List.of("first", "mail")) {
      Story story = Story.of(Yaml.journey(steps)).event("start");
      story.publish(
          Yaml.named("j", 2, steps.replace("first", renamed), "start: " + renamed),
          PublicationState.LIVE);
      String mapped = renamed.equals("first") ? "" : "first: {step: mail}";
      story.publish(migration("m", 1, 2, mapped), PublicationState.LIVE).asked("run", MOVE);
      story.report(Status.SENT).report(Status.CLICKED);
      assertThat(story.ended()).containsExactly("j: completed");
    }
  }

  @Test
  void whereTwoStepsBecomeOneTheOneCountsAtWhichThePersonIs_S8_V3() {
    String send = "{send: {channel: email, template: hello, awaitOutcome: true}, next: ";
    Story story =
        Story.of(Yaml.journey("first: " + send + "second}\nsecond: " + send + "r}\nr: {end: {}}"));
    story.event("start").report(Status.SENT);
    assertThat(only(story).step).isEqualTo("second");
    story.publish(
        Yaml.named("j", 2, "first: " + send + "r}\nr: {wait: {for: P9D}}"), PublicationState.LIVE);
    story
        .publish(migration("m", 1, 2, "second: {step: first}"), PublicationState.LIVE)
        .asked("run", MOVE);
    assertThat(only(story).step).isEqualTo("first");
    story.report(Status.SENT);
    assertThat(only(story).step).isEqualTo("r");
    assertThat(story.sends()).hasSize(2);
  }

  @Test
  void stepsMayChangePlaces_S3_V3() {
    String sends =
        "a: {send: {channel: email, template: hello}, next: b}\n"
            + "b: {send: {channel: email, template: hello}, next: r}\n";
    Story story = Story.of(Yaml.journey(sends + "r: {wait: {for: P9D}}", "start: a"));
    story.event("start");
    String last = story.sends().get(1).id();
    story.publish(
        Yaml.named("j", 2, sends + "r: {wait: {for: P9D}}", "start: a"), PublicationState.LIVE);
    story
        .publish(migration("m", 1, 2, "a: {step: b}, b: {step: a}"), PublicationState.LIVE)
        .asked("run", MOVE);
    assertThat(only(story).sentBy("a").orElseThrow().requestId).isEqualTo(last);
    assertThat(only(story).sentBy("b").orElseThrow().requestId)
        .isEqualTo(story.sends().get(0).id());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "exit: [{audience: {name: vips}}]",
        "goal: {audience: {name: vips}, exit: true}",
        "timeout: PT1H",
      })
  void whoLeavesAtTheMomentOfTheMoveIsNotMoved_L1_L3_S15_V3(String how) {
    String keyed = "entry: {event: {type: start}, key: event.cart}";
    String first = "first: {wait: {for: P9D}}";
    Story story =
        Story.of(
            Yaml.audience("vips", 1, "profile: \"profile.vip == true\""),
            Yaml.journey(first, keyed, how));
    story.event("start", "cart", List.of("a", "b"));
    story.publish(Yaml.named("j", 2, first, keyed, "timeout: P20D"), PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE);
    if (how.startsWith("timeout")) {
      story.pass("PT1H");
    } else {
      // Only now is the person seen to be in the audience: in the turn of the move.
      story.update(Map.of("vip", true), Map.of());
    }
    story.asked("run", MOVE);
    assertThat(story.ended()).hasSize(2);
    assertThat(story.steps(Kind.MOVED)).isEmpty();
    assertThat(story.state().instances()).isEmpty();
    assertThat(story.listings().keySet()).noneMatch(place -> place.startsWith("journey"));
  }

  @Test
  void whomAnothersMoveDisplacesIsNotMoved_O21_V3() {
    String keyed = "entry: {event: {type: start}, key: event.cart}";
    String group = "arbitration: {group: g, most: 2}";
    String wait = "first: {wait: {for: P9D}}";
    Story story =
        Story.of(
            Yaml.journey(wait, keyed, group),
            Yaml.named("k", 1, wait, "entry: {request: {}}", group, "priority: 50"));
    story.event("start", "cart", List.of("a", "b"));
    story.publish(
        Yaml.named(
            "j",
            2,
            "over: {jump: {journey: k}, next: first}\n" + wait,
            keyed,
            group,
            "start: over"),
        PublicationState.LIVE);
    story.publish(migration("m", 1, 2, "first: {step: over}"), PublicationState.LIVE);
    story.asked("run", MOVE);
    assertThat(story.ended()).containsExactly("j: displaced");
    String displaced = story.steps(Kind.ENDED).get(0).instance();
    assertThat(story.effects())
        .filteredOn(
            effect -> effect instanceof Effect.StepRecord step && step.instance().equals(displaced))
        .last()
        .extracting("kind")
        .isEqualTo(Kind.ENDED);
    assertThat(story.state().instances()).hasSize(2);
  }
}
