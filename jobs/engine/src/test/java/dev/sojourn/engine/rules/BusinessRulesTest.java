package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a business event does to one of those who are read because of it. */
class BusinessRulesTest {
  private static final String WAIT = "first: {wait: {for: P2D}}";
  private static final String END = "first: {end: {}}";
  private static final String FRENCH =
      Yaml.audience("french", 1, "profile: \"profile.country == 'FR'\"");
  private static final String ENTRY =
      "entry: {business: {type: restock, when: \"event.stock > 9\", audience: french}}";

  private static Order event(String id, Map<String, Object> properties) {
    return new Order.Business("j", 1, "restock", id, Packed.pack(properties));
  }

  private static Story asked(Story story, String id) {
    return story.asked("business/j/restock/" + id, event(id, Map.of("stock", 10L)));
  }

  private static Story french(String... documents) {
    return Story.of(documents).update(Map.of("country", "FR"), Map.of());
  }

  @Test
  void aMemberEntersWithTheEventAsContextAndItsIdAsKey_E5() {
    String emit =
        "first: {emit: {type: t, properties: {what: journey.event.product.name,"
            + " stock: journey.event.stock, key: journey.key}}}";
    Story story = french(FRENCH, Yaml.journey(emit, ENTRY));
    story.asked(
        "business/j/restock/e-1",
        event("e-1", Map.of("stock", 1L, "product", Map.of("name", "kettle"))));
    // The condition was asked once for all, and is not asked again.
    assertThat(story.emitted().get(0).properties())
        .isEqualTo(Map.of("what", "kettle", "stock", 1L, "key", "e-1"));
    assertThat(story.steps(Kind.ENTERED))
        .singleElement()
        .satisfies(
            step -> {
              assertThat(step.instanceKey()).isEqualTo("e-1");
              assertThat(step.detail())
                  .isEqualTo(
                      Map.of("event", "restock", "id", "e-1", "run", "business/j/restock/e-1"));
            });
  }

  @Test
  void whoIsNoMemberIsNotReadIn_E5() {
    Story story = asked(Story.of(FRENCH, Yaml.journey(WAIT, ENTRY)), "e-1");
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    assertThat(story.counted("read-not-member")).isEqualTo(1);
  }

  @Test
  void eventsRunSideBySide_E5() {
    Story story = french(FRENCH, Yaml.journey(WAIT, ENTRY));
    asked(asked(story, "e-1"), "e-2");
    assertThat(story.steps(Kind.ENTERED)).extracting("instanceKey").containsExactly("e-1", "e-2");
    assertThat(story.refused()).isEmpty();
  }

  @Test
  void theSameEventBringsNobodyInTwice_E5_E7() {
    for (String reentry : List.of("always", "never", "{after: PT1S}")) {
      Story story = french(FRENCH, Yaml.journey(END, ENTRY, "reentry: " + reentry));
      asked(story, "e-1").pass("P1D");
      // Another command of the same event, as of a run that begins anew after a long time.
      story.asked(
          new Command(
              "other", "business/j/restock/e-1", "business", event("e-1", Map.of()).arguments()));
      assertThat(story.steps(Kind.ENTERED)).as(reentry).hasSize(1);
      assertThat(story.counted("business-event-repeated")).isEqualTo(1);
      asked(story, "e-2");
      assertThat(story.steps(Kind.ENTERED)).as(reentry).hasSize(2);
    }
  }

  @Test
  void theLatestSixtyFourEventsAreRemembered_E5_E7() {
    Story story = french(FRENCH, Yaml.journey(END, ENTRY));
    for (int i = 0; i < 65; i++) {
      asked(story, "e-" + i);
    }
    // Other commands of the same events, as after a crash.
    for (int i = 1; i < 65; i++) {
      story.asked(
          new Command("again-" + i, "r", "business", event("e-" + i, Map.of()).arguments()));
    }
    assertThat(story.steps(Kind.ENTERED)).hasSize(65);
    story.asked(new Command("again-0", "r", "business", event("e-0", Map.of()).arguments()));
    assertThat(story.steps(Kind.ENTERED)).hasSize(66);
  }

