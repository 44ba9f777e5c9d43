package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Moving people to another version of the journey in which they are. */
class MoveRulesTest {
  private static final Order MOVE = new Order.Move("j", "m", 1);
  private static final Order BACK = new Order.Move("j", "back", 1);

  /** A step at which a person rests, in the old version and, a little different, in the new one. */
  enum Rest {
    WAIT("wait: {for: P2D}", "wait: {for: P3D}"),
    AWAIT(
        "await: {event: {type: go}, for: P2D}",
        "await: {any: [{event: {type: go}}, {event: {type: walk}}], for: P3D}"),
    HELD("send: {channel: email, template: hello}", "send: {channel: email, template: bye}"),
    OUTCOME(
        "send: {channel: email, template: hello, awaitOutcome: true}",
        "send: {channel: email, template: bye, awaitOutcome: true}"),
    ANSWER(
        "call: {channel: email, template: hello, for: P2D}",
        "call: {channel: email, template: bye, for: P3D}");

    private final String before;
    private final String after;

    /** The version that is left. */
    String first() {
      return Yaml.journey("first: {" + before + "}");
    }

    Rest(String before, String after) {
      this.before = before;
      this.after = after;
    }

    /** A person who rests at the step {@code first} of version 1, an hour after they came. */
    Story story(String migration) {
      Story story =
          Story.of(
              "apiVersion: sojourn/v1\nkind: Template\nmetadata: {name: bye, version: 1}\n"
                  + "spec: {parts: {subject: Bye}}\n",
              first());
      if (this == HELD) {
        String quiet = "{class: marketing, quietHours: [{from: '11:00', to: '20:00'}]}";
        story.publish(Yaml.policy("marketing", 2, quiet), PublicationState.LIVE);
      }
      story.event("start").pass("PT1H");
      return story
          .publish(
              Yaml.named(
                  "j",
                  2,
                  "first: {"
                      + after
                      + "}\nnext: {"
                      + after
                      + "}\nlater: {"
                      + (this == WAIT ? AWAIT.after : WAIT.after)
                      + "}"),
              PublicationState.LIVE)
          .publish(migration("m", 1, 2, migration), PublicationState.LIVE);
    }
  }

  private static String migration(String name, int from, int to, String spec) {
    return "apiVersion: sojourn/v1\nkind: Migration\nmetadata: {name: "
        + name
        + ", version: 1}\nspec: {journey: j, from: "
        + from
        + ", to: "
        + to
        + (spec.isEmpty() ? "" : ", " + spec)
        + "}\n";
  }

  private static Instance only(Story story) {
    assertThat(story.state().instances()).hasSize(1);
    return story.state().instances().get(0);
  }

  private static List<String> moves(Story story) {
    return story.steps(Kind.MOVED).stream()
        .map(
            step ->
                step.step() + " -> " + step.next() + " of " + step.version() + ": " + step.reason())
        .toList();
  }

  private static String place(Instance at) {
    return at.step + " due " + at.due + " since " + at.since + " held " + at.hold;
  }

  @ParameterizedTest
  @EnumSource
  void whoStaysGoesOnAsIfNothingHadHappened_V3(Rest rest) {
    Story story = rest.story("");
    String before = place(only(story));
    story.asked("run", MOVE);
    assertThat(place(only(story))).isEqualTo(before);
    assertThat(only(story).version).isEqualTo(2);
    assertThat(moves(story)).containsExactly("first -> first of 2: kept");
    assertThat(story.sends()).hasSize(rest == Rest.OUTCOME || rest == Rest.ANSWER ? 1 : 0);
    assertThat(story.steps(Kind.MOVED).get(0).detail())
        .containsEntry("migration", "m")
        .containsEntry("fromVersion", "1")
        .containsEntry("run", "run");
  }

  @ParameterizedTest
  @EnumSource
  void atAStepOfTheSameKindOneGoesOnToo_V3(Rest rest) {
    Story story = rest.story("steps: {first: {step: next}}");
    String before = place(only(story));
    story.asked("run", MOVE);
    assertThat(place(only(story))).isEqualTo(before.replace("first", "next"));
    assertThat(moves(story)).containsExactly("first -> next of 2: kept");
    assertThat(story.recalls()).isEmpty();
    int sends = story.sends().size();
    switch (rest) {
      case WAIT -> story.pass("P2D");
      case AWAIT -> story.event("walk");
      case HELD -> story.pass("P1D");
      case OUTCOME -> story.report(Status.SENT);
      case ANSWER -> story.answer(Map.of("tier", "gold"));
    }
    assertThat(story.ended()).containsExactly("j: completed");
    assertThat(story.sends()).hasSize(rest == Rest.HELD ? 1 : sends);
    assertThat(story.sends()).allMatch(send -> rest != Rest.HELD || send.template().equals("bye"));
  }

