package dev.sojourn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.life.LifeRecorder;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  private static final long START = RandomJourneys.START;
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

  /** What a run told, and what is kept at its end. */
  private record Outcome(List<Effect> effects, List<String> bytes) {}

  @Property(tries = 1_000)
  void effectsAndBytesDoNotDependOnWhenTimersFire_T2(@ForAll long seed) {
    DefinitionLog definitions = definitions(new Random(seed));
    List<Logged> log = new ArrayList<>();
    Outcome live = run(liveSignals(seed, log), definitions, PUNCTUAL);

    assertSame(run(replay(log), definitions, LAZY), live);
    assertSame(run(replay(log), definitions, PUNCTUAL), live);
    assertSame(run(replay(log), definitions, erratic(seed)), live);
    // Definitions are read no earlier than they must be, and forgotten as soon as they may be.
    assertSame(run(replay(log), definitions.unread(), erratic(~seed)), live);
  }

  /** Says only where they first differ: whole lists are long. */
  private static void assertSame(Outcome outcome, Outcome expected) {
    List<Effect> effects = outcome.effects;
    for (int i = 0; i < Math.min(effects.size(), expected.effects.size()); i++) {
      assertThat(effects.get(i)).as("effect %d", i).isEqualTo(expected.effects.get(i));
    }
    assertThat(effects).hasSameSizeAs(expected.effects);
    assertThat(outcome.bytes).isEqualTo(expected.bytes);
  }

  @Property(tries = 300)
  void requestIdsAreUnique(@ForAll long seed) {
    DefinitionLog definitions = definitions(new Random(seed));
    List<Effect> effects = run(liveSignals(seed, new ArrayList<>()), definitions, PUNCTUAL).effects;
    List<String> ids =
        effects.stream()
            .filter(Effect.MessageRequest.class::isInstance)
            .map(e -> ((Effect.MessageRequest) e).id())
            .toList();
    assertThat(ids).doesNotHaveDuplicates();
  }

  /** What should happen in some of them. */
  private static final List<String> EVENTFUL =
      List.of(
          "MessageRequest",
          "Recall",
          "AudienceChange",
          "EmittedEvent",
          "Rejected",
          "entry-refused ",
          "entered ",
          "waiting ",
          "called ",
          "goal ",
          "assigned ",
          "earlier",
          "held",
          "passed timeout",
          "passed sent",
          "passed failed",
          "passed expired",
          "passed recalled",
          "passed rate-limited",
          "passed in-doubt",
          "passed dry",
          "passed soft",
          "passed not-sent",
          "passed already-past",
          "passed moment-missing",
          "passed key-missing",
          "passed condition-error",
          "passed channel-unknown",
          "passed template-unknown",
          "passed +audience",
          "passed -audience",
          "passed reentry",
          "passed paused",
          "passed not-live",
          "passed holdout",
          "passed excluded",
          "passed already-inside",
          "passed cap-reached",
          "passed lower-priority",
          "passed outside-dates",
          "not-sent capped",
          "not-sent no-consent",
          "not-sent quiet-hours",
          "not-sent paused",
          "not-sent suppressed",
          "not-sent unreachable",
          "not-sent policy-unknown",
          "not-sent channel-unknown",
          "not-sent template-unknown",
          "held capped",
          "held competing",
          "held quiet-hours",
          "held paused",
          "ended exit",
          "ended completed",
          "ended timeout",
          "ended stopped",
          "ended displaced",
          "ended jumped",
          "ended goal",
          "ended end-date",
          "moved kept",
          "moved recomputed",
          "moved begun",
          "ended migrated",
          "ended call-failed",
          "ended condition-error");

  /** The two properties above would hold of histories in which nothing happens. */
  @org.junit.jupiter.api.Test
  void theRandomHistoriesAreEventful() {
    java.util.Set<String> seen = new java.util.TreeSet<>();
    for (long seed = 0; seed < 10_000 && !seen.containsAll(EVENTFUL); seed++) {
      for (Effect effect :
          run(liveSignals(seed, new ArrayList<>()), definitions(new Random(seed)), PUNCTUAL)
              .effects) {
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
    assertThat(seen).containsAll(EVENTFUL);
  }

  static DefinitionLog definitions(Random random) {
    RandomJourneys some = new RandomJourneys(random);
    DefinitionLog log = new DefinitionLog();
    for (String channel : RandomJourneys.CHANNELS) {
      // One comes late: what is to go through it meanwhile is not sent.
      log.effective(channel.equals("app") ? START + LENGTH / 4 : START, some.channel(channel, 1));
    }
    log.effective(START, some.template(1));
    for (String policy : RandomJourneys.POLICIES) {
      log.effective(START, some.policy(policy, 1));
    }
    Journey last = null;
    for (int i = 0; i < 4; i++) {
      last = some.journey("journey" + i, 1);
      log.effective(START, last);
      log.effective(START, some.audience("audience" + i, 1));
    }
    // The definitions change while people are inside (V2).
    long later = START + LENGTH / 3 + random.nextInt((int) LENGTH / 3);
    log.effective(later, some.journey("journey0", 2));
    log.effective(later, some.audience("audience0", 2));
    log.effective(later + random.nextInt(5_000), some.policy("marketing", 2));
    log.effective(later + random.nextInt(5_000), some.template(2));
    if (random.nextInt(3) == 0) {
      // What others name is taken away.
      log.effective(later, some.channel("sms", 2), PublicationState.STOPPED);
      log.effective(later, some.audience("audience3", 2), PublicationState.DELETED);
      log.effective(later, some.policy("service", 2), PublicationState.STOPPED);
    }
    // One of them is paused for a while, one is tried beside the live version (V1, V5, V6), one
    // ends or is open to nobody.
    PublicationState[] states = {PublicationState.PAUSED, PublicationState.LIVE};
    Journey paused = some.journey("journey1", 2);
    for (PublicationState state : states) {
      log.effective(later, paused, state);
      later += 5_000 + random.nextInt(30_000);
    }
    Journey tried = some.journey("journey2", 2);
    boolean draft = random.nextBoolean();
    log.effective(START + 20_000, tried, draft ? PublicationState.DRAFT : PublicationState.DRY_RUN);
    if (random.nextInt(3) == 0) {
      log.effective(later, tried, PublicationState.WITHDRAWN);
    }
    PublicationState[] ends = {
      PublicationState.CLOSED,
      PublicationState.FINISHED,
      PublicationState.STOPPED,
      PublicationState.DELETED
    };
    if (random.nextInt(3) == 0) {
      log.effective(later + 5_000, some.journey("journey3", 2), ends[random.nextInt(4)]);
    }
    // Those inside two of them are moved; the way back leads to what is not live any more (V3).
    log.effective(START + 30_000, some.migration("there", "journey1", 1, 2));
    log.effective(START + 30_000, some.migration("on", "journey0", 1, 2));
    log.effective(START + 60_000, some.migration("back", "journey0", 2, 1));
    log.effective(START + 35_000, MovePropertyTest.same(last, 3));
    log.effective(START + 36_000, some.migration("alike", "journey3", 1, 3));
    // What types are declared is nothing to what runs (A6).
    log.effective(START + 40_000, some.schema("profile", Optional.empty()));
    log.effective(START + 50_000, some.schema("b", Optional.of("b")));
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
          return update("update" + number, time);
        }
        if (random.nextInt(12) == 0) {
          return new EntryRequest(
              "request" + number,
              "journey" + random.nextInt(5),
              time,
              random.nextBoolean() ? "" : "k" + random.nextInt(2),
              some.properties());
        }
        if (random.nextInt(12) == 0) {
          return command("run" + random.nextInt(8), "journey" + random.nextInt(5));
        }
        return CustomerEvent.of(
            RandomJourneys.TYPES[random.nextInt(3)],
            "event" + number,
            time - random.nextInt(3_000) + 500,
            some.properties());
      }

      private Signal command(String run, String journey) {
        Order[] orders = {
          new Order.Sweep(),
          new Order.Read(journey, run, START, random.nextBoolean()),
          new Order.Read(journey, run, START, random.nextBoolean()),
          new Order.Business(journey, 1, "restock", run, Packed.pack(Map.of("value", 3L))),
          new Order.Eject(journey),
          new Order.Release(journey),
          new Order.Move("journey0", "on", 1),
          new Order.Move("journey0", "on", 1),
          new Order.Move("journey0", "back", 1),
          new Order.Move("journey3", "alike", 1),
          new Order.Move("journey3", "alike", 1),
          new Order.Move("journey1", "there", 1),
          new Order.Move("journey1", "there", 1),
          new Order.Move("journey1", "there", 1)
        };
        Order order = orders[random.nextInt(orders.length)];
        return random.nextInt(9) == 0
            ? new Command(run, run, "unknown", Map.of())
            : new Command(run, run, order.kind(), order.arguments());
      }

      private Signal update(String id, long time) {
        Map<String, Object> set = new HashMap<>();
        Map.Entry<String, Object> attribute = some.attribute();
        set.put(attribute.getKey(), attribute.getValue());
        set.put("email", random.nextInt(9) == 0 ? "nowhere" : "someone@example.com");
        set.put("sms", "+33612345678");
        set.put("app", "device");
        if (random.nextInt(3) == 0) {
          set.put("test", random.nextBoolean());
        }
        Map<String, String> consents = new HashMap<>(Map.of("email", "in"));
        consents.put("sms", random.nextInt(3) == 0 ? "out" : "in");
        consents.put("email/news", random.nextInt(3) == 0 ? "unknown" : "in");
        Map<String, Boolean> suppressions = new HashMap<>();
        if (random.nextInt(4) == 0) {
          suppressions.put("email", random.nextInt(4) == 0);
        }
        return new ProfileUpdate(id, time, set, consents, suppressions);
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
          Status outcome = random.nextInt(3) > 0 ? Status.SENT : Status.values()[random.nextInt(7)];
          int times = random.nextInt(5) == 0 ? 2 : 1;
          for (int i = 0; i < times; i++) {
            reports.add(report(request, outcome, at + i));
          }
          if (outcome == Status.SENT && random.nextBoolean()) {
            Status feedback = Status.values()[7 + random.nextInt(7)];
            reports.add(
                report(
                    request,
                    random.nextInt(3) == 0 ? feedback : Status.CLICKED,
                    at + random.nextInt(4_000)));
          }
        }
      }

      private Logged report(Effect.MessageRequest request, Status status, long at) {
        return new Logged(
            at,
            new DeliveryReport(
                request.id(),
                status,
                at,
                request.channel(),
                at % 2 == 0 ? "soft" : "",
                Map.of("value", at % 3),
                at % 5 == 0 ? "news" : ""));
      }
    };
  }

  private static Outcome run(Signals signals, DefinitionLog definitions, Schedule schedule) {
    Engine engine = new Engine();
    MemoryStore store = new MemoryStore();
    List<Effect> effects = new ArrayList<>();
    AtomicLong now = new AtomicLong(START);
    LifeRecorder life = new LifeRecorder(definitions.history());
    Map<String, String> directory = new HashMap<>();
    Consumer<Effect> sink =
        effect -> {
          life.accept(effect);
          signals.saw(effect, now.get());
          if (effect instanceof Effect.Listing listing) {
            String place = listing.index() + " " + listing.entry();
            directory.compute(place, (key, before) -> listing.present() ? listing.step() : null);
          }
          // When the engine is called, and so when it counts, depends on the timers; what it tells
          // must not.
          if (effect.isTold()) {
            effects.add(effect);
          }
        };
    Consumer<Long> wake =
        upTo -> {
          definitions.readTo(upTo, unhandled(store, now.get()));
          engine.wake(store, "p", upTo, definitions.history(), sink);
        };
    for (Logged next = signals.next(); next != null; next = signals.next()) {
      schedule.between(now.get(), next.time, wake, store);
      definitions.readTo(next.time, unhandled(store, now.get()));
      now.set(next.time);
      engine.handle(store, "p", next.signal, next.time, definitions.history(), sink);
    }
    wake.accept(START + 10 * LENGTH);
    assertThat(directory).isEqualTo(places(store));
    return new Outcome(effects, bytes(store));
  }

  /** Where the directory has to know the person. */
  private static Map<String, String> places(MemoryStore store) {
    Map<String, String> places = new HashMap<>();
    if (store.hot() != null) {
      ProfileState state = ProfileStateFormat.read(store.hot());
      places.put(Index.PEOPLE + " ", "");
      for (long audience : state.memberships()) {
        places.put(Index.audience(audience) + " ", "");
      }
      state
          .instances()
          .forEach(instance -> places.put(Index.of(instance) + " " + instance.id, instance.step));
    }
    return places;
  }

  /** From when on something may still have to be done, all signals up to a moment being handled. */
  private static long unhandled(MemoryStore store, long now) {
    return store.hot() == null ? now : Math.min(now, ProfileStateFormat.read(store.hot()).nextDue);
  }

  /** All that is kept, but for which call of the timer is still to come. */
  private static List<String> bytes(MemoryStore store) {
    List<String> bytes = new ArrayList<>();
    if (store.hot() != null) {
      ProfileState state = ProfileStateFormat.read(store.hot());
      state.armed = ProfileState.NEVER;
      state.leaves().settle();
      bytes.add(HexFormat.of().formatHex(ProfileStateFormat.write(state)));
      state.instances().stream()
          .map(instance -> HexFormat.of().formatHex(store.context(instance.id)))
          .forEach(bytes::add);
      assertThat(store.contexts()).isEqualTo(state.instances().size());
    }
    bytes.add(store.attributes() == null ? "" : HexFormat.of().formatHex(store.attributes()));
    return bytes;
  }
}
