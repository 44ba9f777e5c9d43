package dev.sojourn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.life.LifeRecorder;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * The engine is a function of the log and the definitions: whenever timers happen to fire, however
 * far they lag behind, the effects are the same, one by one (rules 3 and 6 of the architecture;
 * T2).
 */
class DeterminismTest {
  private static final long START = 1_700_000_000_000L;
  private static final long LENGTH = 120_000;

  /** Emitted events that come back in one history: some journeys emit again and again. */
  private static final int MOST_ECHOES = 100;

  private record Logged(long time, Signal signal) {}

  /** When the passing of time is told to the engine between two signals. */
  private interface Schedule {
    void between(long from, long before, Consumer<Long> wake, MemoryStore store);
  }

  /** Not at all: only the next signal, or the end, brings time forward. */
  private static final Schedule LAZY = (from, before, wake, store) -> {};

  /** At each moment that something is due. */
  private static final Schedule PUNCTUAL =
      (from, before, wake, store) -> {
        while (store.hot() != null) {
          ProfileState state = ProfileStateFormat.read(store.hot());
          if (Math.min(state.nextDue, state.armed) >= before) {
            return;
          }
          wake.accept(Math.min(state.nextDue, state.armed));
        }
      };

  /** Now and then, at moments that mean nothing. */
  private static Schedule erratic(long seed) {
    Random random = new Random(seed);
    return (from, before, wake, store) -> {
      long now = from;
      while (random.nextInt(3) > 0) {
        now += random.nextInt(3_000);
        if (now >= before) {
          return;
        }
        wake.accept(now);
      }
    };
  }

  @Property(tries = 1_500)
  void effectsDoNotDependOnWhenTimersFire_T2(@ForAll long seed) {
    DefinitionLog definitions = definitions(new Random(seed));
    List<Logged> log = new ArrayList<>();
    List<Effect> live = run(liveSignals(seed, log), definitions, PUNCTUAL);

    assertSame(run(replay(log), definitions, LAZY), live);
    assertSame(run(replay(log), definitions, PUNCTUAL), live);
    assertSame(run(replay(log), definitions, erratic(seed)), live);
  }

  /** Says only where they first differ: whole lists are long. */
  private static void assertSame(List<Effect> effects, List<Effect> expected) {
    for (int i = 0; i < Math.min(effects.size(), expected.size()); i++) {
      assertThat(effects.get(i)).as("effect %d", i).isEqualTo(expected.get(i));
    }
    assertThat(effects).hasSameSizeAs(expected);
  }

