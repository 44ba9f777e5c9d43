package dev.sojourn.engine.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class MigrationCircleTest {
  private static Migration migration(String name, String journey, List<Integer> from, int to) {
    return new Migration(name, 1, journey, from, to, Map.of(), Migration.Waits.KEEP, 1);
  }

  /** The oracle follows people: wherever they can get to, again and again. */
  @Property(tries = 2_000)
  void whoIsMovedCanComeBackExactlyIfThereIsACircle_V3(@ForAll long seed) {
    Random random = new Random(seed);
    List<Migration> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      int to = 1 + random.nextInt(5);
      List<Integer> from =
          random
              .ints(1, 6)
              .filter(v -> v != to)
              .distinct()
              .limit(1 + random.nextInt(2))
              .boxed()
              .toList();
      all.add(migration("m" + i, random.nextInt(5) == 0 ? "k" : "j", from, to));
    }
    Migration one = all.get(0);
    Set<Integer> inside = new HashSet<>(Set.of(one.to()));
    for (int round = 0; round < 6; round++) {
      for (Migration other : all.subList(1, all.size())) {
        if (other.journey().equals(one.journey())
            && other.from().stream().anyMatch(inside::contains)) {
          inside.add(other.to());
        }
      }
    }
    boolean comesBack = one.from().stream().anyMatch(inside::contains);
    var circle = MigrationCircle.of(one, all);
    assertThat(circle.isPresent()).isEqualTo(comesBack);
    circle.ifPresent(
        found -> {
          List<Migration> way = found.all();
          assertThat(way.get(0)).isEqualTo(one);
          assertThat(way).doesNotHaveDuplicates();
          for (int i = 0; i < way.size(); i++) {
            assertThat(way.get((i + 1) % way.size()).from()).contains(way.get(i).to());
          }
        });
  }
}
