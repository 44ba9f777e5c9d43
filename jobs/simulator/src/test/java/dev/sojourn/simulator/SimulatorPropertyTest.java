package dev.sojourn.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.DefinitionLog;
import dev.sojourn.engine.Engine;
import dev.sojourn.engine.RandomJourneys;
import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.Outside.Reply;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * What the simulator gives is what the engine alone gives for the log that the simulation wrote:
 * one signal of a person after the other, and no timer but at the end.
 */
class SimulatorPropertyTest {
  static final long START = 1_700_000_000_000L;
  static final long LENGTH = 120_000;
  static final String[] PEOPLE = {"ann", "ben", "cleo"};

  @Property(tries = 500)
  void theLogOfASimulationReplayedGivesTheSameEffects_T2(@ForAll long seed) {
    // Given
    List<Happening> timeline = simulation(seed);

    // When
    Map<String, List<Effect>> replayed = replay(timeline, definitions(new Random(seed)));

    // Then
    Map<String, List<Effect>> simulated = effects(timeline);
    for (String person : PEOPLE) {
      assertSame(replayed.get(person), simulated.get(person));
    }
  }

  /** The property above would hold of simulations in which nothing happens. */
  @Test
  void theSimulationsAreEventful() {
    TreeSet<String> seen = new TreeSet<>();
    for (long seed = 0; seed < 40; seed++) {
      for (Happening happening : simulation(seed)) {
        if (happening instanceof Happening.Done done) {
          seen.add(done.effect().getClass().getSimpleName());
        } else if (happening instanceof Happening.Logged logged) {
          seen.add(logged.signal().getClass().getSimpleName());
        }
      }
    }

    assertThat(seen)
        .contains(
            "MessageRequest",
            "Recall",
            "AudienceChange",
            "StepRecord",
            "CustomerEvent",
            "ProfileUpdate",
            "DeliveryReport")
        .doesNotContain("WakeUp");
  }

  @Property(tries = 100)
  void whatHappensNeverGoesBackInTime_T1(@ForAll long seed) {
    long now = START;
    for (Happening happening : simulation(seed)) {
      assertThat(happening.at()).isGreaterThanOrEqualTo(now);
      now = happening.at();
    }
  }

  static List<Happening> simulation(long seed) {
    Random random = new Random(seed ^ 0x5DEECE66DL);
    List<Happening> timeline = new ArrayList<>();
    Simulator simulator =
        new Simulator(
            definitions(new Random(seed)),
            START,
            (profile, effect, at) -> replies(random, effect, at),
            timeline::add);
    for (int i = 0; i < 120; i++) {
      long at = START + random.nextInt((int) LENGTH);
      simulator.schedule(PEOPLE[random.nextInt(PEOPLE.length)], signal(random, i, at), at);
    }
    simulator.passUntil(START + 10 * LENGTH);
    return timeline;
  }

  private static Signal signal(Random random, int number, long at) {
    // Sometimes the id of another again: repeated signals count once (A5).
    int id = random.nextInt(8) == 0 ? random.nextInt(20) : number;
    if (random.nextInt(4) == 0) {
      Map<String, Object> set = new HashMap<>();
      set.put("p" + random.nextInt(2), random.nextBoolean() ? null : "v" + random.nextInt(2));
      set.put("email", "someone@example.com");
      return new ProfileUpdate("update" + id, at, set, Map.of("email", "in"), Map.of());
    }
    return CustomerEvent.of(
        List.of("a", "b", "c").get(random.nextInt(3)),
        "event" + id,
        at - random.nextInt(3_000) + 500,
        Map.of("value", (long) random.nextInt(6)));
  }

  private static List<Reply> replies(Random random, Effect effect, long at) {
    List<Reply> replies = new ArrayList<>();
    if (effect instanceof Effect.MessageRequest request && random.nextInt(5) > 0) {
      long when = at + 1 + random.nextInt(5_000);
      Status outcome = random.nextInt(4) == 0 ? Status.FAILED : Status.SENT;
      replies.add(report(request, outcome, when));
      if (outcome == Status.SENT && random.nextBoolean()) {
        replies.add(report(request, Status.CLICKED, when + random.nextInt(4_000)));
      }
    } else if (effect instanceof Effect.EmittedEvent event) {
      replies.add(Reply.of(at + 1 + random.nextInt(50), Outside.logged(event)));
    }
    return replies;
  }

  private static Reply report(Effect.MessageRequest request, Status status, long at) {
    return Reply.of(
        at, new DeliveryReport(request.id(), status, at, request.channel(), "", Map.of()));
  }

  /** With people inside while they change (V2). */
  static DefinitionHistory definitions(Random random) {
    RandomJourneys some = new RandomJourneys(random);
    DefinitionLog log = new DefinitionLog();
    log.effective(START, some.channel("email", 1));
    log.effective(START, some.channel("sms", 1));
    log.effective(START, some.template(1));
    for (String policy : List.of("marketing", "letters", "service")) {
      log.effective(START, some.policy(policy, 1));
    }
    for (int i = 0; i < 4; i++) {
      log.effective(START, some.journey("journey" + i, 1));
      log.effective(START, some.audience("audience" + i, 1));
    }
    long later = START + LENGTH / 3 + random.nextInt((int) LENGTH / 3);
    log.effective(later, some.journey("journey0", 2));
    log.effective(later, some.audience("audience0", 2));
    log.effective(later + random.nextInt(5_000), some.policy("marketing", 2));
    return log.history();
  }

  static Map<String, List<Effect>> effects(List<Happening> timeline) {
    Map<String, List<Effect>> effects = new TreeMap<>();
    for (String person : PEOPLE) {
      effects.put(person, new ArrayList<>());
    }
    for (Happening happening : timeline) {
      if (happening instanceof Happening.Done done && isTold(done.effect())) {
        effects.get(done.profile()).add(done.effect());
      }
    }
    return effects;
  }

  private static Map<String, List<Effect>> replay(
      List<Happening> timeline, DefinitionHistory definitions) {
    Engine engine = new Engine();
    Map<String, MemoryStore> stores = new HashMap<>();
    Map<String, List<Effect>> effects = new TreeMap<>();
    for (String person : PEOPLE) {
      stores.put(person, new MemoryStore());
      List<Effect> of = new ArrayList<>();
      effects.put(person, of);
      for (Happening happening : timeline) {
        if (happening instanceof Happening.Logged logged && logged.profile().equals(person)) {
          engine.handle(
              stores.get(person),
              person,
              logged.signal(),
              logged.at(),
              definitions,
              effect -> note(effect, of));
        }
      }
      engine.wake(
          stores.get(person), person, START + 10 * LENGTH, definitions, effect -> note(effect, of));
    }
    return effects;
  }

  private static void note(Effect effect, List<Effect> effects) {
    if (isTold(effect)) {
      effects.add(effect);
    }
  }

  /** When the engine is called, and so when it counts, depends on the timers. */
  static boolean isTold(Effect effect) {
    return effect.isTold();
  }

  /** Says only where they first differ: whole lists are long. */
  static void assertSame(List<Effect> effects, List<Effect> expected) {
    for (int i = 0; i < Math.min(effects.size(), expected.size()); i++) {
      assertThat(effects.get(i)).as("effect %d", i).isEqualTo(expected.get(i));
    }
    assertThat(effects).hasSameSizeAs(expected);
  }
}