  @ParameterizedTest
  @EnumSource
  void aStepOfAnotherKindBegins_V3(Rest rest) {
    Story story = rest.story("steps: {first: {step: later}}");
    story.asked("run", MOVE);
    Instance at = only(story);
    assertThat(place(at))
        .isEqualTo(
            "later due "
                + (story.now() + Duration.ofDays(3).toMillis())
                + " since "
                + story.now()
                + " held null");
    assertThat(moves(story)).containsExactly("first -> later of 2: begun");
    // Nobody waits for the answer any more; a message that is on its way is not called back.
    assertThat(story.recalls()).hasSize(rest == Rest.ANSWER ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void whoIsToLeaveLeaves_V3(Rest rest) {
    Story story = rest.story("steps: {first: exit}");
    story.asked("run", MOVE);
    assertThat(story.ended()).containsExactly("j: migrated");
    assertThat(story.state().instances()).isEmpty();
    assertThat(story.recalls()).hasSize(rest == Rest.OUTCOME || rest == Rest.ANSWER ? 1 : 0);
  }

  @ParameterizedTest
  @EnumSource
  void movingTwiceIsMovingOnce_V3(Rest rest) {
    for (String steps :
        List.of("", "steps: {first: {step: later}}", "steps: {first: {step: next}}")) {
      Story story = rest.story(steps).asked("run", MOVE);
      byte[] state = story.store().hot();
      int effects = story.effects().size();
      story.asked("run", MOVE);
      assertThat(story.store().hot()).isEqualTo(state);
      // Another run finds nobody who is still in the old version.
      story.asked("again", MOVE);
      assertThat(story.effects().subList(effects, story.effects().size()))
          .noneMatch(StepRecord.class::isInstance);
      assertThat(only(story).version).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void thereAndBackIsWhereOneWas_V3(Rest rest) {
    for (String waits : List.of("keep", "recompute")) {
      Story story = rest.story("steps: {first: {step: next}}, waits: " + waits);
      String before = place(only(story));
      List<Instance.Sent> sent = only(story).sent;
      long end = only(story).timeoutAt;
      story.asked("run", MOVE);
      story.publish(migration("m", 1, 2, ""), PublicationState.STOPPED);
      story.publish(rest.first(), PublicationState.LIVE);
      story.publish(
          migration("back", 2, 1, "steps: {next: {step: first}}, waits: " + waits),
          PublicationState.LIVE);
      story.asked("back", BACK);
      assertThat(place(only(story))).isEqualTo(before);
      assertThat(only(story).version).isEqualTo(1);
      assertThat(only(story).timeoutAt).isEqualTo(end);
      assertThat(only(story).sent).usingRecursiveFieldByFieldElementComparator().isEqualTo(sent);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'wait: {for: P2D}', 'wait: {for: P5D}', P5D",
    "'wait: {for: P2D}', 'wait: {for: PT1M}', PT1H",
    "'wait: {for: P2D}', 'wait: {until: {time: \"14:00\"}}', PT2H",
    "'await: {event: {type: go}, for: P2D}', 'await: {event: {type: go}, for: PT2H}', PT2H",
    "'await: {event: {type: go}}', 'await: {event: {type: go}, for: PT1M}', PT1H",
    "'call: {channel: email, template: hello}', 'call: {channel: email, template: hello, for: PT3H}', PT3H"
  })
  void limitsAreCountedFromTheBeginningIfTheyAreToBe_V3(String before, String after, Duration due) {
    boolean call = before.startsWith("call");
    String steps = "first: {" + before + ", timeout: end}\nend: {end: {}}";
    String wait = "first: {" + before + ", next: end}\nend: {end: {}}";
    Story story = Story.of(Yaml.journey(before.startsWith("wait") ? wait : steps)).event("start");
    story.pass(call ? "PT59M" : "PT1H");
    story.publish(Yaml.named("j", 2, "first: {" + after + "}"), PublicationState.LIVE);
    story.publish(migration("m", 1, 2, "waits: recompute"), PublicationState.LIVE);
    story.asked("run", MOVE);
    assertThat(Duration.ofMillis(only(story).due - Story.START)).isEqualTo(due);
    assertThat(moves(story)).containsExactly("first -> first of 2: recomputed");
    // What is past already ends in its turn.
    story.pass("PT1S");
    assertThat(story.ended()).hasSize(due.equals(Duration.ofHours(1)) ? 1 : 0);
  }

  @Test
  void theLimitOfTheWholeStayIsThatOfTheNewVersion_L3_V3() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}", "timeout: P10D"));
    story.event("start").pass("P1D");
    story.publish(
        Yaml.named("j", 2, "first: {wait: {for: P9D}}", "timeout: P3D"), PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    story.pass("P2D");
    assertThat(story.ended()).containsExactly("j: timeout");
  }

  @Test
  void theExitsOfTheNewVersionHoldAtOnce_L1_V3() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}")).event("start");
    String vip = "exit: [{when: profile.name == 'Alice'}]";
    story.publish(Yaml.named("j", 2, "first: {wait: {for: P9D}}", vip), PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    assertThat(story.ended()).containsExactly("j: exit");
  }

  @Test
  void everyStayOfThePersonMovesAndNoneIsLostOrDoubled_V3() {
    String keyed = "entry: {event: {type: start}, key: event.cart}";
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}", keyed));
    story.event("start", "cart", List.of("a", "b", "c"));
    story.publish(Yaml.named("j", 2, "first: {wait: {for: P9D}}", keyed), PublicationState.LIVE);
    story.event("start", "cart", List.of("c", "d"));
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    assertThat(story.state().instances())
        .extracting(instance -> instance.key + instance.version)
        .containsExactlyInAnyOrder("a2", "b2", "c2", "d2");
    assertThat(story.steps(Kind.MOVED)).hasSize(3);
    assertThat(story.listings().keySet().stream().filter(place -> place.startsWith("journey")))
        .hasSize(4)
        .allMatch(place -> place.startsWith(Index.journey("j", 2) + " "));
  }

  @Test
  void aMigrationThatIsPausedOrOverMovesNobody_V3() {
    for (PublicationState state : List.of(PublicationState.PAUSED, PublicationState.STOPPED)) {
      Story story = Rest.WAIT.story("");
      story.publish(migration("m", 1, 2, ""), state).asked("run", MOVE);
      assertThat(only(story).version).isEqualTo(1);
      assertThat(story.counted("move-not-live")).isEqualTo(1);
      // The command did nothing, so it may still do it.
      story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
      assertThat(only(story).version).isEqualTo(2);
    }
  }

  @Test
  void nobodyIsMovedIntoADraftOrADryRun_V3() {
    for (PublicationState state : List.of(PublicationState.DRAFT, PublicationState.DRY_RUN)) {
      Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}")).event("start");
      String draft = Yaml.named("j", 2, "first: {wait: {for: P9D}}");
      story.publish(draft, state);
      story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
      assertThat(only(story).version).isEqualTo(1);
      assertThat(story.counted("move-not-live")).isEqualTo(1);
      // Once the version is live, the same command does what it says.
      story.publish(draft, PublicationState.LIVE).asked("run", MOVE);
      assertThat(only(story).version).isEqualTo(2);
    }
  }

