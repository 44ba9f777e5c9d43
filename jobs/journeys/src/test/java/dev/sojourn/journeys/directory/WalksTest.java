package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.Packed;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.junit.jupiter.api.Test;

class WalksTest {
  private static final int IN_EACH_BUCKET = 3;

  /** Every bucket of every index is full, and this subtask's. */
  private static final Shelves FULL =
      new Shelves() {
        @Override
        public boolean isOwn(String index, int bucket) {
          return true;
        }

        @Override
        public List<String> profiles(String index, int bucket) {
          return List.of(bucket + "a", bucket + "b", bucket + "c").subList(0, IN_EACH_BUCKET);
        }

        @Override
        public Map<String, Integer> steps(String index, int bucket) {
          throw new UnsupportedOperationException();
        }

        @Override
        public int size(String index, int bucket) {
          return IN_EACH_BUCKET;
        }
      };

  private static Walks walks(List<byte[]> stored) {
    return Walks.restore(
        stored, new DirectoryMetrics(new UnregisteredMetricsGroup()), (walk, state, now) -> {});
  }

  private static Run run(String name, long startedAt, int pace) {
    return new Run(
        name + "/" + startedAt,
        name,
        startedAt,
        pace,
        List.of(new Run.Leg("people", new Order.Sweep())));
  }

  @Test
  void manyRunsTogetherLeaveRoomForOtherWorkAndAllGoOn() throws Exception {
    Walks walks = walks(List.of());
    for (int i = 0; i < 500; i++) {
      walks.begin(run("read/" + i, i, 1_000_000), 0);
    }
    Map<String, Integer> asked = new HashMap<>();
    for (long now = 0; now < 20_000; now += 20) {
      int before = asked.values().stream().mapToInt(Integer::intValue).sum();
      walks.proceed(now, FULL, (run, profile, order) -> asked.merge(run.id(), 1, Integer::sum));
      int after = asked.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(after - before).isLessThanOrEqualTo(3_000);
    }
    assertThat(asked).hasSize(500);
  }

  @Test
  void whatAllHaveDoneIsForgottenAtARestart() throws Exception {
    Walks walks = walks(List.of());
    walks.begin(run("sweep", 1, 1_000_000), 0);
    walks.begin(run("read/j", 1, 1), 0);
    for (long now = 0; now < 20_000; now += 20) {
      walks.proceed(now, FULL, (run, profile, order) -> {});
    }
    assertThat(walks.stored()).hasSize(2);
    assertThat(walks(walks.stored()).stored()).hasSize(1);
  }

  @Test
  void ofRunsAboutTheSameTheLatestGoesOnAfterARestart() {
    Walks early = walks(List.of());
    early.begin(run("sweep", 1, 1), 0);
    Walks late = walks(List.of());
    late.begin(run("sweep", 2, 1), 0);
    Walks restored =
        walks(List.of(early.stored().get(0), late.stored().get(0), early.stored().get(0)));
    assertThat(restored.stored()).containsExactly(late.stored().get(0));
  }

  @Test
  void aRunWithWhichAnEarlierBuildCountedIsNotMissed() {
    ByteWriter run = new ByteWriter(64);
    run.u8(2);
    run.text("count/m/1/T");
    run.text("count/m");
    run.zigzag(1);
    run.varint(5_000);
    run.varint(1);
    run.text("journey/j/1");
    run.text("count");
    run.varint(1);
    run.text("journey");
    run.text("j");
    run.varint(0);
    run.varint(0);
    run.varint(0);
    run.varint(0);
    Walks other = walks(List.of());
    other.begin(run("sweep", 1, 1), 0);
    Walks restored = walks(List.of(run.toBytes(), other.stored().get(0)));
    assertThat(restored.stored()).containsExactly(other.stored().get(0));
  }

  @Test
  void aRunThatAsksNobodyEndsTheOneBefore_V1() {
    Walks walks = walks(List.of());
    walks.begin(run("read/j", 1, 1), 0);
    walks.begin(new Run("unread/j", "read/j", 2, 1, List.of()), 0);
    assertThat(walks.areOver()).isTrue();
    assertThat(walks.stored()).isEmpty();
  }

  private static final String PROPERTIES = Packed.pack(Map.of("what", "x".repeat(10_000)));

  private static Run event(String journey, String id) {
    return new Run(
        "business/" + journey + "/t/" + id,
        "read/" + journey + "/" + id,
        1,
        1_000_000,
        List.of(new Run.Leg("people", new Order.Business(journey, 1, "t", id, PROPERTIES))));
  }

  @Test
  void ofReadsByBusinessEventsThatAreOverTheLatestAreKept_E5() throws Exception {
    Walks walks = walks(List.of());
    for (int i = 0; i < 70; i++) {
      walks.begin(event("j", "e" + i), 0);
    }
    for (long now = 0; !walks.areOver(); now += 20) {
      walks.proceed(now, FULL, (run, profile, order) -> {});
    }
    assertThat(walks.stored()).hasSize(70);
    walks.begin(event("j", "last"), 0);
    assertThat(walks.stored()).hasSize(65);
    assertThat(walks.areOver()).isFalse();
  }

  @Test
  void theEndOfAJourneyEndsTheReadsOfAllItsEvents_E5_V1() {
    Walks walks = walks(List.of());
    walks.begin(event("j", "a"), 0);
    walks.begin(event("j", "b"), 0);
    walks.begin(event("j2", "a"), 0);
    assertThat(walks.stored()).hasSize(3);
    walks.begin(new Run("unread/j", "read/j", 2, 1, List.of()), 0);
    assertThat(walks.stored()).hasSize(1);
    assertThat(walks(walks.stored()).areOver()).isFalse();
  }

  @Test
  void whatABusinessEventSaysIsNotStoredOnceItsReadIsOverHere_E5() throws Exception {
    Walks done = walks(List.of());
    done.begin(event("j", "a"), 0);
    Walks running = walks(done.stored());
    assertThat(done.stored().get(0)).hasSizeGreaterThan(10_000);
    for (long now = 0; !done.areOver(); now += 20) {
      done.proceed(now, FULL, (run, profile, order) -> {});
    }
    byte[] over = done.stored().get(0);
    assertThat(over).hasSizeLessThan(1_000);
    byte[] whole = running.stored().get(0);
    Order order = event("j", "a").legs().get(0).order();
    for (List<byte[]> stored : List.of(List.of(over, whole), List.of(whole, over))) {
      List<Walk> parts = stored.stream().map(part -> WalkFormat.read(part).get()).toList();
      Walk merged = WalkFormat.merge(parts);
      assertThat(merged.isOver()).isFalse();
      assertThat(merged.run.legs().get(0).order()).isEqualTo(order);
    }
  }
}
