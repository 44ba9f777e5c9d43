package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What should not happen, and what becomes of people when it does. */
class FaultRulesTest {
  private static final Journey WAITS =
      LifeFaults.journey(
          "waits",
          new Step.Wait(
              "s0", new Step.For(CalendarDuration.parse("PT1H")), Duration.ZERO, Optional.empty()));

  private final Engine engine = new Engine();
  private final MemoryStore store = new MemoryStore();
  private final List<Effect> effects = new ArrayList<>();

  private void start(Definitions definitions) {
    CustomerEvent event = CustomerEvent.of("start", "start", Story.START, Map.of());
    engine.handle(store, "alice", event, Story.START, definitions, effects::add);
  }

  private void pass(Definitions definitions, Duration since) {
    engine.wake(store, "alice", Story.START + since.toMillis(), definitions, effects::add);
  }

  @Test
  void aFaultEndsThatInstanceOnly_O29() {
    DefinitionLog log = LifeFaults.log(LifeFaults.faulty("faulty"), WAITS);
    start(log.history());
    assertThat(ended()).containsExactly("faulty: instance-failed");
    assertThat(rejected()).containsExactly(ErrorCode.INSTANCE_FAILED);
    pass(log.history(), Duration.ofHours(1));
    assertThat(ended()).containsExactly("faulty: instance-failed", "waits: completed");
  }

  @Test
  void whoIsInsideAVersionThatCannotBeUsedStaysUntilItCan_O30() {
    DefinitionLog whole = LifeFaults.log(WAITS);
    start(whole.history());
    pass(LifeFaults.log().history(), Duration.ofHours(1));
    assertThat(ended()).isEmpty();
    assertThat(rejected()).containsExactly(ErrorCode.REFERENCE_UNKNOWN);
    assertThat(ProfileStateFormat.read(store.hot()).instances()).hasSize(1);
    pass(whole.history(), Duration.ofHours(2));
    assertThat(ended()).containsExactly("waits: completed");
  }

  private List<String> ended() {
    return effects.stream()
        .filter(Effect.StepRecord.class::isInstance)
        .map(Effect.StepRecord.class::cast)
        .filter(step -> step.kind() == Kind.ENDED)
        .map(step -> step.journey() + ": " + step.reason())
        .toList();
  }

  private List<ErrorCode> rejected() {
    return effects.stream()
        .filter(Effect.Rejected.class::isInstance)
        .map(effect -> ((Effect.Rejected) effect).code())
        .toList();
  }
}
