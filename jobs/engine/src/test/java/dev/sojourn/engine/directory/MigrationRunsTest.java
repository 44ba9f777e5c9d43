package dev.sojourn.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MigrationRunsTest {
  private final List<String> refused = new ArrayList<>();
  private final Timetable timetable =
      new Timetable(new Documents(), e -> refused.add(e.problems().get(0).toString()));

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
      String step = version < 3 ? "a" : "b";
      String text =
          """
          apiVersion: sojourn/v1
          kind: Journey
          metadata: {name: j, version: %d}
          spec: {entry: {event: {type: start}}, start: %s, steps: {%s: {wait: {for: P1D}}}}
          """;
      assertThat(publish(text.formatted(version, step, step), PublicationState.LIVE, 1)).isEmpty();
    }
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
    assertThat(refused).isEmpty();
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
  void aDraftCountsEachTimeItIsPublished_V3() {
    journeys(1, 2, 3);
    for (long at : new long[] {10, 20}) {
      assertThat(publish(migration(1, MAPPED), PublicationState.DRAFT, at))
          .singleElement()
          .satisfies(
              run ->
                  assertThat(run.legs())
                      .containsExactly(
                          new Run.Leg(Index.journey("j", 1), new Order.Count("j", "m", 1, 1)),
                          new Run.Leg(Index.journey("j", 2), new Order.Count("j", "m", 1, 2))));
    }
    assertThat(publish(migration(1, MAPPED), PublicationState.WITHDRAWN, 30)).isEmpty();
  }

  @Test
  void aMigrationThatLosesSomebodyBeginsNoRun_V4() {
    journeys(1, 2, 3);
    assertThat(publish(migration(1, "from: [1, 2], to: 3"), PublicationState.LIVE, 10))
        .allMatch(run -> run.legs().isEmpty());
    assertThat(refused)
        .contains(
            "spec.steps.a: migration m version 1 moves nobody: step 'a' of version 1 is not in"
                + " version 3, and somebody may be at it (publish with sojourn apply, which checks it)");
    assertThat(publish(migration(2, "from: 1, to: 4"), PublicationState.LIVE, 20))
        .allMatch(run -> run.legs().isEmpty());
    assertThat(publish(migration(3, "from: 4, to: 1"), PublicationState.DRAFT, 30)).isEmpty();
    assertThat(refused).hasSize(4);
  }

  @Test
  void theWayBackIsAMigrationToo_V3() {
    journeys(1, 2, 3);
    assertThat(
            publish(
                migration(1, "from: 3, to: 2, steps: {b: {step: a}}"), PublicationState.LIVE, 10))
        .singleElement()
        .satisfies(run -> assertThat(run.legs()).hasSize(1));
  }

  @Test
  void ordersStandInCommandsAsTheyAre() {
    for (Order order : List.of(new Order.Move("j", "m", 7), new Order.Count("j", "m", 7, 3))) {
      assertThat(
              Order.of(
                  new dev.sojourn.engine.signal.Command("r", "r", order.kind(), order.arguments())))
          .contains(order);
    }
  }
}
