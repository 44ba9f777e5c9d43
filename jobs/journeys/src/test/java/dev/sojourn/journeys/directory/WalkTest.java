package dev.sojourn.journeys.directory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.directory.Run;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final Order SWEEP = new Order.Sweep();
  private static final long BEAT = 20;

  /** People by index and bucket, shared by some subtasks. */
  private static final class World {
    final Map<String, TreeSet<String>> buckets = new TreeMap<>();

    void add(String index, String profile) {
      buckets
          .computeIfAbsent(Buckets.key(index, Buckets.of(profile)), key -> new TreeSet<>())
          .add(profile);
    }

    Shelves shelves(int subtask, int parallelism) {
      return new Shelves() {
        @Override
        public boolean isOwn(String index, int bucket) {
          return Math.floorMod(Buckets.key(index, bucket).hashCode() * 31, parallelism) == subtask;
        }

        @Override
        public int size(String index, int bucket) {
          return profiles(index, bucket).size();
        }

        @Override
        public List<String> profiles(String index, int bucket) {
          return new ArrayList<>(buckets.getOrDefault(Buckets.key(index, bucket), new TreeSet<>()));
        }

        @Override
        public Map<String, Integer> steps(String index, int bucket) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private static World of(String index, int people) {
    World world = new World();
    for (int i = 0; i < people; i++) {
      world.add(index, "p" + i);
    }
    return world;
  }

  private static Run run(int pace, String... indexes) {
    List<Run.Leg> legs = new ArrayList<>();
    for (String index : indexes) {
      legs.add(new Run.Leg(index, SWEEP));
    }
    return new Run("r", "t", 0, pace, legs);
  }

  private static Walk read(byte[] stored) {
    return WalkFormat.read(stored).orElseThrow();
  }

  @Test
  void asksEverybodyOnceByHowManyWorkersEver() throws Exception {
    World world = of("people", 3_000);
    for (int parallelism : new int[] {1, 3}) {
      List<String> asked = new ArrayList<>();
      for (int subtask = 0; subtask < parallelism; subtask++) {
        Walk walk = Walk.begin(run(100_000, "people"));
        for (long now = 0; !walk.isOver(); now += BEAT) {
          walk.proceed(
              now, world.shelves(subtask, parallelism), (profile, order) -> asked.add(profile));
        }
      }
      assertThat(asked).hasSize(3_000).doesNotHaveDuplicates();
    }
  }

  @Test
  void keepsThePaceInEverySecond_E4() throws Exception {
    World world = of("people", 30_000);
    int parallelism = 2;
    long[] perSecond = new long[20];
    for (int subtask = 0; subtask < parallelism; subtask++) {
      Walk walk = Walk.begin(run(1_000, "people"));
      for (long now = 0; now < 20_000; now += BEAT) {
        int second = (int) (now / 1_000);
        walk.proceed(
            now, world.shelves(subtask, parallelism), (profile, order) -> perSecond[second]++);
      }
    }
    long total = 0;
    for (long count : perSecond) {
      assertThat(count).isBetween(900L, 1_100L);
      total += count;
    }
    assertThat(total).isBetween(19_800L, 20_200L);
  }

  @Test
  void aStandstillIsNotMadeUpForAtOnce_E4() throws Exception {
    World world = of("people", 30_000);
    Walk walk = Walk.begin(run(1_000, "people"));
    List<String> asked = new ArrayList<>();
    for (long now = 0; now < 1_000; now += BEAT) {
      walk.proceed(now, world.shelves(0, 1), (profile, order) -> asked.add(profile));
    }
    int before = asked.size();
    walk.proceed(60_000, world.shelves(0, 1), (profile, order) -> asked.add(profile));
    assertThat(asked.size() - before).isLessThanOrEqualTo(251);
  }

  @Test
  void aPersonInASecondIsAPaceToo_E4() throws Exception {
    World world = of("people", 100);
    Walk walk = Walk.begin(run(1, "people"));
    List<String> asked = new ArrayList<>();
    for (long now = 0; now <= 10_000; now += BEAT) {
      walk.proceed(now, world.shelves(0, 1), (profile, order) -> asked.add(profile));
    }
    assertThat(asked).hasSizeBetween(9, 11);
  }

  @Test
  void legsAreGoneThroughOneAfterTheOther() throws Exception {
    World world = of("a", 300);
    for (int i = 200; i < 500; i++) {
      world.add("b", "p" + i);
    }
    Order eject = new Order.Eject("j");
    Walk walk =
        Walk.begin(
            new Run(
                "r", "t", 0, 50_000, List.of(new Run.Leg("a", eject), new Run.Leg("b", SWEEP))));
    List<String> asked = new ArrayList<>();
    for (long now = 0; !walk.isOver(); now += BEAT) {
      walk.proceed(
          now, world.shelves(0, 1), (profile, order) -> asked.add(order.kind() + " " + profile));
    }
    assertThat(asked).hasSize(600).doesNotHaveDuplicates();
    assertThat(asked.subList(0, 300)).allMatch(one -> one.startsWith("eject"));
    assertThat(asked.subList(300, 600)).allMatch(one -> one.startsWith("sweep"));
  }

  /** Crashes and other parallelisms: nobody is missed; what is asked again is asked since then. */
  @Property(tries = 60)
  void nobodyIsMissedOverCrashesAndOtherParallelism_E4(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    World world = of("a", 400);
    for (int i = 0; i < 300; i++) {
      world.add("b", "p" + i);
    }
    Run run = run(20_000, "a", "b");
    Map<String, Integer> asked = new TreeMap<>();
    int parallelism = 1 + random.nextInt(3);
    List<Walk> walks = new ArrayList<>();
    for (int i = 0; i < parallelism; i++) {
      walks.add(Walk.begin(run));
    }
    long now = 0;
    int crashes = 0;
    while (!walks.stream().allMatch(Walk::isOver)) {
      now += BEAT;
      List<byte[]> checkpoint = walks.stream().map(WalkFormat::write).toList();
      Map<String, Integer> atCheckpoint = new TreeMap<>(asked);
      for (int beat = 0; beat < 4; beat++) {
        now += BEAT;
        for (int i = 0; i < parallelism; i++) {
          int leg = walks.get(i).leg;
          walks
              .get(i)
              .proceed(
                  now,
                  world.shelves(i, parallelism),
                  (profile, order) -> asked.merge(profile, 1, Integer::sum));
          assertThat(walks.get(i).leg).isGreaterThanOrEqualTo(leg);
        }
      }
      if (crashes < 5 && random.nextInt(3) == 0) {
        crashes++;
        asked.clear();
        asked.putAll(atCheckpoint);
        parallelism = 1 + random.nextInt(3);
        List<Walk> parts = checkpoint.stream().map(WalkTest::read).toList();
        walks = new ArrayList<>();
        for (int i = 0; i < parallelism; i++) {
          walks.add(WalkFormat.merge(parts));
        }
      }
    }
    // What came after the checkpoint was taken back here, so nobody is asked twice by a leg.
    assertThat(asked).hasSize(400);
    asked.forEach(
        (profile, times) ->
            assertThat(times)
                .as(profile)
                .isEqualTo(Integer.parseInt(profile.substring(1)) < 300 ? 2 : 1));
  }

  @Test
  void readsThatAreCutOffDoNotAlwaysMissTheSame_E4() throws Exception {
    World world = of("people", 5_000);
    TreeSet<String> asked = new TreeSet<>();
    for (int day = 0; day < 40; day++) {
      Walk walk =
          Walk.begin(new Run("day " + day, "t", day, 1_000, List.of(new Run.Leg("people", SWEEP))));
      for (long now = 0; now < 1_000; now += BEAT) {
        walk.proceed(now, world.shelves(0, 1), (profile, order) -> asked.add(profile));
      }
    }
    assertThat(asked).hasSizeGreaterThan(4_900);
  }

  @Test
  void tellsHowManyWereAskedAndHowFarItHasComeOverRestarts() throws Exception {
    World world = of("a", 1_000);
    world.add("b", "p1");
    Walk walk = Walk.begin(run(1_000, "a", "b"));
    assertThat(walk.progress()).isZero();
    for (long now = 0; now < 500; now += BEAT) {
      walk.proceed(now, world.shelves(0, 1), (profile, order) -> {});
    }
    assertThat(walk.told()).isBetween(200L, 600L);
    assertThat(walk.progress()).isBetween(0.15, 0.35);
    Walk again = WalkFormat.merge(List.of(read(WalkFormat.write(walk))));
    assertThat(again.told()).isEqualTo(walk.told());
    for (long now = 0; !again.isOver(); now += BEAT) {
      again.proceed(now, world.shelves(0, 1), (profile, order) -> {});
    }
    assertThat(again.told()).isEqualTo(1_001);
    assertThat(again.progress()).isEqualTo(1);
  }

  @Test
  void storedBytesOfFormat1AreReadForEver() throws Exception {
    Run run =
        new Run(
            "schedule/j/2026-03-02T09:00:00Z",
            "read/j",
            1_772_442_000_000L,
            5_000,
            List.of(
                new Run.Leg("journey/j/1", new Order.Eject("j")),
                new Run.Leg(
                    "people",
                    new Order.Read(
                        "j", "schedule/j/2026-03-02T09:00:00Z", 1_772_442_000_000L, true))));
    Walk walk = Walk.begin(run);
    walk.done.get(0).set(3);
    walk.done.get(0).set(9);
    walk.cursors.put(7, "ann");
    String stored =
        "011f7363686564756c652f6a2f323032362d30332d30325430393a30303a30305a06726561642f6a80eab4dc95"
            + "678827020b6a6f75726e65792f6a2f3105656a65637401076a6f75726e6579016a0208020670656f706c65"
            + "047265616403076a6f75726e6579016a0b7363686564756c656441740d313737323434323030303030300772"
            + "65737461727404747275650000010703616e6e";
    Walk read = read(HexFormat.of().parseHex(stored));
    // Format 2 says at its end how many were asked.
    assertThat(HexFormat.of().formatHex(WalkFormat.write(walk)))
        .isEqualTo("02" + stored.substring(2) + "00");
    assertThat(read(WalkFormat.write(walk)).run).isEqualTo(run);
    assertThat(read.told()).isZero();
    assertThat(read.run).isEqualTo(run);
    assertThat(read.done).isEqualTo(walk.done);
    assertThat(read.cursors).isEqualTo(walk.cursors);
    assertThat(read.leg).isZero();
  }
}
