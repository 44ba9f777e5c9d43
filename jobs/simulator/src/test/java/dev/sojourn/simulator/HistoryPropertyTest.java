package dev.sojourn.simulator;

import static dev.sojourn.simulator.SimulatorPropertyTest.LENGTH;
import static dev.sojourn.simulator.SimulatorPropertyTest.PEOPLE;
import static dev.sojourn.simulator.SimulatorPropertyTest.START;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.simulator.history.DefinitionTimeline;
import dev.sojourn.simulator.history.HistoryReplay;
import dev.sojourn.simulator.history.PersonHistory;
import dev.sojourn.simulator.history.Recorded;
import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.PersonObserver;
import dev.sojourn.simulator.statistics.StepBook;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Histories, and what is counted in them, over random journeys and people. */
class HistoryPropertyTest {
  private static final long END = START + 10 * LENGTH;
  private static final Axis AXIS = Axis.covering(START, END, 7_000L);

  @Property(tries = 300)
  void theRecordOfASimulationGivesTheSameEffectsAgain_rule3(@ForAll long seed) {
    List<Happening> recorded = SimulatorPropertyTest.simulation(seed);

    Map<String, List<Effect>> replayed = new TreeMap<>();
    replays(seed, recorded)
        .forEach(
            (person, timeline) -> {
              List<Effect> effects = new ArrayList<>();
              for (Happening happening : timeline) {
                if (happening instanceof Happening.Done done
                    && SimulatorPropertyTest.isTold(done.effect())) {
                  effects.add(done.effect());
                }
              }
              replayed.put(person, effects);
            });

    Map<String, List<Effect>> before = SimulatorPropertyTest.effects(recorded);
    for (String person : PEOPLE) {
      SimulatorPropertyTest.assertSame(replayed.get(person), before.get(person));
    }
  }

  @Property(tries = 300)
  void theBooksHoldWhatARecountGives(@ForAll long seed) {
    List<Happening> recorded = SimulatorPropertyTest.simulation(seed);
    Books books = new Books(AXIS);
    List<Effect> all = new ArrayList<>();
    replays(seed, recorded)
        .values()
        .forEach(
            timeline -> {
              // Each person in books of their own, as on threads.
              Books own = new Books(AXIS);
              PersonObserver observer = new PersonObserver(own);
              timeline.forEach(observer);
              books.add(own);
              for (Happening happening : timeline) {
                if (happening instanceof Happening.Done done) {
                  all.add(done.effect());
                }
              }
            });

    Map<Books.Version, List<StepRecord>> byVersion = new TreeMap<>();
    for (Effect effect : all) {
      if (effect instanceof StepRecord record) {
        byVersion
            .computeIfAbsent(
                new Books.Version(record.journey(), record.version()), v -> new ArrayList<>())
            .add(record);
      }
    }
    assertThat(books.journeys().keySet()).isEqualTo(byVersion.keySet());
    byVersion.forEach((version, records) -> checkJourney(books.journeys().get(version), records));
    assertThat(books.channels().values().stream().mapToLong(c -> c.requests() + c.dry()).sum())
        .isEqualTo(all.stream().filter(Effect.MessageRequest.class::isInstance).count());
    checkAudiences(books, all);
  }

