package dev.sojourn.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.engine.time.CalendarDuration;
import java.time.Duration;
import java.time.Period;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whoever is moved to a version that says the same lives on as if they had not been moved, and is
 * back where they were after a move back (V3): whatever the journeys say, and whenever it happens.
 */
class MovePropertyTest {
  private static final long START = RandomJourneys.START;
  private static final long LENGTH = 90_000;
  private static final int JOURNEYS = 3;

  private record Logged(long time, int number, Signal signal) {}

  /** What is asked of the person at half time, and the way back a moment later. */
  private enum Moved {
    /** Something is asked all the same: what holds at any signal holds at it. */
    NOT(List.of("nothing", "nothing")),
    THERE(List.of("there", "nothing")),
    TWICE(List.of("there", "there", "again", "nothing")),
    BACK(List.of("there", "back"));

    private final List<String> runs;

    Moved(List<String> runs) {
      this.runs = runs;
    }
  }

  /**
   * What became of a person.
   *
   * @param moved the versions to which they were moved
   */
  private record Life(
      List<String> told, List<String> states, List<String> atHalf, List<Integer> moved) {}

  @Property(tries = 400)
  void movedToTheSameOneLivesOnAsIfNotMoved_V3(@ForAll long seed, @ForAll boolean recompute) {
    // What an expression gives, or a time of day in a zone, may be another moment than it was.
    Assume.that(
        !recompute || !hasOtherThanLengths(definitions(new Random(seed), Migration.Waits.KEEP)));
    Migration.Waits waits = recompute ? Migration.Waits.RECOMPUTE : Migration.Waits.KEEP;
    Life stayed = live(seed, Moved.NOT, waits);
    for (Moved moved : new Moved[] {Moved.THERE, Moved.TWICE, Moved.BACK}) {
      Life life = live(seed, moved, waits);
      assertThat(life.atHalf).as("at half time, %s", moved).isEqualTo(stayed.atHalf);
      assertThat(life.told).as("told, %s", moved).isEqualTo(stayed.told);
      assertThat(life.states).as("at the end, %s", moved).isEqualTo(stayed.states);
    }
  }

  /** The property would hold of those who are not moved. */
  @Example
  void someAreMovedAndMovedBack() {
    for (Moved moved : Moved.values()) {
      Set<Integer> versions = new TreeSet<>();
      for (long seed = 0; seed < 30; seed++) {
        versions.addAll(live(seed, moved, Migration.Waits.KEEP).moved);
      }
      switch (moved) {
        case NOT -> assertThat(versions).isEmpty();
        case THERE, TWICE -> assertThat(versions).containsExactly(2);
        case BACK -> assertThat(versions).containsExactly(1, 2);
      }
    }
  }

  private static boolean hasOtherThanLengths(DefinitionLog definitions) {
    return definitions.published().stream()
        .filter(Journey.class::isInstance)
        .flatMap(document -> ((Journey) document).steps().values().stream())
        .anyMatch(step -> step instanceof Step.Wait wait && !(wait.until() instanceof Step.For));
  }

  private static Life live(long seed, Moved moved, Migration.Waits waits) {
    Random random = new Random(seed);
    DefinitionLog definitions = definitions(random, waits);
    RandomJourneys some = new RandomJourneys(random);
    PriorityQueue<Logged> log =
        new PriorityQueue<>(
            Comparator.comparingLong(Logged::time).thenComparingInt(Logged::number));
    int number = 0;
    for (long time = START; time < START + LENGTH; time += 1 + random.nextInt(3_000)) {
      log.add(new Logged(time, number++, signal(random, some, number, time)));
    }
    long half = START + LENGTH / 2;
    for (int i = 0; i < moved.runs.size() * JOURNEYS; i++) {
      String run = moved.runs.get(i / JOURNEYS);
      String migration = (run.equals("back") ? "back" : "there") + i % JOURNEYS;
      Order order =
          run.equals("nothing")
              ? new Order.Release("nobody's")
              : new Order.Move("journey" + i % JOURNEYS, migration, 1);
      boolean last = i / JOURNEYS == moved.runs.size() - 1;
      String id = run + "/" + migration + (last ? "/last" : "");
      log.add(
          new Logged(
              last ? half + 1 : half,
              -1_000 + i,
              new Command(id, id, order.kind(), order.arguments())));
    }
    return run(log, definitions, half);
  }

