package dev.sojourn.cli.runs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.StepCount;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CountTallyTest {
  private static final Instant T = Instant.parse("2026-03-02T09:00:00Z");

  private static CountShare share(
      String id, int version, List<Integer> buckets, List<Long> counts) {
    return new CountShare(id, version, T, 4, buckets, counts, List.of());
  }

  @Test
  void isCompleteWhenEveryBucketOfEveryVersionIsKnown() {
    CountTally tally = new CountTally("q", List.of(1, 2));
    tally.take(share("q", 1, List.of(0, 1, 2, 3), List.of(1L, 2L, 3L, 4L)));
    tally.take(share("other", 2, List.of(0, 1, 2, 3), List.of(9L, 9L, 9L, 9L)));
    assertThat(tally.isComplete()).isFalse();
    assertThat(tally.progress()).isEqualTo(0.5);
    tally.take(share("q", 2, List.of(1, 3), List.of(5L, 0L)));
    assertThat(tally.isComplete()).isFalse();
    tally.take(share("q", 2, List.of(0, 2), List.of(0L, 1L)));
    assertThat(tally.isComplete()).isTrue();
    assertThat(tally.counts()).isEqualTo(Map.of(1, 10L, 2, 6L));
    assertThat(tally.moment()).contains(T);
  }

  @Test
  void stepsAddUpToo_V3() {
    CountTally tally = new CountTally("q", List.of(1, 2));
    tally.take(
        new CountShare(
            "q",
            1,
            T,
            4,
            List.of(0, 1),
            List.of(3L, 2L),
            List.of(new StepCount("a", List.of(1L, 2L)), new StepCount("b", List.of(2L, 0L)))));
    tally.take(
        new CountShare(
            "q",
            1,
            T,
            4,
            List.of(1, 2, 3),
            List.of(9L, 1L, 0L),
            List.of(new StepCount("a", List.of(9L, 1L, 0L)))));
    tally.take(share("q", 2, List.of(0, 1, 2, 3), List.of(0L, 0L, 0L, 0L)));
    assertThat(tally.isComplete()).isTrue();
    assertThat(tally.isBySteps()).isTrue();
    assertThat(tally.steps(1)).isEqualTo(Map.of("a", 4L, "b", 2L));
    assertThat(tally.steps(2)).isEmpty();
    // A job of an older build tells of no steps.
    CountTally older = new CountTally("q", List.of(1));
    older.take(share("q", 1, List.of(0, 1, 2, 3), List.of(1L, 0L, 0L, 0L)));
    assertThat(older.isBySteps()).isFalse();
  }

  @Test
  void aBucketThatIsToldTwiceCountsOnceAndTheEarlierIsRight() {
    CountTally tally = new CountTally("q", List.of(0));
    tally.take(share("q", 0, List.of(0, 1), List.of(1L, 2L)));
    tally.take(share("q", 0, List.of(1, 2, 3), List.of(7L, 3L, 4L)));
    assertThat(tally.counts()).isEqualTo(Map.of(0, 10L));
  }
}