  @Property(tries = 300)
  void requestIdsAreUnique(@ForAll long seed) {
    DefinitionLog definitions = definitions(new Random(seed));
    List<Effect> effects = run(liveSignals(seed, new ArrayList<>()), definitions, PUNCTUAL);
    List<String> ids =
        effects.stream()
            .filter(Effect.MessageRequest.class::isInstance)
            .map(e -> ((Effect.MessageRequest) e).id())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  /** The two properties above would hold of histories in which nothing happens. */
  @org.junit.jupiter.api.Test
  void theRandomHistoriesAreEventful() {
    java.util.Set<String> seen = new java.util.TreeSet<>();
    for (long seed = 0; seed < 600; seed++) {
      for (Effect effect :
          run(liveSignals(seed, new ArrayList<>()), definitions(new Random(seed)), PUNCTUAL)) {
        seen.add(effect.getClass().getSimpleName());
        if (effect instanceof Effect.StepRecord step) {
          seen.add(
              step.kind().label()
                  + " "
                  + (step.kind().ordinal() > 2
                      ? step.reason().replaceFirst("audience\\d", "audience")
                      : ""));
          seen.addAll(step.detail().keySet());
        }
      }
    }
    assertThat(seen)
        .contains(
            "MessageRequest",
            "Recall",
            "AudienceChange",
            "entry-refused ",
            "entered ",
            "waiting ",
            "passed timeout",
            "passed sent",
            "passed failed",
            "passed not-sent",
            "not-sent capped",
            "not-sent no-consent",
            "not-sent quiet-hours",
            "held capped",
            "held competing",
            "held quiet-hours",
            "earlier",
            "held",
            "ended exit",
            "ended completed",
            "ended timeout",
            "EmittedEvent",
            "called ",
            "goal ",
            "held paused",
            "assigned ",
            "ended stopped",
            "ended displaced",
            "ended jumped",
            "ended goal",
            "ended call-failed",
            "passed +audience",
            "not-sent paused");
  }

  private static DefinitionLog definitions(Random random) {
    RandomJourneys some = new RandomJourneys(random);
    DefinitionLog log = new DefinitionLog();
    log.effective(START, some.channel(1));
    log.effective(START, some.template(1));
    log.effective(START, some.policy(1));
    for (int i = 0; i < 4; i++) {
      log.effective(START, some.journey("journey" + i, 1));
      log.effective(START, some.audience("audience" + i, 1));
    }
    // The definitions change while people are inside (V2).
    long later = START + LENGTH / 3 + random.nextInt((int) LENGTH / 3);
    log.effective(later, some.journey("journey0", 2));
    log.effective(later, some.audience("audience0", 2));
    log.effective(later + random.nextInt(5_000), some.policy(2));
    // One of them is paused for a while, one stopped, one tried beside the live version (V1, V6).
    PublicationState[] states = {PublicationState.PAUSED, PublicationState.LIVE};
    Journey paused = some.journey("journey1", 2);
    for (PublicationState state : states) {
      log.effective(later, paused, state);
      later += 5_000 + random.nextInt(30_000);
    }
    log.effective(later, some.journey("journey2", 2), PublicationState.DRY_RUN);
    if (random.nextInt(4) == 0) {
      log.effective(later + 5_000, some.journey("journey3", 2), PublicationState.STOPPED);
    }
    return log;
  }

  /** Gives the next signal, told of the effects so far. */
  private interface Signals {
    Logged next();

    default void saw(Effect effect, long now) {}
  }

  private static Signals replay(List<Logged> log) {
    return new Signals() {
      private int at;

      @Override
      public Logged next() {
        return at < log.size() ? log.get(at++) : null;
      }
    };
  }

  /** Random signals, and reports on the requests made; all are noted in a log. */
  private static Signals liveSignals(long seed, List<Logged> log) {
    Random random = new Random(seed ^ 0x5DEECE66DL);
    RandomJourneys some = new RandomJourneys(random);
    PriorityQueue<Logged> reports =
        new PriorityQueue<>(java.util.Comparator.comparingLong(Logged::time));
    AtomicLong clock = new AtomicLong(START);
    return new Signals() {
      private int echoes;

      @Override
      public Logged next() {
        long time = clock.get() + random.nextInt(4_000);
        if (time > START + LENGTH) {
          return null;
        }
        Logged logged;
        if (!reports.isEmpty() && reports.peek().time <= time) {
          Logged due = reports.poll();
          logged = new Logged(Math.max(clock.get(), due.time), due.signal);
        } else {
          logged = new Logged(time, signal(time));
        }
        clock.set(logged.time);
        log.add(logged);
        return logged;
      }

      private Signal signal(long time) {
        // Sometimes the id of one of the last few again: repeated signals count once (A5).
        int number = 1_000 + log.size() - (random.nextInt(6) == 0 ? random.nextInt(10) : 0);
        if (random.nextInt(4) == 0) {
          Map<String, Object> set = new HashMap<>();
          Map.Entry<String, Object> attribute = some.attribute();
          set.put(attribute.getKey(), attribute.getValue());
          set.put("email", "someone@example.com");
          return new ProfileUpdate("update" + number, time, set, Map.of("email", "in"), Map.of());
        }
        return CustomerEvent.of(
            RandomJourneys.TYPES[random.nextInt(3)],
            "event" + number,
            time - random.nextInt(3_000) + 500,
            some.properties());
      }

      @Override
      public void saw(Effect effect, long now) {
        if (effect instanceof Effect.EmittedEvent event && echoes++ < MOST_ECHOES) {
          // What a step emits comes back by way of the log (S12).
          reports.add(
              new Logged(
                  event.occurredAt() + random.nextInt(200),
                  new CustomerEvent(
                      event.type(),
                      event.id(),
                      event.occurredAt(),
                      event.hops(),
                      SlotLayout.EMPTY,
                      new Object[0],
                      event::properties)));
        }
        if (effect instanceof Effect.MessageRequest request && random.nextInt(5) > 0) {
          long at = request.requestedAt() + random.nextInt(5_000);
          Status outcome = random.nextInt(4) == 0 ? Status.FAILED : Status.SENT;
          int times = random.nextInt(5) == 0 ? 2 : 1;
          for (int i = 0; i < times; i++) {
            reports.add(report(request, outcome, at + i));
          }
          if (outcome == Status.SENT && random.nextBoolean()) {
            reports.add(report(request, Status.CLICKED, at + random.nextInt(4_000)));
          }
        }
      }

      private Logged report(Effect.MessageRequest request, Status status, long at) {
        return new Logged(
            at,
            new DeliveryReport(
                request.id(), status, at, request.channel(), "", Map.of("value", at % 3)));
      }
    };
  }

  private static List<Effect> run(Signals signals, DefinitionLog definitions, Schedule schedule) {
    Engine engine = new Engine();
    MemoryStore store = new MemoryStore();
    List<Effect> effects = new ArrayList<>();
    AtomicLong now = new AtomicLong(START);
    LifeRecorder life = new LifeRecorder(definitions.history());
    Consumer<Effect> sink =
        effect -> {
          life.accept(effect);
          signals.saw(effect, now.get());
          // When the engine is called, and so when it counts, depends on the timers; what it tells
          // must not.
          if (!(effect instanceof Effect.WakeUp) && !(effect instanceof Effect.Counted)) {
            effects.add(effect);
          }
        };
    Consumer<Long> wake = upTo -> engine.wake(store, "p", upTo, definitions.history(), sink);
    for (Logged next = signals.next(); next != null; next = signals.next()) {
      schedule.between(now.get(), next.time, wake, store);
      now.set(next.time);
      engine.handle(store, "p", next.signal, next.time, definitions.history(), sink);
    }
    wake.accept(START + 10 * LENGTH);
    return effects;
  }
}
