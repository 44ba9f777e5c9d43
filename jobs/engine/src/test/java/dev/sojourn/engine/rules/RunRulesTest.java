package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.Command;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What a run over many does to one of them. */
class RunRulesTest {
  private static final String WAIT = "first: {wait: {for: P2D}}";
  private static final String FRENCH =
      Yaml.audience("french", 1, "profile: \"profile.country == 'FR'\"");
  private static final String CURRENT = "entry: {audience: {name: french, include: current}}";
  private static final String SCHEDULE =
      "entry: {schedule: {cron: \"0 9 * * MON\", audience: french}}";

  private static Order read(String run) {
    return new Order.Read("j", run, 1_750_000_000_000L, false);
  }

  private static Story french(String... documents) {
    return Story.of(documents).update(Map.of("country", "FR"), Map.of());
  }

  @Test
  void membersAtTheTimeOfPublishingEnterOnlyIfAskedTo_E3() {
    Story story = french(FRENCH);
    story.publish(Yaml.journey(WAIT, "entry: {audience: {name: french}}"), PublicationState.LIVE);
    story.asked("current/j/1", read("current/j/1"));
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    story.publish(Yaml.named("j", 2, WAIT, CURRENT), PublicationState.LIVE);
    story.asked("current/j/2", read("current/j/2"));
    assertThat(story.steps(Kind.ENTERED)).extracting("version").containsExactly(2);
  }

  @Test
  void whoIsNotAMemberIsNotReadIn_E3_E4() {
    for (String entry : new String[] {CURRENT, SCHEDULE}) {
      Story story = Story.of(FRENCH, Yaml.journey(WAIT, entry));
      story.asked("run", read("run"));
      assertThat(story.steps(Kind.ENTERED)).isEmpty();
      assertThat(story.counted("read-not-member")).isEqualTo(1);
    }
  }

  @Test
  void aScheduleReadsMembersWithItsRunAsContext_E4() {
    String emit =
        "first: {emit: {type: t, properties: {run: journey.event.run,"
            + " at: journey.event.scheduledAt, of: journey.event.audience}}}";
    Story story = french(FRENCH, Yaml.journey(emit, SCHEDULE)).asked("monday", read("monday"));
    assertThat(story.emitted().get(0).properties())
        .isEqualTo(Map.of("run", "monday", "at", "2025-06-15T15:06:40Z", "of", "french"));
  }

  @Test
  void withoutAnAudienceEverybodyIsRead_E4() {
    Story story = Story.of(Yaml.journey(WAIT, "entry: {schedule: {at: \"2025-06-10T09:00\"}}"));
    story.asked("run", read("run"));
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
  }

  @Test
  void aRunReadsAPersonOnceHoweverOftenItsCommandComes_E4() {
    Story story = french(FRENCH, Yaml.journey("first: {end: {}}", SCHEDULE));
    story.asked("monday", read("monday")).asked("monday", read("monday"));
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    story.pass("P7D").asked("next", read("next"));
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
  }

  @Test
  void guardsHoldForThoseWhoAreRead_E4_E8() {
    Story story = french(FRENCH, Yaml.journey(WAIT, SCHEDULE, "reentry: never"));
    story.asked("one", read("one")).asked("two", read("two"));
    story.pass("P3D").asked("three", read("three"));
    assertThat(story.refused()).containsExactly("j: already-inside", "j: reentry");
  }

  @Test
  void newOnlyReadsThoseWhoHaveNeverComeIn_E4() {
    Story story =
        french(
            FRENCH,
            Yaml.journey(
                "first: {end: {}}",
                "entry: {schedule: {cron: \"0 9 * * MON\", audience: french, read: new-only}}"));
    story.asked("one", read("one")).pass("P7D").asked("two", read("two"));
    assertThat(story.steps(Kind.ENTERED)).hasSize(1);
    assertThat(story.refused()).isEmpty();
    assertThat(story.counted("read-not-new")).isEqualTo(1);
  }

  @Test
  void restartEndsWhoIsInsideButNotWhomTheSameRunBroughtIn_E4() {
    Story story =
        french(
            FRENCH,
            Yaml.journey(
                WAIT,
                "entry: {schedule: {cron: \"0 9 * * MON\", audience: french, restart: true}}"));
    story.asked("one", new Order.Read("j", "one", 0, true)).pass("PT1H");
    story.asked("two", new Order.Read("j", "two", 0, true));
    assertThat(story.ended()).containsExactly("j: restarted");
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
    story.asked("two", new Order.Eject("j"));
    assertThat(story.ended()).hasSize(1);
    story.asked("three", new Order.Eject("j"));
    assertThat(story.ended()).hasSize(2);
  }

