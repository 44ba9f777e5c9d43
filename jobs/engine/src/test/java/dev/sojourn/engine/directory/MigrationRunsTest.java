package dev.sojourn.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationRunsTest {
  private final Timetable timetable = new Timetable(new Documents());

  private List<Run> publish(String yaml, PublicationState state, long at) {
    DocumentSource.Reading reading = DocumentSource.read("t.yaml", yaml);
    assertThat(reading.problems()).isEmpty();
    List<Run> runs = new ArrayList<>();
    for (SourceDocument source : reading.documents()) {
      Document document = source.document();
      runs.addAll(
          timetable.take(
              new DefinitionRecord.Version(
                  document.kind(), document.name(), document.version(), source.canonicalJson(), at),
              at));
      runs.addAll(
          timetable.take(
              new DefinitionRecord.Pointer(
                  document.kind(), document.name(), document.version(), state, at),
              at));
    }
    return runs;
  }

  private void journeys(int... versions) {
    for (int version : versions) {
      assertThat(publish(journey(version), PublicationState.LIVE, 1)).isEmpty();
    }
  }

  private static String journey(int version) {
    String step = version < 3 ? "a" : "b";
    return """
        apiVersion: sojourn/v1
        kind: Journey
        metadata: {name: j, version: %d}
        spec: {entry: {event: {type: start}}, start: %s, steps: {%s: {wait: {for: P1D}}}}
        """
        .formatted(version, step, step);
  }

  private static String canonical(String yaml) {
    return DocumentSource.read("t.yaml", yaml).documents().get(0).canonicalJson();
  }

  private static String migration(int version, String spec) {
    return """
    apiVersion: sojourn/v1
    kind: Migration
    metadata: {name: m, version: %d}
    spec: {journey: j, pace: 70, %s}
    """
        .formatted(version, spec);
  }

  private static final String MAPPED = "from: [1, 2], to: 3, steps: {a: {step: b}}";

  @Test
  void aMigrationGoesThroughTheVersionsThatAreLeft_V3() {
    journeys(1, 2, 3);
    Order move = new Order.Move("j", "m", 1);
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 10))
        .containsExactly(
            new Run(
                "move/m/1/1970-01-01T00:00:00.010Z",
                "move/m",
                10,
                70,
                List.of(
                    new Run.Leg(Index.journey("j", 1), move),
                    new Run.Leg(Index.journey("j", 2), move))));
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 20)).isEmpty();
  }

  @Test
  void aPauseOrAnEndTakesThePlaceOfWhatIsUnderWay_V3() {
    journeys(1, 2, 3);
    publish(migration(1, MAPPED), PublicationState.LIVE, 10);
    assertThat(publish(migration(1, MAPPED), PublicationState.PAUSED, 20))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.topic()).isEqualTo("move/m");
              assertThat(run.legs()).isEmpty();
            });
    assertThat(publish(migration(1, MAPPED), PublicationState.STOPPED, 30)).isEmpty();
    // Whoever was moved is not in the old versions any more: only the others are asked again.
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 40))
        .extracting(Run::id)
        .containsExactly("move/m/1/1970-01-01T00:00:00.040Z");
  }

  @Test
  void aDraftMovesNobody_V3() {
    journeys(1, 2, 3);
    assertThat(publish(migration(1, MAPPED), PublicationState.DRAFT, 10)).isEmpty();
    assertThat(publish(migration(1, MAPPED), PublicationState.WITHDRAWN, 20)).isEmpty();
    // … and does not end what is under way.
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 30)).hasSize(1);
    assertThat(publish(migration(2, MAPPED), PublicationState.DRAFT, 40)).isEmpty();
  }

  @Test
  void aMigrationThatLosesSomebodyBeginsNoRun_V4() {
    journeys(1, 2, 3);
    assertThat(refusal(publish(migration(1, "from: [1, 2], to: 3"), PublicationState.LIVE, 10)))
        .startsWith(
            "Migration 'm' version 1 moves nobody: spec.steps.a: step 'a' of version 1 is not in"
                + " version 3, and somebody may be at it (publish with sojourn apply, which checks it)");
    assertThat(refusal(publish(migration(2, "from: 1, to: 4"), PublicationState.LIVE, 20)))
        .contains("spec.to: not every version of journey 'j' that it names is published");
    assertThat(refusal(publish(migration(3, "from: 4, to: 3"), PublicationState.LIVE, 30)))
        .contains("spec.from: not every version");
  }

  private static String refusal(List<Run> runs) {
    assertThat(runs).hasSize(1);
    Run run = runs.get(0);
    assertThat(run.topic()).isEqualTo("move/m");
    assertThat(run.legs()).isEmpty();
    assertThat(run.isRefused()).isTrue();
    return run.refusal();
  }

  private void point(int version, PublicationState state) {
    timetable.take(new DefinitionRecord.Pointer(Kind.JOURNEY, "j", version, state, 5), 5);
  }

  @Test
  void nobodyIsMovedToAVersionIntoWhichNobodyComes_V3() {
    journeys(1, 2, 3);
    point(2, PublicationState.LIVE);
    assertThat(refusal(publish(migration(1, MAPPED), PublicationState.LIVE, 10)))
        .isEqualTo(
            "Migration 'm' version 1 moves nobody: spec.to: version 3 of journey 'j' is not live,"
                + " version 2 is: who comes in meanwhile would be left behind (apply version 3 of"
                + " it with --state live, and then this migration with --state live)");
    point(3, PublicationState.DRAFT);
    assertThat(refusal(publish(migration(1, MAPPED), PublicationState.LIVE, 20)))
        .contains("version 3 of journey 'j' is not live");
    point(3, PublicationState.STOPPED);
    assertThat(refusal(publish(migration(1, MAPPED), PublicationState.LIVE, 30)))
        .contains("spec.to: journey 'j' is stopped, so nobody can be moved inside of it");
    for (PublicationState state : List.of(PublicationState.PAUSED, PublicationState.CLOSED)) {
      point(3, state);
      publish(migration(1, MAPPED), PublicationState.STOPPED, 40);
      assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 50).get(0).legs()).hasSize(2);
    }
  }

  @Test
  void whatWasRefusedRunsOnceItIsPublishedAgainAndAllIsRight_V3_V4() {
    journeys(1, 2, 3);
    point(2, PublicationState.LIVE);
    refusal(publish(migration(1, MAPPED), PublicationState.LIVE, 10));
    point(3, PublicationState.LIVE);
    // The same version, because the journey was what was wrong …
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 20).get(0).legs()).hasSize(2);
    // … or the next one, because the migration was; a refused one ends what is under way.
    refusal(publish(migration(2, "from: [1, 2], to: 3"), PublicationState.LIVE, 30));
    assertThat(publish(migration(3, MAPPED), PublicationState.LIVE, 40))
        .singleElement()
        .satisfies(
            run -> {
              assertThat(run.id()).isEqualTo("move/m/3/1970-01-01T00:00:00.040Z");
              assertThat(run.legs()).hasSize(2);
            });
  }

  @Test
  void ofALogThatWasCompactedOnlyADraftIsRefused_V3() {
    // The pointer that made version 3 live is gone: a later one took its place.
    for (int version : new int[] {1, 2, 3}) {
      timetable.take(
          new DefinitionRecord.Version(Kind.JOURNEY, "j", version, canonical(journey(version)), 1),
          1);
    }
    assertThat(publish(migration(1, MAPPED), PublicationState.LIVE, 10).get(0).legs()).hasSize(2);
    point(3, PublicationState.DRY_RUN);
    assertThat(refusal(publish(migration(2, MAPPED), PublicationState.LIVE, 20)))
        .contains("version 3 of journey 'j' is only tried (dry-run)");
    point(3, PublicationState.WITHDRAWN);
    assertThat(publish(migration(3, MAPPED), PublicationState.LIVE, 30).get(0).legs()).hasSize(2);
  }

  @Test
  void theWayBackIsAMigrationToo_V3() {
    journeys(1, 2, 3);
    point(2, PublicationState.LIVE);
    assertThat(
            publish(
                migration(1, "from: 3, to: 2, steps: {b: {step: a}}"), PublicationState.LIVE, 10))
        .singleElement()
        .satisfies(run -> assertThat(run.legs()).hasSize(1));
  }

  @Test
  void ordersStandInCommandsAsTheyAre() {
    Order order = new Order.Move("j", "m", 7);
    assertThat(
            Order.of(
                new dev.sojourn.engine.signal.Command("r", "r", order.kind(), order.arguments())))
        .contains(order);
  }
}