  private static DefinitionLog definitions(Random random, Migration.Waits waits) {
    RandomJourneys some = new RandomJourneys(random);
    DefinitionLog log = new DefinitionLog();
    for (String channel : RandomJourneys.CHANNELS) {
      log.effective(START, some.channel(channel, 1));
    }
    log.effective(START, some.template(1));
    for (String policy : RandomJourneys.POLICIES) {
      log.effective(START, some.policy(policy, 1));
    }
    for (int i = 0; i < 4; i++) {
      log.effective(START, some.audience("audience" + i, 1));
    }
    List<Journey> journeys = new ArrayList<>();
    for (int i = 0; i < JOURNEYS; i++) {
      Journey first = some.journey("journey" + i, 1);
      journeys.add(first);
      log.effective(START, same(first, 2));
      log.effective(START, same(first, 1));
      log.effective(START, migration("there" + i, first.name(), 1, 2, waits));
      log.effective(START, migration("back" + i, first.name(), 2, 1, waits));
    }
    // People are moved to the version that is live: it is the second one at half time only.
    journeys.forEach(first -> log.effective(START + LENGTH / 2 - 1_000, same(first, 2)));
    journeys.forEach(first -> log.effective(START + LENGTH / 2 + 1, same(first, 1)));
    return log;
  }

  private static Migration migration(
      String name, String journey, int from, int to, Migration.Waits waits) {
    return new Migration(name, 1, journey, List.of(from), to, Map.of(), waits, 100);
  }

  /** Another version that says the same, but for jumps. */
  static Journey same(Journey j, int version) {
    return new Journey(
        j.name(),
        version,
        j.entry(),
        j.reentry(),
        j.guards(),
        j.exits(),
        j.goal(),
        j.zone(),
        j.fallbackZone(),
        j.timeout(),
        j.policy(),
        j.priority(),
        j.startsAt(),
        j.endsAt(),
        j.atEnd(),
        j.whenPaused(),
        j.test(),
        j.start(),
        withoutJumps(j.steps()));
  }

  /** What a jump starts has an id in which the number of the transition is. */
  private static Map<String, Step> withoutJumps(Map<String, Step> steps) {
    Map<String, Step> without = new LinkedHashMap<>(steps);
    without.replaceAll(
        (id, step) ->
            step instanceof Step.Jump
                ? new Step.Wait(
                    id,
                    new Step.For(new CalendarDuration(Period.ZERO, Duration.ofSeconds(2))),
                    Duration.ZERO,
                    step.next())
                : step);
    return without;
  }

  private static Signal signal(Random random, RandomJourneys some, int number, long time) {
    if (random.nextInt(4) == 0) {
      Map.Entry<String, Object> attribute = some.attribute();
      Map<String, Object> set = new java.util.HashMap<>();
      set.put(attribute.getKey(), attribute.getValue());
      set.put("email", "someone@example.com");
      set.put("app", "device");
      return new ProfileUpdate(
          "update" + number, time, set, Map.of("email", "in", "app", "in"), Map.of());
    }
    return CustomerEvent.of(
        RandomJourneys.TYPES[random.nextInt(3)], "event" + number, time, some.properties());
  }