  private static void checkJourney(JourneyBook book, List<StepRecord> records) {
    assertThat(book.entries().total()).isEqualTo(count(records, StepRecord.Kind.ENTERED));
    assertThat(book.ends().total()).isEqualTo(count(records, StepRecord.Kind.ENDED));
    assertThat(book.refusals().total()).isEqualTo(count(records, StepRecord.Kind.ENTRY_REFUSED));
    assertThat(book.goals().count()).isEqualTo(count(records, StepRecord.Kind.GOAL));
    assertThat(book.steps().values().stream().mapToLong(s -> s.refusals().total()).sum())
        .isEqualTo(count(records, StepRecord.Kind.NOT_SENT));
    Map<String, List<long[]>> intervals = intervals(records);
    for (Map.Entry<String, List<long[]>> step : intervals.entrySet()) {
      StepBook counted = book.steps().get(step.getKey());
      List<long[]> stays = step.getValue();
      assertThat(counted.visits()).isEqualTo(stays.size());
      long[] samples = counted.inside().samples();
      for (int k = 0; k < samples.length; k += 5) {
        long at = AXIS.sample(k);
        assertThat(samples[k])
            .as("%s at %d", step.getKey(), k)
            .isEqualTo(stays.stream().filter(stay -> stay[0] <= at && stay[1] > at).count());
      }
      assertThat(counted.stays().longest())
          .isEqualTo(
              stays.stream()
                  .filter(stay -> stay[1] != Long.MAX_VALUE)
                  .mapToLong(stay -> stay[1] - stay[0])
                  .max()
                  .orElse(0));
    }
    assertThat(book.edges().values().stream().mapToLong(Long::longValue).sum())
        .isEqualTo(
            records.stream().filter(record -> !record.next().isEmpty()).count()
                + records.stream()
                    .filter(r -> r.kind() == StepRecord.Kind.ENDED)
                    .filter(r -> r.reason().equals("completed"))
                    .count());
  }

  /**
   * From when to when instances stood at each step: from one record with a next step to the next.
   */
  private static Map<String, List<long[]>> intervals(List<StepRecord> records) {
    Map<String, List<long[]>> intervals = new TreeMap<>();
    Map<String, long[]> open = new HashMap<>();
    for (StepRecord record : records) {
      boolean moves = !record.next().isEmpty() || record.kind() == StepRecord.Kind.ENDED;
      if (moves && open.containsKey(record.instance())) {
        open.remove(record.instance())[1] = record.at();
      }
      if (!record.next().isEmpty()) {
        long[] stay = {record.at(), Long.MAX_VALUE};
        open.put(record.instance(), stay);
        intervals.computeIfAbsent(record.next(), step -> new ArrayList<>()).add(stay);
      }
    }
    return intervals;
  }

  private static void checkAudiences(Books books, List<Effect> effects) {
    Map<String, Long> members = new TreeMap<>();
    for (Effect effect : effects) {
      if (effect instanceof Effect.AudienceChange change) {
        members.merge(change.audience(), change.entered() ? 1L : -1L, Long::sum);
      }
    }
    Map<String, Long> counted = new TreeMap<>();
    books.audiences().forEach((name, book) -> counted.put(name, book.members().now()));
    assertThat(counted).isEqualTo(members);
  }

  private static long count(List<StepRecord> records, StepRecord.Kind kind) {
    return records.stream().filter(record -> record.kind() == kind).count();
  }

  private static Map<String, List<Happening>> replays(long seed, List<Happening> recorded) {
    DefinitionTimeline definitions =
        DefinitionTimeline.of(SimulatorPropertyTest.definitions(new Random(seed)), START, END);
    HistoryReplay replay = new HistoryReplay(definitions, Optional.empty(), END);
    Map<String, List<Happening>> timelines = new TreeMap<>();
    for (String person : PEOPLE) {
      List<Happening> timeline = new ArrayList<>();
      replay.run(history(person, recorded), timeline::add);
      timelines.put(person, timeline);
    }
    return timelines;
  }

  private static PersonHistory history(String person, List<Happening> recorded) {
    List<Recorded> signals = new ArrayList<>();
    Map<String, Long> outcomes = new HashMap<>();
    Set<String> emitted = new HashSet<>();
    for (Happening happening : recorded) {
      if (happening instanceof Happening.Logged logged && logged.profile().equals(person)) {
        signals.add(new Logged(logged.at(), logged.signal()));
        if (logged.signal() instanceof DeliveryReport report && report.status().isFinal()) {
          outcomes.merge(report.requestId(), logged.at(), Math::max);
        } else if (logged.signal() instanceof CustomerEvent event && event.hops() > 0) {
          emitted.add(event.id());
        }
      }
    }
    return new PersonHistory(person, signals, outcomes, emitted);
  }

  private record Logged(long logTime, Signal signal) implements Recorded {
    @Override
    public Optional<Signal> signal(DefinitionSet definitions) {
      return Optional.of(signal);
    }
  }
}
