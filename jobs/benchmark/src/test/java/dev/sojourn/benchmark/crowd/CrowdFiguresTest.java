package dev.sojourn.benchmark.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.benchmark.pipeline.CheckpointLog.Checkpoint;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What is made of what was measured. */
class CrowdFiguresTest {
  @Test
  void aSteadyReadHoldsItsPace() {
    // Given: 100 a second for more than ten seconds, in some other order.
    long[] moments = LongStream.range(0, 1_150).map(i -> 5_000 + (1_149 - i) * 10).toArray();

    // When
    List<Figure> figures = PaceMeasurement.figures(moments, 100, 10, 0);

    // Then
    assertThat(figures).extracting(Figure::verdict).containsOnly("held");
    assertThat(value(figures, "entries in 10 s")).isEqualTo(1_000);
  }

  @Test
  void aReadThatStandsStillAndMakesUpForItMissesItsSecondsOnly() {
    // Given: what belongs into the fourth second comes in the fifth.
    long[] moments =
        LongStream.range(0, 1_150).map(i -> i >= 300 && i < 400 ? 4_500 : i * 10).toArray();

    // When
    List<Figure> figures = PaceMeasurement.figures(moments, 100, 10, 0);

    // Then
    assertThat(verdict(figures, "entries in 10 s")).isEqualTo("held");
    assertThat(value(figures, "least in a second")).isZero();
    assertThat(value(figures, "most in a second")).isEqualTo(200);
    assertThat(value(figures, "seconds beyond that")).isEqualTo(2);
    assertThat(verdict(figures, "seconds beyond that")).isEqualTo("missed");
  }

  @Test
  void theMembersOfTheSweepAreCountedAsTheRuleCountsThem() {
    for (int people : new int[] {1, 49, 50, 51, 99, 100, 101, 149, 150, 151, 1_234}) {
      long members =
          IntStream.range(0, people).filter(n -> n % CrowdDefinitions.PARTS < 50).count();
      assertThat(Crowd.below(50, people)).as("of %d", people).isEqualTo((int) members);
    }
  }

  @Test
  void onlySamplesOfTheTimeAskedForCount() {
    TimedSamples samples = new TimedSamples();
    LongStream.range(0, 3_000).forEach(moment -> samples.add(moment, moment * 1_000));

    assertThat(samples.between(1_000, 2_000).count()).isEqualTo(1_000);
    assertThat(samples.between(1_000, 2_000).max()).isEqualTo(1_999);
    assertThat(samples.between(5_000, 6_000).count()).isZero();
  }

  @Test
  void whoIsSeenAgainIsCountedOnce() {
    Seen seen = new Seen();
    assertThat(seen.add(Crowd.profile(7))).isTrue();
    assertThat(seen.add(Crowd.profile(8))).isTrue();
    assertThat(seen.add(Crowd.profile(7))).isFalse();

    assertThat(seen.count()).isEqualTo(2);
    assertThat(seen.again()).isEqualTo(1);
  }

  @Test
  void aCheckpointThatBeganBeforeOrEndedAfterwardsWasUnderWayToo() {
    Checkpoint checkpoint = new Checkpoint(3, 10_000, 2_000, 0);

    assertThat(checkpoint.triggeredAt()).isEqualTo(8_000);
    assertThat(checkpoint.overlaps(9_000, 9_500)).isTrue();
    assertThat(checkpoint.overlaps(7_000, 8_500)).isTrue();
    assertThat(checkpoint.overlaps(9_500, 12_000)).isTrue();
    assertThat(checkpoint.overlaps(10_001, 12_000)).isFalse();
    assertThat(checkpoint.overlaps(5_000, 7_999)).isFalse();
  }

  private static double value(List<Figure> figures, String name) {
    return figure(figures, name).value();
  }

  private static String verdict(List<Figure> figures, String name) {
    return figure(figures, name).verdict();
  }

  private static Figure figure(List<Figure> figures, String name) {
    return figures.stream().filter(figure -> figure.name().equals(name)).findFirst().orElseThrow();
  }
}
