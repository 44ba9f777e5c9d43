package dev.sojourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.Documents;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.simulator.Outside.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The order of what happens: signals, wake-ups, replies. */
class SimulatorTest {
  private static final long START = 1_767_603_600_000L;
  private static final long HOUR = 3_600_000;
  private static final String JOURNEY =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: j, version: 1}
      spec:
        entry: {event: {type: start}}
        exit: [{event: {type: stop}}]
        start: wait
        steps:
          wait: {wait: {for: PT1H}}
      """;

  private final List<Happening> timeline = new ArrayList<>();

  @Test
  void aWakeUpComesAtItsOwnMoment_T1() {
    Simulator simulator = simulator(Outside.SILENT);

    simulator.log("ann", event("start", 1));
    simulator.passUntil(START + 3 * HOUR);

    assertThat(steps("ann")).containsExactly("entered +0", "waiting +0", "passed +1", "ended +1");
    assertThat(simulator.now()).isEqualTo(START + 3 * HOUR);
  }

  @Test
  void aSignalOfTheSameMomentComesBeforeTheWakeUp_T2() {
    Simulator simulator = simulator(Outside.SILENT);

    simulator.log("ann", event("start", 1));
    simulator.schedule("ann", event("stop", 2), START + HOUR);
    simulator.passUntil(START + HOUR);

    assertThat(steps("ann")).containsExactly("entered +0", "waiting +0", "ended +1");
  }

  @Test
  void aSignalThatIsLoggedOnceTheMomentHasPassedComesAfterTheWakeUp() {
    Simulator simulator = simulator(Outside.SILENT);

    simulator.log("ann", event("start", 1));
    simulator.passUntil(START + HOUR);
    simulator.log("ann", event("stop", 2));

    assertThat(steps("ann")).containsExactly("entered +0", "waiting +0", "passed +1", "ended +1");
  }

  @Test
  void eachPersonHasTimersOfTheirOwn() {
    Simulator simulator = simulator(Outside.SILENT);

    simulator.log("ann", event("start", 1));
    simulator.passUntil(START + HOUR / 2);
    simulator.log("ben", event("start", 1));
    simulator.passUntil(START + HOUR);

    assertThat(steps("ann")).containsExactly("entered +0", "waiting +0", "passed +1", "ended +1");
    assertThat(steps("ben")).hasSize(2);
    assertThat(simulator.person("ann")).isPresent();
    assertThat(simulator.person("cleo")).isEmpty();
  }

  @Test
  void aReplyWithoutDelayIsHandledInTheMomentThatAskedForIt() {
    Outside outside =
        (profile, effect, at) ->
            effect instanceof StepRecord record && record.kind() == StepRecord.Kind.WAITING
                ? List.of(Reply.of(at, event("stop", 2)))
                : List.of();
    Simulator simulator = simulator(outside);

    simulator.log("ann", event("start", 1));

    assertThat(steps("ann")).containsExactly("entered +0", "waiting +0", "ended +0");
  }

  @Test
  void aReplyThatHasBecomePointlessIsNotLogged() {
    Outside outside =
        (profile, effect, at) ->
            effect instanceof StepRecord
                ? List.of(new Reply(at, java.util.Optional::empty))
                : List.of();
    Simulator simulator = simulator(outside);

    simulator.log("ann", event("start", 1));

    assertThat(timeline).filteredOn(Happening.Logged.class::isInstance).hasSize(1);
  }

  @Test
  void definitionsTakeEffectASecondAfterTheirLogTime() {
    Simulator simulator = simulator(Outside.SILENT);

    simulator.publish(
        new DefinitionRecord.Pointer(
            dev.sojourn.engine.definition.Kind.JOURNEY, "j", 1, PublicationState.PAUSED, START));
    simulator.passUntil(START + DefinitionHistory.DELAY - 1);
    simulator.log("ann", event("start", 1));
    simulator.passUntil(START + DefinitionHistory.DELAY);
    simulator.log("ben", event("start", 1));

    assertThat(steps("ann")).contains("entered +0");
    assertThat(steps("ben")).containsExactly("entry-refused +0");
    assertThat(timeline.get(0)).isInstanceOf(Happening.Published.class);
  }

  @Test
  void repliesThatSetOffOneAnotherWithoutEndAreStopped() {
    int[] number = {0};
    Outside echo = (profile, effect, at) -> List.of(Reply.of(at, event("unused", ++number[0])));
    Simulator simulator = simulator(echo);

    assertThatThrownBy(() -> simulator.log("ann", event("start", 0)))
        .isInstanceOf(RunawayException.class)
        .hasMessageContaining("more than 10000")
        .hasMessageContaining("put a wait between them");
  }

  private Simulator simulator(Outside outside) {
    DefinitionHistory history =
        new DefinitionHistory(
            new Documents(),
            refused -> {
              throw refused;
            });
    for (SourceDocument source : DocumentSource.read("j.yaml", JOURNEY).documents()) {
      Document document = source.document();
      long logTime = START - DefinitionHistory.DELAY;
      history.add(
          new DefinitionRecord.Version(
              document.kind(), document.name(), 1, source.canonicalJson(), logTime));
      history.add(
          new DefinitionRecord.Pointer(
              document.kind(), document.name(), 1, PublicationState.LIVE, logTime));
    }
    return new Simulator(history, START, outside, timeline::add);
  }

  private static CustomerEvent event(String type, int id) {
    return CustomerEvent.of(type, "e" + id, START, Map.of());
  }

  /** Kind and hour of each step. */
  private List<String> steps(String person) {
    List<String> steps = new ArrayList<>();
    for (Happening happening : timeline) {
      if (happening instanceof Happening.Done done
          && done.profile().equals(person)
          && done.effect() instanceof Effect.StepRecord record) {
        steps.add(record.kind().label() + " +" + (record.at() - START) / HOUR);
        assertThat(happening.at()).isEqualTo(record.at());
      }
    }
    return steps;
  }
}