  @Test
  void anIdIsUniqueInItsTypeOnly_E5() {
    Story story = asked(french(FRENCH, Yaml.journey(END, ENTRY)), "e-1");
    story.publish(
        Yaml.named("j", 2, END, "entry: {business: {type: delay, audience: french}}"),
        PublicationState.LIVE);
    Order delay = new Order.Business("j", 2, "delay", "e-1", Packed.pack(Map.of()));
    story.asked("business/j/delay/e-1", delay).asked("again", delay);
    assertThat(story.steps(Kind.ENTERED)).extracting("instanceKey").containsExactly("e-1", "e-1");
    assertThat(story.counted("business-event-repeated")).isEqualTo(1);
  }

  @Test
  void aNewVersionIsAskedForItsOwnCondition_E5() {
    for (String when : List.of("event.stock > 9", "event.stock > 10", "event.stock > 'a'")) {
      String entry =
          "entry: {business: {type: restock, when: \"%s\", audience: french}}".formatted(when);
      Story story = french(FRENCH, Yaml.journey(WAIT, entry));
      story.asked(
          "business/j/restock/e-1",
          new Order.Business("j", 0, "restock", "e-1", Packed.pack(Map.of("stock", 10L))));
      boolean wanted = when.equals("event.stock > 9");
      assertThat(story.steps(Kind.ENTERED)).as(when).hasSize(wanted ? 1 : 0);
      assertThat(story.counted("read-without-journey")).as(when).isEqualTo(wanted ? 0 : 1);
    }
  }

  @Test
  void guardsHoldForThoseWhoAreRead_E5_E8() {
    Story story =
        french(
            FRENCH,
            Yaml.audience("staff", 1, "profile: \"profile.staff == true\""),
            Yaml.journey(WAIT, ENTRY, "caps: [{count: 1, per: P7D}]", "exclude: [staff]"));
    asked(asked(story, "e-1"), "e-2");
    story.pass("P8D").update(Map.of("staff", true), Map.of());
    asked(story, "e-3");
    assertThat(story.refused()).containsExactly("j: cap-reached", "j: excluded");
  }

  @Test
  void aPausedJourneyRefusesWhoIsReadStill_E5_V1() {
    Story story = french(FRENCH);
    story.publish(Yaml.journey(WAIT, ENTRY), PublicationState.PAUSED);
    asked(story, "e-1");
    assertThat(story.refused()).containsExactly("j: paused");
  }

  @Test
  void aVersionThatWantsOtherEventsReadsNobodyIn_E5() {
    for (String entry :
        List.of("entry: {request: {}}", "entry: {business: {type: delay, audience: french}}")) {
      Story story = asked(french(FRENCH, Yaml.journey(WAIT, entry)), "e-1");
      assertThat(story.steps(Kind.ENTERED)).isEmpty();
      assertThat(story.counted("read-without-journey")).isEqualTo(1);
    }
  }

  @Test
  void requestsEnterUnderTheRulesOfReentry_E5_E6_E7() {
    Story story = french(FRENCH, Yaml.journey(END, ENTRY));
    story.request("j", "k", Map.of()).request("j", "k", Map.of());
    assertThat(story.steps(Kind.ENTERED)).hasSize(2);
  }

  @Test
  void rule8ACommandThatMakesNoSenseIsToldWhomeverItIsAbout_E5() {
    Map<String, String> good = event("e-1", Map.of("stock", 10L)).arguments();
    List<Map<String, String>> bad = new ArrayList<>();
    for (String missing : good.keySet()) {
      Map<String, String> less = new LinkedHashMap<>(good);
      less.remove(missing);
      bad.add(less);
    }
    for (String properties : List.of("", "?", "AQ==", "AP8=", "A".repeat(100_000))) {
      Map<String, String> other = new LinkedHashMap<>(good);
      other.put("properties", properties);
      bad.add(other);
    }
    for (Map<String, String> arguments : bad) {
      Story known = french(FRENCH, Yaml.journey(WAIT, ENTRY));
      Story unknown = Story.unknown(FRENCH, Yaml.journey(WAIT, ENTRY));
      for (Story story : List.of(known, unknown)) {
        story.asked(new Command("c", "r", "business", arguments));
        assertThat(story.rejected()).as(arguments.toString()).containsExactly("reference-unknown");
        assertThat(story.steps(Kind.ENTERED)).isEmpty();
      }
    }
  }

  @Test
  void anIdThatIsTooLongForAKeyStartsNothing_E5() {
    Story story = asked(french(FRENCH, Yaml.journey(WAIT, ENTRY)), "x".repeat(513));
    assertThat(story.steps(Kind.ENTERED)).isEmpty();
    assertThat(story.counted("entry-key-too-long")).isEqualTo(1);
  }
}