  @Test
  void aSweepBringsAPersonToTheAudiencesOfNow_A9() {
    Story story = Story.of().update(Map.of("country", "FR"), Map.of());
    story.publish(FRENCH, PublicationState.LIVE).asked("sweep", new Order.Sweep());
    assertThat(story.audienceChanges())
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.cause()).isEqualTo(Cause.DEFINITION);
              assertThat(change.signal()).isEmpty();
            });
    int effects = story.effects().size();
    story.asked("again", new Order.Sweep());
    assertThat(story.effects()).hasSize(effects);
  }

  @Test
  void whomADefinitionMakesAMemberEntersOnlyIfAskedTo_E3_E5_A9() {
    for (String include : new String[] {"", ", include: current"}) {
      Story story =
          Story.of(
              Yaml.journey(WAIT, "entry: {audience: {name: french" + include + "}}"),
              Yaml.audience("french", 1, "profile: \"profile.country == 'DE'\""));
      story.update(Map.of("country", "FR"), Map.of());
      story.publish(
          Yaml.audience("french", 2, "profile: \"profile.country == 'FR'\""),
          PublicationState.LIVE);
      story.asked("sweep", new Order.Sweep());
      assertThat(story.memberships()).hasSize(1);
      assertThat(story.steps(Kind.ENTERED)).hasSize(include.isEmpty() ? 0 : 1);
    }
  }

  @Test
  void anAudienceThatIsGoneLeavesNoMembership_A10() {
    Story story = french(FRENCH);
    assertThat(story.listings()).containsKey(Index.audience("french") + " ");
    story.publish(FRENCH, PublicationState.DELETED).asked("sweep", new Order.Sweep());
    assertThat(story.state().memberships()).isEmpty();
    assertThat(story.listings()).doesNotContainKey(Index.audience("french") + " ");
    story.publish(FRENCH, PublicationState.LIVE).asked("sweep/2", new Order.Sweep());
    assertThat(story.audienceChanges()).hasSize(2);
  }

  @Test
  void aSweepEndsWhoIsInsideAStoppedJourney_V1_A9() {
    Story story = Story.of(Yaml.journey(WAIT)).event("start");
    story.publish(Yaml.journey(WAIT), PublicationState.STOPPED).asked("stop", new Order.Sweep());
    assertThat(story.ended()).containsExactly("j: stopped");
  }

  @Test
  void whoIsHeldByAPauseGoesOnWhenReleased_V1() {
    String steps =
        "first: {wait: {for: PT1M}, next: s}\ns: {send: {channel: email, template: hello}}";
    Story story = Story.of(Yaml.journey(steps)).event("start");
    story.publish(Yaml.journey(steps), PublicationState.PAUSED).pass("PT1M");
    assertThat(story.sends()).isEmpty();
    story.asked("early", new Order.Release("j"));
    assertThat(story.sends()).isEmpty();
    story.publish(Yaml.journey(steps), PublicationState.LIVE).asked("r", new Order.Release("j"));
    assertThat(story.sends()).hasSize(1);
  }

  @Test
  void aCommandToNobodyMakesNobody_A9() {
    Story story = Story.unknown(FRENCH).asked("sweep", new Order.Sweep());
    assertThat(story.store().hot()).isNull();
    assertThat(story.counted("command-without-profile")).isEqualTo(1);
    assertThat(story.rejected()).isEmpty();
  }

  @Test
  void aCommandThatMakesNoSenseIsToldWhomeverItIsAbout() {
    Story known = french(FRENCH).asked(new Command("c", "c", "drop", Map.of()));
    assertThat(known.rejected()).containsExactly("reference-unknown");
    Story nobody = Story.unknown(FRENCH).asked(new Command("c", "c", "drop", Map.of()));
    assertThat(nobody.rejected()).containsExactly("reference-unknown");
    assertThat(nobody.store().hot()).isNull();
  }

  @Test
  void theDirectoryKnowsWhereAPersonStands() {
    String steps = "first: {wait: {for: PT1H}, next: second}\nsecond: {wait: {for: PT1H}}";
    Story story = french(FRENCH, Yaml.journey(steps)).event("start");
    String stay = Index.journey("j", 1) + " " + story.state().instances().get(0).id;
    Map<String, String> known =
        Map.of(Index.PEOPLE + " ", "", Index.audience("french") + " ", "", stay, "first");
    assertThat(story.listings()).isEqualTo(known);
    story.pass("PT1H");
    assertThat(story.listings()).containsEntry(stay, "second");
    story.pass("PT1H");
    assertThat(story.listings()).doesNotContainKey(stay);
    story.update(Map.of("country", "DE"), Map.of());
    assertThat(story.listings()).isEqualTo(Map.of(Index.PEOPLE + " ", ""));
  }

  @Test
  void whoIsKnownFromAnOlderStateIsListedWhenTouched() {
    Story story = french(FRENCH, Yaml.journey(WAIT)).event("start");
    Map<String, String> known = story.listings();
    ProfileState old = story.state();
    old.listed = false;
    old.instances().forEach(instance -> instance.listedAt = null);
    Map<String, String> told = new TreeMap<>();
    Listings.tell(
        old,
        effect -> {
          Effect.Listing listing = (Effect.Listing) effect;
          told.put(listing.index() + " " + listing.entry(), listing.step());
        });
    assertThat(told).isEqualTo(known);
    assertThat(ProfileStateFormat.read(ProfileStateFormat.write(old)).listed).isTrue();
  }
}
