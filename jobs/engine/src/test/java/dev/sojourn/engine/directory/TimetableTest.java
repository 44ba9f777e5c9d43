package dev.sojourn.engine.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.time.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimetableTest {
  private static final long MONDAY = Instant.parse("2026-03-02T09:00:00Z").toEpochMilli();
  private static final long WEEK = 7 * 86_400_000L;

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

  private static String journey(int version, String entry, String... more) {
    return """
    apiVersion: sojourn/v1
    kind: Journey
    metadata: {name: j, version: %d}
    spec:
      entry: %s
      policy: marketing
      start: a
      %s
      steps: {a: {wait: {for: P1D}}}
    """
        .formatted(version, entry, String.join("\n  ", more));
  }

  private static String audience(int version) {
    return """
    apiVersion: sojourn/v1
    kind: Audience
    metadata: {name: french, version: %d}
    spec: {profile: "profile.country == 'FR'"}
    """
        .formatted(version);
  }

  @Test
  void anAudienceThatIsNewOrChangedOrGoneIsSweptFor_A9() {
    assertThat(publish(audience(1), PublicationState.LIVE, 10))
        .containsExactly(
            new Run(
                "sweep/1970-01-01T00:00:00.010Z",
                "sweep",
                10,
                Timetable.SWEEP_PACE,
                List.of(new Run.Leg(Index.PEOPLE, new Order.Sweep()))));
    assertThat(publish(audience(1), PublicationState.LIVE, 20)).isEmpty();
    assertThat(publish(audience(2), PublicationState.LIVE, 30)).hasSize(1);
    assertThat(publish(audience(2), PublicationState.DELETED, 40)).hasSize(1);
    assertThat(publish(audience(2), PublicationState.DELETED, 50)).isEmpty();
  }

  @Test
  void currentMembersAreReadWhenAVersionIsPublishedAndNotWhenAPauseEnds_E3_V1() {
    String entry = "{audience: {name: french, include: current, pace: 70}}";
    assertThat(publish(journey(1, entry), PublicationState.LIVE, 10))
        .containsExactly(
            new Run(
                "current/j/1/1970-01-01T00:00:00.010Z",
                "read/j",
                10,
                70,
                List.of(
                    new Run.Leg(
                        Index.audience("french"),
                        new Order.Read("j", "current/j/1/1970-01-01T00:00:00.010Z", 10, false)))));
    assertThat(publish(journey(1, entry), PublicationState.PAUSED, 20)).isEmpty();
    assertThat(publish(journey(1, entry), PublicationState.LIVE, 30))
        .extracting(Run::topic)
        .containsExactly("resume/j");
    assertThat(publish(journey(2, entry), PublicationState.LIVE, 40))
        .extracting(Run::id)
        .containsExactly("current/j/2/1970-01-01T00:00:00.040Z");
    // The read that may be under way ends: the new version wants nobody read.
    assertThat(publish(journey(3, "{audience: {name: french}}"), PublicationState.LIVE, 50))
        .singleElement()
        .satisfies(
            end -> {
              assertThat(end.topic()).isEqualTo("read/j");
              assertThat(end.legs()).isEmpty();
            });
    assertThat(publish(journey(4, "{audience: {name: french}}"), PublicationState.LIVE, 60))
        .isEmpty();
  }

  @Test
  void whoIsInsideAnyVersionIsReachedByAStop_V1() {
    String entry = "{event: {type: start}}";
    publish(journey(1, entry), PublicationState.LIVE, 10);
    publish(journey(2, entry), PublicationState.LIVE, 20);
    List<Run> runs = publish(journey(2, entry), PublicationState.STOPPED, 30);
    // Whatever the latest version wants, an earlier one may have begun a read.
    assertThat(runs).extracting(Run::topic).containsExactly("read/j", "stop/j");
    assertThat(runs.get(1).legs())
        .containsExactly(
            new Run.Leg(Index.journey("j", 1), new Order.Sweep()),
            new Run.Leg(Index.journey("j", 2), new Order.Sweep()));
    assertThat(publish(journey(2, entry), PublicationState.DELETED, 40)).isEmpty();
  }

  @Test
  void aTrialReadsNobody_V5_V6() {
    String entry = "{audience: {name: french, include: current}}";
    assertThat(publish(journey(1, entry), PublicationState.DRY_RUN, 10)).isEmpty();
    String schedule = "{schedule: {cron: \"0 9 * * MON\"}}";
    publish(journey(2, schedule), PublicationState.DRAFT, 10);
    assertThat(timetable.next(0)).isEqualTo(Schedule.NEVER);
  }

  @Test
  void aScheduleBeginsItsRunsWhileItsJourneyIsLive_E4() {
    String entry = "{schedule: {cron: \"0 9 * * MON\", audience: french, pace: 9}}";
    publish(journey(1, entry), PublicationState.LIVE, MONDAY - WEEK);
    assertThat(timetable.next(MONDAY - 1)).isEqualTo(MONDAY);
    assertThat(timetable.next(MONDAY)).isEqualTo(MONDAY + WEEK);
    assertThat(timetable.at(MONDAY))
        .containsExactly(
            new Run(
                "schedule/j/2026-03-02T09:00:00Z",
                "read/j",
                MONDAY,
                9,
                List.of(
                    new Run.Leg(
                        Index.audience("french"),
                        new Order.Read("j", "schedule/j/2026-03-02T09:00:00Z", MONDAY, false)))));
    assertThat(timetable.at(MONDAY + 1)).isEmpty();
    publish(journey(1, entry), PublicationState.PAUSED, MONDAY);
    assertThat(timetable.next(MONDAY)).isEqualTo(Schedule.NEVER);
    publish(journey(1, entry), PublicationState.LIVE, MONDAY);
    assertThat(timetable.next(MONDAY)).isEqualTo(MONDAY + WEEK);
  }

  @Test
  void outsideTheJourneysDatesNothingBegins_E4_L4() {
    publish(
        journey(
            1,
            "{schedule: {cron: \"0 9 * * MON\"}}",
            "startsAt: 2026-03-09T00:00:00Z",
            "endsAt: 2026-03-16T09:00:00Z"),
        PublicationState.LIVE,
        0);
    assertThat(timetable.next(MONDAY - 1)).isEqualTo(MONDAY + WEEK);
    assertThat(timetable.next(MONDAY + WEEK)).isEqualTo(Schedule.NEVER);
    assertThat(timetable.at(MONDAY)).isEmpty();
  }

  @Test
  void aRestartFirstEndsWhoIsInsideAnyVersion_E4() {
    String entry = "{schedule: {cron: \"0 9 * * MON\", restart: true}}";
    publish(journey(1, entry), PublicationState.LIVE, 0);
    publish(journey(2, entry), PublicationState.LIVE, 0);
    assertThat(timetable.at(MONDAY).get(0).legs())
        .containsExactly(
            new Run.Leg(Index.journey("j", 1), new Order.Eject("j")),
            new Run.Leg(Index.journey("j", 2), new Order.Eject("j")),
            new Run.Leg(
                Index.PEOPLE,
                new Order.Read("j", "schedule/j/2026-03-02T09:00:00Z", MONDAY, true)));
  }

  @Test
  void aVersionThatIsOpenedAgainReadsUnderAnotherId_E3() {
    String entry = "{audience: {name: french, include: current}}";
    List<Run> first = publish(journey(1, entry), PublicationState.LIVE, 10);
    List<Run> end = publish(journey(1, entry), PublicationState.CLOSED, 20);
    assertThat(end).singleElement().satisfies(run -> assertThat(run.legs()).isEmpty());
    assertThat(end.get(0).topic()).isEqualTo(first.get(0).topic());
    List<Run> second = publish(journey(1, entry), PublicationState.LIVE, 30);
    assertThat(second.get(0).id()).isNotEqualTo(first.get(0).id());
  }

  @Test
  void aStopEndsAReadThatIsUnderWay_V1_E4() {
    String entry = "{schedule: {cron: \"0 9 * * MON\"}}";
    publish(journey(1, entry), PublicationState.LIVE, 10);
    assertThat(publish(journey(1, entry), PublicationState.STOPPED, 20))
        .extracting(Run::topic)
        .containsExactly("read/j", "stop/j");
  }

  @Test
  void whoIsHeldByAPauseIsReleasedWhenTheJourneyCloses_V1() {
    String entry = "{event: {type: start}}";
    publish(journey(1, entry), PublicationState.LIVE, 10);
    publish(journey(1, entry), PublicationState.PAUSED, 20);
    assertThat(publish(journey(1, entry), PublicationState.CLOSED, 30))
        .extracting(Run::topic)
        .containsExactly("read/j", "resume/j");
  }

  @Test
  void aVersionThatComesAfterItsPointerIsReadAllTheSame_E3() {
    String entry = "{audience: {name: french, include: current}}";
    SourceDocument source =
        DocumentSource.read("t.yaml", journey(1, entry)).documents().iterator().next();
    assertThat(
            timetable.take(
                new DefinitionRecord.Pointer(
                    source.document().kind(), "j", 1, PublicationState.LIVE, 10),
                10))
        .isEmpty();
    DefinitionRecord.Version version =
        new DefinitionRecord.Version(source.document().kind(), "j", 1, source.canonicalJson(), 20);
    assertThat(timetable.take(version, 20)).hasSize(1);
    assertThat(timetable.take(version, 30)).isEmpty();
  }

  @Test
  void schedulesThatNeverStrikeCostNothing_E4() {
    for (int i = 0; i < 100; i++) {
      publish(
          journey(1, "{schedule: {cron: \"0 0 30 2 *\"}}").replace("name: j,", "name: j" + i + ","),
          PublicationState.LIVE,
          10);
    }
    assertThat(timetable.next(MONDAY)).isEqualTo(Schedule.NEVER);
    // Each takes some milliseconds to find that out, so that 100,000 answers would take minutes.
    long before = System.nanoTime();
    for (int i = 1; i < 1_000; i++) {
      assertThat(timetable.next(MONDAY + i)).isEqualTo(Schedule.NEVER);
    }
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
  }

  @Test
  void aMomentThatCannotBeCountedIsRefused() {
    assertThat(
            DocumentSource.read(
                    "t.yaml",
                    journey(
                        1,
                        "{schedule: {cron: \"0 9 * * MON\"}}",
                        "startsAt: \"+999999999-01-01T00:00:00Z\""))
                .problems())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).contains("is not a moment"));
  }
}