  private static Life run(PriorityQueue<Logged> log, DefinitionLog definitions, long half) {
    Engine engine = new Engine();
    MemoryStore store = new MemoryStore();
    List<String> told = new ArrayList<>();
    List<String> atHalf = List.of();
    List<Effect> effects = new ArrayList<>();
    int seen = 0;
    int number = 1_000_000;
    boolean woken = false;
    boolean halfOver = false;
    while (!log.isEmpty()) {
      Logged next = log.poll();
      if (!woken && next.time >= half) {
        // What is asked at half time must not be the first to find what was due before: reports on
        // it would come late, and at another time than without it.
        woken = true;
        log.add(next);
        engine.wake(store, "p", half - 1, definitions.history(), effects::add);
        for (; seen < effects.size(); seen++) {
          number = take(effects.get(seen), log, number, told);
        }
        continue;
      }
      if (!halfOver && (next.time > half || (next.time == half && next.number >= 0))) {
        halfOver = true;
        engine.wake(store, "p", half - 1, definitions.history(), effects::add);
        atHalf = states(store, half);
      }
      engine.handle(store, "p", next.signal, next.time, definitions.history(), effects::add);
      for (; seen < effects.size(); seen++) {
        number = take(effects.get(seen), log, number, told);
      }
    }
    engine.wake(store, "p", START + 2 * LENGTH, definitions.history(), effects::add);
    effects.subList(seen, effects.size()).forEach(effect -> tell(effect, told));
    List<Integer> moved =
        effects.stream()
            .filter(
                effect -> effect instanceof StepRecord step && step.kind() == StepRecord.Kind.MOVED)
            .map(effect -> ((StepRecord) effect).version())
            .toList();
    return new Life(told, states(store, 0), atHalf, moved);
  }

  private static int take(Effect effect, PriorityQueue<Logged> log, int number, List<String> told) {
    tell(effect, told);
    if (effect instanceof Effect.MessageRequest request) {
      report(request, number).ifPresent(log::add);
      return number + 1;
    }
    return number;
  }

  /** By what the request says, and not by its id, in which the number of the transition is. */
  private static java.util.Optional<Logged> report(Effect.MessageRequest request, int number) {
    long chance = Hashes.hash64(request.step(), Long.toString(request.requestedAt()));
    long at = request.requestedAt() + Math.floorMod(chance, 7_000L);
    Status status = Status.values()[(int) Math.floorMod(chance, 9L)];
    return Math.floorMod(chance, 5L) == 0 || at > START + LENGTH
        ? java.util.Optional.empty()
        : java.util.Optional.of(
            new Logged(
                at,
                number,
                new DeliveryReport(request.id(), status, at, request.channel(), "", Map.of())));
  }

  /** All that does not depend on versions and on how many transitions there were. */
  private static void tell(Effect effect, List<String> told) {
    if (effect instanceof StepRecord step && step.kind() != StepRecord.Kind.MOVED) {
      told.add(
          String.join(
              " ",
              step.instance(),
              step.kind().label(),
              step.step(),
              step.edge(),
              step.next(),
              step.reason(),
              Long.toString(step.at()),
              Long.toString(step.until())));
    } else if (effect instanceof Effect.MessageRequest request) {
      told.add(request.instance() + request.step() + request.data() + request.requestedAt());
    } else if (effect instanceof Effect.AudienceChange change) {
      told.add(change.toString());
    }
  }

  private static List<String> states(MemoryStore store, long at) {
    List<String> states = new ArrayList<>();
    if (store.hot() == null) {
      return states;
    }
    ProfileState state = ProfileStateFormat.read(store.hot());
    for (Instance one : state.instances()) {
      states.add(
          String.join(
              " ",
              one.id,
              one.step,
              Long.toString(Math.max(at, one.due)),
              Long.toString(one.since),
              Long.toString(one.timeoutAt),
              String.valueOf(one.hold),
              one.goalReached + "/" + one.dry + "/" + one.test + "/" + one.hops,
              one.sent.stream().map(s -> s.step + s.outcome + s.latest).toList().toString()));
    }
    return states;
  }
}
