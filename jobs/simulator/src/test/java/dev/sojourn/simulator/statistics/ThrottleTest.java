package dev.sojourn.simulator.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.simulator.statistics.Throttle.Limit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The channel's limits, against a search of every millisecond. */
class ThrottleTest {
  private static final long NEVER = Long.MAX_VALUE / 4;
  private static final Axis AXIS = new Axis(0, 10, 100);

  @Test
  void whatExceedsTheLimitWaitsForItsWindow_D3() {
    ChannelLoad load = load(List.of(new Limit(2, 100)), false, 0, 10, 20, 30, 400);

    assertThat(load.waits().count()).isEqualTo(5);
    // At 0, 10, 100, 110, 400.
    assertThat(load.waits().longest()).isEqualTo(80);
    assertThat(load.longestQueue()).isEqualTo(2);
    assertThat(load.longestQueueAt()).isEqualTo(30);
    assertThat(load.lastSent()).isEqualTo(400);
    assertThat(load.queue().samples()[5]).isEqualTo(2);
    assertThat(load.queue().samples()[10]).isEqualTo(1);
    assertThat(load.queue().samples()[11]).isZero();
  }

  @Test
  void whatExpiresInTheQueueTakesNoPlace_D2() {
    SendLog log = new SendLog(0);
    log.request(0, NEVER);
    log.request(1, 1 + 5_000);
    log.request(2, NEVER);
    log.sort();
    ChannelLoad load = new Throttle(List.of(new Limit(1, 60_000)), false).run(log, AXIS);

    assertThat(load.expired()).isEqualTo(1);
    assertThat(load.waits().longest()).isEqualTo(59_998);
  }

  @Test
  void whatMayNotWaitIsRejected_D3() {
    ChannelLoad load = load(List.of(new Limit(1, 100)), true, 0, 10, 99, 100);

    assertThat(load.rejected()).isEqualTo(2);
    assertThat(load.waits().count()).isEqualTo(2);
    assertThat(load.longestQueue()).isZero();
  }

  @Test
  void anHourHoldsWhatTheTightestLimitAllows() {
    long hour = 3_600_000;

    assertThat(Throttle.perHour(List.of(), hour)).isEqualTo(Long.MAX_VALUE);
    assertThat(Throttle.perHour(List.of(new Limit(50, 1_000)), hour)).isEqualTo(180_000);
    assertThat(Throttle.perHour(List.of(new Limit(50, 1_000), new Limit(900, 24 * hour)), hour))
        .isEqualTo(900);
  }

  @Test
  void aHugeLimitTakesNoMemory() {
    assertThat(load(List.of(new Limit(Integer.MAX_VALUE, 1)), false, 0, 0, 0).waits().longest())
        .isZero();
  }

  @Property(tries = 500)
  void everyAttemptIsTheEarliestThatNoWindowForbids_D3(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 200) Integer> dues,
      @ForAll @IntRange(min = 1, max = 4) int count,
      @ForAll @IntRange(min = 1, max = 60) int per,
      @ForAll @IntRange(min = 1, max = 8) int otherCount,
      @ForAll @IntRange(min = 1, max = 200) int otherPer) {
    List<Limit> limits = List.of(new Limit(count, per), new Limit(otherCount, otherPer));
    long[] sorted = dues.stream().mapToLong(Integer::longValue).sorted().toArray();
    List<Long> expected = search(sorted, limits);

    ChannelLoad load = load(limits, false, sorted);

    long longest = 0;
    long total = 0;
    for (int i = 0; i < sorted.length; i++) {
      longest = Math.max(longest, expected.get(i) - sorted[i]);
      total += expected.get(i) - sorted[i];
    }
    assertThat(load.lastSent()).isEqualTo(expected.get(sorted.length - 1));
    assertThat(load.waits().longest()).isEqualTo(longest);
    assertThat(load.waits().mean()).isEqualTo(Math.round((double) total / sorted.length));
    assertThat(load.longestQueue()).isEqualTo(longestQueue(sorted, expected));
    for (int k = 0; k <= AXIS.parts(); k++) {
      long at = AXIS.sample(k);
      assertThat(load.queue().samples()[k]).as("at %s", at).isEqualTo(queued(sorted, expected, at));
    }
  }

  private static List<Long> search(long[] dues, List<Limit> limits) {
    List<Long> attempts = new ArrayList<>();
    for (long due : dues) {
      long at = attempts.isEmpty() ? due : Math.max(due, attempts.get(attempts.size() - 1));
      while (!isAllowed(attempts, at, limits)) {
        at++;
      }
      attempts.add(at);
    }
    return attempts;
  }

  private static boolean isAllowed(List<Long> attempts, long at, List<Limit> limits) {
    return limits.stream()
        .allMatch(
            limit ->
                attempts.stream().filter(earlier -> earlier > at - limit.per()).count()
                    < limit.count());
  }

  private static long longestQueue(long[] dues, List<Long> attempts) {
    long longest = 0;
    for (int i = 0; i < dues.length; i++) {
      if (attempts.get(i) > dues[i]) {
        long queued = 0;
        for (int j = 0; j <= i; j++) {
          queued += attempts.get(j) > dues[i] ? 1 : 0;
        }
        longest = Math.max(longest, queued);
      }
    }
    return longest;
  }

  private static long queued(long[] dues, List<Long> attempts, long at) {
    long queued = 0;
    for (int i = 0; i < dues.length; i++) {
      queued += dues[i] <= at && attempts.get(i) > at ? 1 : 0;
    }
    return queued;
  }

  private static ChannelLoad load(List<Limit> limits, boolean rejects, long... dues) {
    SendLog log = new SendLog(0);
    Arrays.stream(dues).forEach(due -> log.request(due, NEVER));
    log.sort();
    return new Throttle(limits, rejects).run(log, AXIS);
  }
}
