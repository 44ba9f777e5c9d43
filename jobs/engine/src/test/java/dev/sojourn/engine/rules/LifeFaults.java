package dev.sojourn.engine.rules;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.Lambda;
import dev.sojourn.engine.MemoryStore;
import dev.sojourn.engine.RandomJourneys;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.life.LifeArc;
import dev.sojourn.engine.life.LifeRecorder;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/** What no document that was checked brings about: made in Java. */
final class LifeFaults {
  private static final Expression FAULT =
      new Lambda(
          "fault",
          Set.of(),
          Set.of(),
          scope -> {
            throw new IllegalStateException("a fault");
          });

  private LifeFaults() {}

  /** The transitions that such journeys take. */
  static Set<LifeArc> life() {
    Set<LifeArc> life = new HashSet<>();
    life.addAll(life(faulty("j").steps().get("s0")));
    life.addAll(
        life(
            new Step.Await(
                "s0",
                List.of(new Step.AwaitedEvent(new EventMatcher("go", Optional.of(FAULT)))),
                Optional.empty(),
                Duration.ZERO,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty())));
    life.addAll(
        life(
            new Step.Wait(
                "s0",
                new Step.For(CalendarDuration.parse("PT1S")),
                Duration.ZERO,
                Optional.of("nowhere"))));
    return life;
  }

  private static Set<LifeArc> life(Step step) {
    DefinitionLog log = log(journey("j", step));
    Engine engine = new Engine();
    MemoryStore store = new MemoryStore();
    LifeRecorder life = new LifeRecorder(log.history());
    for (String type : List.of("start", "go")) {
      engine.handle(
          store,
          "alice",
          CustomerEvent.of(type, type, Story.START, Map.of()),
          Story.START,
          log.history(),
          life);
    }
    engine.wake(store, "alice", Story.START + 10_000, log.history(), life);
    return life.seen();
  }

  /** A log of journeys that a start event starts. */
  static DefinitionLog log(Journey... journeys) {
    DefinitionLog log = new DefinitionLog();
    log.effective(Story.START, new RandomJourneys(new Random(0)).policy("marketing", 1));
    for (Journey journey : journeys) {
      log.effective(Story.START, journey);
    }
    return log;
  }

  /** A journey of one step that has a fault. */
  static Journey faulty(String name) {
    return journey(
        name,
        new Step.Branch(
            "s0",
            List.of(new Step.Case(FAULT, Optional.empty())),
            Optional.empty(),
            Optional.empty()));
  }

  /** A journey of one step, which a start event starts. */
  static Journey journey(String name, Step step) {
    return new Journey(
        name,
        1,
        new Journey.EventEntry(new EventMatcher("start", Optional.empty()), Optional.empty()),
        new Journey.Always(),
        new Journey.Guards(List.of(), Optional.empty(), List.of(), Optional.empty()),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        ZoneOffset.UTC,
        CalendarDuration.parse("P91D"),
        "marketing",
        0,
        Optional.empty(),
        Optional.empty(),
        Journey.AtEnd.FINISH,
        Journey.WhenPaused.HOLD,
        Optional.empty(),
        "s0",
        Map.of("s0", step));
  }
}