  @Test
  void nobodyIsMovedToAVersionThatIsNotLiveAnyMore_V3() {
    Story story = Rest.WAIT.story("");
    story.publish(Rest.WAIT.first(), PublicationState.LIVE).asked("run", MOVE);
    assertThat(only(story).version).isEqualTo(1);
    assertThat(story.counted("move-not-live")).isEqualTo(1);
  }

  @Test
  void aJourneyThatIsPausedOrClosedMayBeTheAim_V3() {
    for (PublicationState state : List.of(PublicationState.PAUSED, PublicationState.CLOSED)) {
      Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}")).event("start");
      story.publish(Yaml.named("j", 2, "first: {wait: {for: P9D}}"), state);
      story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
      assertThat(only(story).version).isEqualTo(2);
    }
  }

  @Test
  void whoIsOnTrialIsNotMoved_V3() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}"));
    story.publish(Yaml.named("j", 2, "first: {wait: {for: P9D}}"), PublicationState.DRY_RUN);
    story.event("start");
    story.publish(migration("m", 2, 1, ""), PublicationState.LIVE).asked("run", MOVE);
    assertThat(story.steps(Kind.MOVED)).isEmpty();
    assertThat(story.state().instances()).hasSize(2);
  }

  @Test
  void whoseTimeIsUpInTheNewVersionDoesNothingMoreInIt_L3_V3() {
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}")).event("start").pass("P2D");
    story.publish(
        Yaml.named("j", 2, "first: {send: {channel: email, template: hello}}", "timeout: P1D"),
        PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    story.pass("PT1S");
    assertThat(story.sends()).isEmpty();
    assertThat(story.ended()).containsExactly("j: timeout");
  }

  @Test
  void whoAwaitsWhatTheNewVersionDoesNotAwaitGoesOn_S8_V3() {
    Story story =
        Story.of(
                Yaml.journey(
                    "first: {send: {channel: email, template: hello, awaitOutcome: true}}"))
            .event("start");
    story.publish(
        Yaml.named(
            "j",
            2,
            "first: {send: {channel: email, template: hello}, next: w}\nw: {wait: {for: P1D}}"),
        PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    assertThat(only(story).step).isEqualTo("w");
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void aGoalThatWasReachedStaysReached_S15_V3() {
    String goal = "goal: {event: {type: bought}}";
    Story story = Story.of(Yaml.journey("first: {wait: {for: P9D}}", goal)).event("start");
    story.event("bought");
    story.publish(Yaml.named("j", 2, "first: {wait: {for: P9D}}", goal), PublicationState.LIVE);
    story.publish(migration("m", 1, 2, ""), PublicationState.LIVE).asked("run", MOVE);
    story.event("bought");
    assertThat(story.steps(Kind.GOAL)).hasSize(1);
  }

  @Test
  void theDirectoryKnowsWhoIsInWhichVersion_V3() {
    Story story = Rest.WAIT.story("steps: {first: {step: later}}");
    String id = only(story).id;
    assertThat(story.listings()).containsEntry(Index.journey("j", 1) + " " + id, "first");
    story.asked("run", MOVE);
    assertThat(story.listings())
        .containsEntry(Index.journey("j", 2) + " " + id, "later")
        .doesNotContainKey(Index.journey("j", 1) + " " + id);
  }

  @Test
  void theDirectoryHearsOfEveryStepWithTheMomentInWhichItBegan_V3() {
    Story story =
        Story.of(
            Yaml.journey(
                "first: {wait: {for: PT1H}, next: second}\n"
                    + "second: {wait: {for: PT1H}, next: third}\nthird: {wait: {for: P9D}}"));
    story
        .event("start")
        .publish(
            Yaml.named("j", 2, "third: {wait: {for: P9D}}", "start: third"), PublicationState.LIVE);
    story.publish(
        migration("m", 1, 2, "steps: {first: exit, second: exit}"), PublicationState.LIVE);
    // However late anybody looks: a count as of a moment in between is right all the same.
    story.passUnnoticed("PT3H").asked("run", MOVE);
    assertThat(story.effects())
        .filteredOn(
            effect ->
                effect instanceof Effect.Listing listing && listing.index().startsWith("journey"))
        .map(effect -> (Effect.Listing) effect)
        .map(at -> at.index() + " " + at.step() + " " + Duration.ofMillis(at.at() - Story.START))
        .containsExactly(
            Index.journey("j", 1) + " first PT0S",
            Index.journey("j", 1) + " second PT1H",
            Index.journey("j", 1) + " third PT2H",
            Index.journey("j", 1) + "  PT3H",
            Index.journey("j", 2) + " third PT3H");
  }

  @Test
  void aStepThatIsNotThereMovesNobody_V4() {
    // Published past all checks: the directory begins no run, and a command does no harm.
    Story story = Rest.WAIT.story("steps: {first: {step: nowhere}}").asked("run", MOVE);
    assertThat(only(story).version).isEqualTo(1);
    assertThat(story.counted("move-without-step")).isEqualTo(1);
    story.pass("P2D");
    assertThat(story.ended()).containsExactly("j: completed");
  }
}
