package dev.sojourn.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which runs business events begin. */
class BusinessEntriesTest {
  private static final long NOW = 1_772_442_000_000L; // 2026-03-02T09:00Z

  private final Timetable timetable = new Timetable(new Documents());
  private final List<Effect.Rejected> rejected = new ArrayList<>();

  private List<Run> publish(
      String name, int version, String entry, PublicationState state, String... more) {
    String yaml =
        """
        apiVersion: sojourn/v1
        kind: Journey
        metadata: {name: %s, version: %d}
        spec:
          entry: {business: %s}
          start: a
          %s
          steps: {a: {wait: {for: P1D}}}
        """
            .formatted(name, version, entry, String.join("\n  ", more));
    DocumentSource.Reading reading = DocumentSource.read("t.yaml", yaml);
    assertThat(reading.problems()).isEmpty();
    List<Run> runs = new ArrayList<>();
    for (SourceDocument source : reading.documents()) {
      Document document = source.document();
      String json = source.canonicalJson();
      runs.addAll(
          timetable.take(
              new DefinitionRecord.Version(document.kind(), name, version, json, NOW), NOW));
      runs.addAll(
          timetable.take(
              new DefinitionRecord.Pointer(document.kind(), name, version, state, NOW), NOW));
    }
    return runs;
  }

  private List<Run> happens(String type, String id, Map<String, Object> properties) {
    return timetable.happened(
        new BusinessEvent(type, id, NOW - 5_000, NOW - 1_000, properties), NOW, rejected::add);
  }

  @Test
  void anEventReadsTheAudienceAtThePaceWithWhatItSays_E5() {
    assertThat(publish("j", 1, "{type: restock, audience: fans, pace: 70}", PublicationState.LIVE))
        .isEmpty();
    Map<String, Object> properties = Map.of("product", "kettle", "stock", 40L);
    List<Run> runs = happens("restock", "e/1", properties);
    assertThat(runs)
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo("business/j/restock/e/1");
              assertThat(run.startedAt()).isEqualTo(NOW);
              assertThat(run.pace()).isEqualTo(70);
              assertThat(run.legs())
                  .containsExactly(
                      new Run.Leg(
                          Index.audience("fans"),
                          new Order.Business("j", 1, "restock", "e/1", Packed.pack(properties))));
            });
    assertThat(happens("restock", "e/1", properties)).isEqualTo(runs);
  }

  @Test
  void withoutAnAudienceEverybodyIsReadAtTheUsualPace_E5() {
    publish("j", 1, "{type: restock}", PublicationState.LIVE);
    assertThat(happens("restock", "e", Map.of()))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.pace()).isEqualTo(5_000);
              assertThat(run.legs()).extracting(Run.Leg::index).containsExactly(Index.PEOPLE);
            });
  }

  @Test
  void theConditionIsOverTheEventAlone_E5() {
    publish(
        "j",
        1,
        "{type: restock, when: \"event.stock > 9 && now() >= timestamp('2026-03-02T09:00:00Z')\"}",
        PublicationState.LIVE);
    assertThat(happens("restock", "a", Map.of("stock", 9L))).isEmpty();
    assertThat(happens("restock", "b", Map.of("stock", 10L))).hasSize(1);
    assertThat(happens("restock", "c", Map.of())).isEmpty();
    assertThat(rejected).isEmpty();
    assertThat(happens("restock", "d", Map.of("stock", "many"))).isEmpty();
    assertThat(rejected)
        .singleElement()
        .satisfies(
            why -> {
              assertThat(why.code()).isEqualTo(ErrorCode.CONDITION_ERROR);
              assertThat(why.message()).contains("restock/d", "journey j", "event.stock > 9");
            });
  }

  @Test
  void allLiveJourneysOfTheTypeAndNoOthersRead_E5() {
    publish("one", 1, "{type: restock}", PublicationState.LIVE);
    publish("two", 1, "{type: restock}", PublicationState.LIVE);
    publish("other", 1, "{type: delay}", PublicationState.LIVE);
    publish("paused", 1, "{type: restock}", PublicationState.PAUSED);
    publish("closed", 1, "{type: restock}", PublicationState.CLOSED);
    publish("draft", 1, "{type: restock}", PublicationState.DRAFT);
    assertThat(happens("restock", "e", Map.of()))
        .extracting(Run::id)
        .containsExactly("business/one/restock/e", "business/two/restock/e");
    assertThat(happens("Restock", "e", Map.of())).isEmpty();
    publish("two", 2, "{type: delay}", PublicationState.LIVE);
    assertThat(happens("restock", "f", Map.of()))
        .extracting(Run::id)
        .containsExactly("business/one/restock/f");
  }

  @Test
  void outsideItsDatesAJourneyReadsNobody_E5_L4() {
    publish(
        "over", 1, "{type: restock}", PublicationState.LIVE, "endsAt: \"2026-03-02T09:00:00Z\"");
    publish(
        "early", 1, "{type: restock}", PublicationState.LIVE, "startsAt: \"2026-03-02T09:00:01Z\"");
    publish(
        "now",
        1,
        "{type: restock}",
        PublicationState.LIVE,
        "startsAt: \"2026-03-02T09:00:00Z\"",
        "endsAt: \"2026-03-02T09:00:01Z\"");
    assertThat(happens("restock", "e", Map.of()))
        .extracting(Run::id)
        .containsExactly("business/now/restock/e");
  }

  @Test
  void eventsDoNotEndOneAnothersReadsButTheEndOfTheJourneyDoes_E5_V1() {
    publish("j", 1, "{type: restock}", PublicationState.LIVE);
    Run first = happens("restock", "a", Map.of()).get(0);
    Run second = happens("restock", "a/b", Map.of()).get(0);
    assertThat(first.replaces(second)).isFalse();
    assertThat(second.replaces(first)).isFalse();
    assertThat(first.replaces(happens("restock", "a", Map.of()).get(0))).isTrue();
    assertThat(publish("j", 1, "{type: restock}", PublicationState.PAUSED)).isEmpty();
    Run end = publish("j", 1, "{type: restock}", PublicationState.CLOSED).get(0);
    assertThat(end.legs()).isEmpty();
    assertThat(end.replaces(first)).isTrue();
    publish("j2", 1, "{type: restock}", PublicationState.LIVE);
    assertThat(end.replaces(happens("restock", "a", Map.of()).get(0))).isFalse();
  }

  @Test
  void eventsOfTwoTypesWithOneIdAreTwo_E5() {
    publish("a", 1, "{type: restock}", PublicationState.LIVE);
    Run before = happens("restock", "e", Map.of()).get(0);
    publish("a", 2, "{type: delay}", PublicationState.LIVE);
    Run after = happens("delay", "e", Map.of()).get(0);
    assertThat(after.id()).isEqualTo("business/a/delay/e").isNotEqualTo(before.id());
    assertThat(after.topic()).isNotEqualTo(before.topic());
  }

  @Test
  void aVersionThatWantsNobodyReadOrForSomethingElseEndsReads_E5_V1() {
    publish("j", 1, "{type: restock}", PublicationState.LIVE);
    Run read = happens("restock", "e", Map.of()).get(0);
    assertThat(publish("j", 2, "{type: restock, pace: 7}", PublicationState.LIVE)).isEmpty();
    assertThat(publish("j", 3, "{type: delay}", PublicationState.LIVE))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.legs()).isEmpty();
              assertThat(end.replaces(read)).isTrue();
            });
  }
}
