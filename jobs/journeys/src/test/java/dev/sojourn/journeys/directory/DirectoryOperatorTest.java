package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.RunShare;
import dev.sojourn.avro.StepCount;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.definition.CountQuestion;
import dev.sojourn.journeys.definition.DefinitionNews;
import dev.sojourn.journeys.fixture.Shop;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DirectoryOperatorTest extends DirectorySubtasks {
  private long counted(String id) {
    Map<Integer, Long> sizes = new HashMap<>();
    for (CountShare share : all(CountShare.class)) {
      for (int i = 0; share.getId().equals(id) && i < share.getBuckets().size(); i++) {
        sizes.putIfAbsent(share.getBuckets().get(i), share.getCounts().get(i));
      }
    }
    assertThat(sizes).hasSize(Buckets.COUNT);
    return sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aSweepGoesOnAfterARestartWithOtherSubtasks_A9(StateBackend backend) throws Exception {
    open(backend, 2, null, 0);
    Set<String> people = new TreeSet<>(Set.of("ann\nbell"));
    for (int i = 0; i < 3_000; i++) {
      people.add("p" + i);
    }
    for (String profile : people) {
      listed(profile, Effect.Listing.person(T));
    }
    publish(Shop.ofCountry("FR"), T);
    readTo(T + 2_000);
    pass(100);
    assertThat(asked.size()).isBetween(1, 2_999);
    restart(backend, 3);
    pass(10_000);
    assertThat(asked).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(people);
    Map<Integer, RunShare> last = new TreeMap<>();
    for (RunShare share : all(RunShare.class)) {
      if (share.getWorkers() == 3) {
        last.put(share.getWorker(), share);
      }
    }
    assertThat(last).hasSize(3);
    assertThat(last.values()).allMatch(share -> share.getState().equals("finished"));
    assertThat(last.values().stream().mapToLong(RunShare::getTold).sum()).isEqualTo(people.size());
  }

  @Test
  void aRunHoldsBackWhileTimeFallsBehindAndGoesOnAfterwards() throws Exception {
    open(new HashMapStateBackend(), 1, null, 0);
    for (int i = 0; i < 10_000; i++) {
      listed("p" + i, Effect.Listing.person(T));
    }
    publish(Shop.ofCountry("FR"), T);
    readTo(T + 2_000);
    pass(140);
    int before = asked.size();
    assertThat(before).isBetween(1, 9_999);

    // When: the clock went 140 ms further, and time only one
    readTo(T + 2_001);
    pass(1_000);
    assertThat(asked).hasSize(before);

    // When
    readTo(T + 3_140);
    pass(10_000);
    assertThat(asked).hasSize(10_000).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aRefusedMigrationIsToldOnceAndRunsWhenItIsPublishedRight_V3_V4(StateBackend backend)
      throws Exception {
    open(backend, 2, null, 0);
    SourceDocument old = Shop.cartRecovery(1, Duration.ofDays(1));
    listed(
        "ann", new Effect.Listing(Index.journey("cart-recovery", 1), "stay", "idle", true, T - 1));
    publish(Shop.renamedRecovery(2, Duration.ofDays(1)), T);
    publish(old, T + 1);
    SourceDocument there = Shop.migration(1, 2, "{idle: {step: pause}}");
    publish(there, T + 2);
    readTo(T + 2_000);
    pass(1_000);
    assertThat(all(DeadLetter.class))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getCode()).isEqualTo("migration-refused");
              assertThat(letter.getMessage()).contains("version 2 of journey 'cart-recovery'");
              assertThat(letter.getAt().toEpochMilli()).isEqualTo(T + 1_002);
            });
    assertThat(all(RunShare.class))
        .singleElement()
        .satisfies(
            share -> {
              assertThat(share.getState()).isEqualTo("refused");
              assertThat(share.getReason()).contains("is not live, version 1 is");
            });
    restart(backend, 3);
    readTo(T + 3_000);
    pass(1_000);
    assertThat(all(DeadLetter.class)).hasSize(1);
    assertThat(asked).isEmpty();
    publish(Shop.renamedRecovery(2, Duration.ofDays(1)), T + 3_001);
    publish(there, T + 3_002);
    readTo(T + 5_000);
    pass(2_000);
    assertThat(asked).containsExactly("ann");
    assertThat(all(DeadLetter.class)).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void aCountGoesOnAfterARestartWithOtherSubtasks(StateBackend backend) throws Exception {
    open(backend, 3, null, 0);
    String audience = Index.audience("french");
    for (int i = 0; i < 2_000; i++) {
      listed("p" + i, new Effect.Listing(audience, "", "", true, T));
    }
    // Before the question is heard, a change lies beyond its moment.
    listed("early", new Effect.Listing(audience, "", "", true, T + 1_501));
    tell(
        new DefinitionNews.Asked(
            new CountQuestion("q", CountQuestion.Subject.AUDIENCE, "french", List.of(), T + 500)));
    listed("in-time", new Effect.Listing(audience, "", "", true, T + 1_500));
    listed("p0", new Effect.Listing(audience, "", "", false, T + 1_502));
    readTo(T + 1_502);
    pass(100);
    for (int i = 1; i < 1_000; i++) {
      listed("p" + i, new Effect.Listing(audience, "", "", false, T + 1_600));
    }
    restart(backend, 2);
    readTo(T + 1_700);
    pass(5_000);
    assertThat(counted("q")).isEqualTo(2_001);
    assertThat(all(CountShare.class))
        .extracting(share -> share.getMoment().toEpochMilli())
        .containsOnly(T + 1_500);
  }

  @ParameterizedTest
  @MethodSource("backends")
  void staysAreCountedByStepAsOfTheMomentOverARestartWithFewerSubtasks_V3(StateBackend backend)
      throws Exception {
    open(backend, 3, null, 0);
    String index = Index.journey("j", 1);
    for (int i = 0; i < 900; i++) {
      listed("p" + i, new Effect.Listing(index, "s" + i, i < 300 ? "a" : "b", true, T));
    }
    // Before the question is heard, somebody goes on after its moment.
    listed("p0", new Effect.Listing(index, "s0", "c", true, T + 1_501));
    tell(
        new DefinitionNews.Asked(
            new CountQuestion(
                "q", CountQuestion.Subject.JOURNEY, "j", List.of(1, 2), true, T + 500)));
    listed("p1", new Effect.Listing(index, "s1", "b", true, T + 1_500));
    readTo(T + 1_502);
    pass(60);
    for (int i = 300; i < 600; i++) {
      listed("p" + i, new Effect.Listing(index, "s" + i, "", false, T + 1_600));
      listed("p" + i, new Effect.Listing(Index.journey("j", 2), "s" + i, "x", true, T + 1_600));
    }
    restart(backend, 1);
    readTo(T + 1_700);
    pass(5_000);
    Map<Integer, Map<String, Long>> steps = new TreeMap<>(Map.of(2, Map.of()));
    Map<Integer, Set<Integer>> known = new HashMap<>();
    for (CountShare share : all(CountShare.class)) {
      for (int i = 0; i < share.getBuckets().size(); i++) {
        if (known
            .computeIfAbsent(share.getVersion(), version -> new TreeSet<>())
            .add(share.getBuckets().get(i))) {
          for (StepCount step : share.getSteps()) {
            if (step.getCounts().get(i) > 0) {
              steps
                  .computeIfAbsent(share.getVersion(), version -> new TreeMap<>())
                  .merge(step.getStep(), step.getCounts().get(i), Long::sum);
            }
          }
        }
      }
    }
    assertThat(known.get(1)).hasSize(Buckets.COUNT);
    assertThat(known.get(2)).hasSize(Buckets.COUNT);
    assertThat(steps).isEqualTo(Map.of(1, Map.of("a", 299L, "b", 601L), 2, Map.of()));
  }

  @ParameterizedTest
  @MethodSource("backends")
  void staysAreCountedByVersionAndPeopleWithSeveralSeveralTimes(StateBackend backend)
      throws Exception {
    open(backend, 2, null, 0);
    for (int i = 0; i < 10; i++) {
      listed("ann", new Effect.Listing(Index.journey("j", 1), "stay-" + i, "a", true, T));
      listed("p" + i, new Effect.Listing(Index.journey("j", 2), "stay-" + i, "a", true, T));
    }
    listed("ann", new Effect.Listing(Index.journey("j", 1), "stay-3", "b", true, T));
    listed("ann", new Effect.Listing(Index.journey("j", 1), "stay-4", "", false, T));
    tell(
        new DefinitionNews.Asked(
            new CountQuestion("q", CountQuestion.Subject.JOURNEY, "j", List.of(1, 2, 3), T)));
    readTo(T + 2_000);
    pass(5_000);
    Map<Integer, Long> counts = new TreeMap<>();
    for (CountShare share : all(CountShare.class)) {
      counts.merge(
          share.getVersion(),
          share.getCounts().stream().mapToLong(Long::longValue).sum(),
          Long::sum);
    }
    assertThat(counts).isEqualTo(Map.of(1, 9L, 2, 10L, 3, 0L));
  }
}
