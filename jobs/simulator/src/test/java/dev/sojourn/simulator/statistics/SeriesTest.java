package dev.sojourn.simulator.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Numbers over time, against counting everybody at every sample. */
class SeriesTest {
  private static final long HOUR = 3_600_000;

  @Property(tries = 300)
  void aLevelIsWhoIsThereAtEachSample(
      @ForAll @Size(max = 20) List<@IntRange(min = -50, max = 300) Integer> starts,
      @ForAll @IntRange(min = 1, max = 100) int length,
      @ForAll @IntRange(min = 1, max = 30) int part) {
    Axis axis = new Axis(7, part, 8);
    Level level = new Level(axis);
    for (int start : starts) {
      level.up(start);
      level.down(start + length);
    }
    for (int k = 0; k <= axis.parts(); k++) {
      long at = axis.sample(k);
      assertThat(level.samples()[k])
          .isEqualTo(starts.stream().filter(s -> s <= at && s + length > at).count());
    }
    assertThat(level.now()).isZero();
  }

  @Property(tries = 300)
  void lengthsAreExactButForTheMedian(
      @ForAll @Size(min = 1, max = 50) List<@LongRange(max = 10_000_000_000L) Long> lengths) {
    Lengths one = new Lengths();
    Lengths other = new Lengths();
    for (int i = 0; i < lengths.size(); i++) {
      (i % 3 == 0 ? one : other).count(lengths.get(i));
    }
    one.add(other);

    long median = lengths.stream().sorted().toList().get((lengths.size() - 1) / 2);
    assertThat(one.count()).isEqualTo(lengths.size());
    assertThat(one.longest()).isEqualTo(lengths.stream().mapToLong(l -> l).max().orElseThrow());
    assertThat(one.mean())
        .isEqualTo(Math.round((double) lengths.stream().mapToLong(l -> l).sum() / lengths.size()));
    assertThat((double) one.median()).isBetween(median * 0.874 - 1, median * 1.126 + 1);
  }

  @Test
  void ofLengthsThatAreAllAlikeTheMedianIsExact() {
    Lengths lengths = new Lengths();
    lengths.count(24 * HOUR);
    lengths.count(24 * HOUR);

    assertThat(lengths.median()).isEqualTo(24 * HOUR);
  }

  @Test
  void anAxisCoversBothEndsByUsualParts() {
    Axis month = Axis.covering(HOUR / 2, 30 * 24 * HOUR, 200);
    Axis moment = Axis.covering(5, 5, 200);

    assertThat(month.part()).isEqualTo(6 * HOUR);
    assertThat(month.from()).isZero();
    assertThat(month.sample(month.parts())).isGreaterThan(30 * 24 * HOUR);
    assertThat(moment.parts()).isEqualTo(1);
    assertThatThrownBy(() -> Axis.covering(0, Long.MAX_VALUE / 2, 1_000L))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
