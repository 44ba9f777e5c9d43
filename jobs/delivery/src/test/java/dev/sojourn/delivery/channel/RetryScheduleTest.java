package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class RetryScheduleTest {

  @Property
  void backoffDoublesUpToItsGreatestWithJitterInTheUpperHalf_D6(
      @ForAll String id,
      @ForAll @IntRange(min = 1, max = 99) int made,
      @ForAll @LongRange(min = 1, max = 100_000) long initial,
      @ForAll @LongRange(min = 0, max = 10_000_000) long more) {
    RetrySchedule schedule = new RetrySchedule(100, initial, initial + more);
    long full = (long) Math.min(initial * Math.pow(2, made - 1), initial + more);
    long delay = schedule.next(id, made, 1_000).orElseThrow() - 1_000;
    assertThat(delay).isBetween(full / 2, full);
    assertThat(schedule.next(id, made, 1_000)).isEqualTo(schedule.next(id, made, 1_000));
  }

  @Test
  void thereAreNoMoreAttemptsThanStated_D6() {
    RetrySchedule schedule = new RetrySchedule(3, 10, 100);
    assertThat(schedule.next("a", 2, 0)).isPresent();
    assertThat(schedule.next("a", 3, 0)).isEmpty();
  }

  @Test
  void whatFailedTogetherDoesNotComeBackTogether() {
    RetrySchedule schedule = new RetrySchedule(3, 10_000, 100_000);
    Set<Long> times = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      times.add(schedule.next("request-" + i, 1, 0).orElseThrow());
    }
    assertThat(times).hasSizeGreaterThan(800);
  }
}
