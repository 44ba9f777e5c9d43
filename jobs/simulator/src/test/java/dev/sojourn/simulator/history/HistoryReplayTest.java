package dev.sojourn.simulator.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Happening;
import dev.sojourn.simulator.outcome.OutcomeModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** One person's record through the engine. */
class HistoryReplayTest {
  static final long START = 1_767_603_600_000L;
  static final long HOUR = 3_600_000;
  private static final String DEFINITIONS =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: j, version: 1}
      spec:
        entry: {event: {type: start}}
        reentry: always
        policy: p
        start: wait
        steps:
          wait: {wait: {for: PT1H}, next: mail}
          mail: {send: {channel: c, template: t, awaitOutcome: true}, next: ring, failed: done}
          ring: {emit: {type: rung}, next: done}
          done: {end: {}}
      ---
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: rung, version: 1}
      spec:
        entry: {event: {type: rung}}
        reentry: always
        start: done
        steps: {done: {end: {}}}
      ---
      apiVersion: sojourn/v1
      kind: Channel
      metadata: {name: c, version: 1}
      spec: {address: profile.id, connector: {type: webhook, url: "http://localhost/"}}
      ---
      apiVersion: sojourn/v1
      kind: Template
      metadata: {name: t, version: 1}
      spec: {parts: {body: "{}"}}
      ---
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: p, version: 1}
      spec: {class: transactional}
      """;

  private final DefinitionTimeline definitions = timeline(DEFINITIONS);
  private final List<Happening> timeline = new ArrayList<>();

  @Test
  void timePassesToTheEndAndNoFurther() {
    replay(START + HOUR - 1, at(START, event("start", "1")));
    assertThat(steps()).containsExactly("entered", "waiting");

    timeline.clear();
    replay(START + HOUR, at(START, event("start", "1")));
    assertThat(steps()).containsExactly("entered", "waiting", "passed", "sent");
  }

  @Test
  void theModelsReportComesWhereNoneIsRecorded() {
    HistoryReplay.Summary summary = replay(START + 2 * HOUR, at(START, event("start", "1")));

    assertThat(summary).isEqualTo(new HistoryReplay.Summary(0, 1, 0));
    assertThat(reports()).containsExactly("sent +3600001");
    assertThat(steps()).contains("ended");
  }

  @Test
  void theRecordedReportComesWhereThereIsOne() {
    replay(START + 2 * HOUR, at(START, event("start", "1")));
    String request = request();
    timeline.clear();

    HistoryReplay.Summary summary =
        replay(
            START + 2 * HOUR,
            at(START, event("start", "1")),
            at(START + HOUR + 500, report(request, Status.FAILED)));

    assertThat(summary).isEqualTo(new HistoryReplay.Summary(1, 0, 0));
    assertThat(reports()).containsExactly("failed +3600500");
  }

  @Test
  void aReportThatWasRecordedBeforeTheDraftsRequestIsOfAnotherDecision() {
    replay(START + 2 * HOUR, at(START, event("start", "1")));
    String request = request();
    timeline.clear();

    HistoryReplay.Summary summary =
        replay(
            START + 2 * HOUR,
            at(START, event("start", "1")),
            at(START + HOUR / 2, report(request, Status.SENT)));

    assertThat(summary).isEqualTo(new HistoryReplay.Summary(0, 1, 0));
    assertThat(reports()).containsExactly("sent +1800000", "sent +3600001");
  }

  @Test
  void withoutAModelNothingComesButWhatIsRecorded() {
    new HistoryReplay(definitions, Optional.empty(), START + 2 * HOUR)
        .run(person(at(START, event("start", "1"))), timeline::add);

    assertThat(reports()).isEmpty();
    assertThat(steps()).doesNotContain("ended");
  }

  @Test
  void anEmittedEventComesBackOnce_S12() {
    replay(START + 2 * HOUR, at(START, event("start", "1")));
    assertThat(entries("rung")).isEqualTo(1);
    Effect.EmittedEvent emitted =
        timeline.stream()
            .filter(Happening.Done.class::isInstance)
            .map(happening -> ((Happening.Done) happening).effect())
            .filter(Effect.EmittedEvent.class::isInstance)
            .map(Effect.EmittedEvent.class::cast)
            .findFirst()
            .orElseThrow();
    timeline.clear();

    replay(
        START + 2 * HOUR,
        at(START, event("start", "1")),
        at(START + HOUR + 700, dev.sojourn.simulator.Outside.logged(emitted)));

    assertThat(entries("rung")).isEqualTo(1);
    assertThat(timeline)
        .anyMatch(
            happening ->
                happening instanceof Happening.Logged logged
                    && logged.signal().id().equals(emitted.id())
                    && logged.at() == START + HOUR + 700);
  }

  @Test
  void aSignalOfTheMomentOfAWakeUpComesBeforeIt_T2() {
    replay(
        START + HOUR,
        at(START, event("start", "1")),
        at(START + HOUR, new ProfileUpdate("u", START, Map.of("a", 1L), Map.of(), Map.of())));

    List<String> order =
        timeline.stream()
            .map(h -> h instanceof Happening.Logged ? "logged" : h.getClass().getSimpleName())
            .toList();
    assertThat(order.indexOf("logged")).isZero();
    assertThat(order.lastIndexOf("logged")).isLessThan(order.size() - 2);
    assertThat(steps()).containsExactly("entered", "waiting", "passed", "sent");
  }

  @Test
  void definitionsTakeEffectFromTheirLogTimesOn_rule5() {
    DefinitionHistory history = history(DEFINITIONS, START - 5_000);
    String later = DEFINITIONS.replace("name: j, version: 1", "name: j, version: 2");
    records(later, START + HOUR).forEach(history::add);
    DefinitionTimeline two = DefinitionTimeline.of(history, START, START + 3 * HOUR);

    assertThat(two.size()).isEqualTo(2);
    for (long at : new long[] {START, START + HOUR + 999, START + HOUR + 1_000, START + 2 * HOUR}) {
      DefinitionSet set = two.at(at);
      assertThat(set.liveJourney("j").orElseThrow().document().version())
          .isEqualTo(at < START + HOUR + 1_000 ? 1 : 2);
    }
  }

  private HistoryReplay.Summary replay(long until, Recorded... signals) {
    return new HistoryReplay(definitions, Optional.of(OutcomeModel.DEFAULT), until)
        .run(person(signals), timeline::add);
  }

  private List<String> steps() {
    return records("j").stream().map(record -> record.kind().label()).toList();
  }

  private long entries(String journey) {
    return records(journey).stream().filter(r -> r.kind() == StepRecord.Kind.ENTERED).count();
  }

  private List<StepRecord> records(String journey) {
    return timeline.stream()
        .filter(Happening.Done.class::isInstance)
        .map(happening -> ((Happening.Done) happening).effect())
        .filter(StepRecord.class::isInstance)
        .map(StepRecord.class::cast)
        .filter(record -> record.journey().equals(journey))
        .toList();
  }

  private List<String> reports() {
    return timeline.stream()
        .filter(Happening.Logged.class::isInstance)
        .map(Happening.Logged.class::cast)
        .filter(logged -> logged.signal() instanceof DeliveryReport)
        .map(
            logged ->
                ((DeliveryReport) logged.signal()).status().label() + " +" + (logged.at() - START))
        .toList();
  }

  private String request() {
    return timeline.stream()
        .filter(Happening.Done.class::isInstance)
        .map(happening -> ((Happening.Done) happening).effect())
        .filter(Effect.MessageRequest.class::isInstance)
        .map(effect -> ((Effect.MessageRequest) effect).id())
        .findFirst()
        .orElseThrow();
  }

  static PersonHistory person(Recorded... signals) {
    Map<String, Long> outcomes = new HashMap<>();
    Set<String> emitted = new HashSet<>();
    for (Recorded recorded : signals) {
      Signal signal = ((At) recorded).signal;
      if (signal instanceof DeliveryReport report && report.status().isFinal()) {
        outcomes.merge(report.requestId(), recorded.logTime(), Math::max);
      } else if (signal instanceof CustomerEvent event && event.hops() > 0) {
        emitted.add(event.id());
      }
    }
    return new PersonHistory("ann", List.of(signals), outcomes, emitted);
  }

  private record At(long logTime, Signal signal) implements Recorded {
    @Override
    public Optional<Signal> signal(DefinitionSet definitions) {
      return Optional.of(signal);
    }
  }

  static Recorded at(long logTime, Signal signal) {
    return new At(logTime, signal);
  }

  static Signal event(String type, String id) {
    return CustomerEvent.of(type, id, START, Map.of());
  }

  private static DeliveryReport report(String request, Status status) {
    return new DeliveryReport(request, status, START, "c", "", Map.of());
  }

  static DefinitionTimeline timeline(String yaml) {
    return DefinitionTimeline.of(history(yaml, START - 5_000), START, START + 1_000 * HOUR);
  }

  private static DefinitionHistory history(String yaml, long logTime) {
    DefinitionHistory history =
        new DefinitionHistory(
            new Documents(),
            refused -> {
              throw refused;
            });
    records(yaml, logTime).forEach(history::add);
    return history;
  }

  private static List<DefinitionRecord> records(String yaml, long logTime) {
    List<DefinitionRecord> records = new ArrayList<>();
    DocumentSource.Reading reading = DocumentSource.read("d.yaml", yaml);
    assertThat(reading.problems()).isEmpty();
    reading
        .documents()
        .forEach(
            source -> {
              Document document = source.document();
              records.add(
                  new DefinitionRecord.Version(
                      document.kind(),
                      document.name(),
                      document.version(),
                      source.canonicalJson(),
                      logTime));
              records.add(
                  new DefinitionRecord.Pointer(
                      document.kind(),
                      document.name(),
                      document.version(),
                      PublicationState.LIVE,
                      logTime));
            });
    return records;
  }
}
