package dev.sojourn.delivery.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class SlotLimitTest {

  /**
   * Attempts begin as soon as they may; the provider sees each at any time between its begin and
   * its answer; the worker dies at any time, and what it had under way may still reach the provider
   * until it is back.
   */
  @Property(tries = 500)
  void noWindowHoldsMoreThanTheLimitWhateverTheAnswerTimesAndRestarts_D3(
      @ForAll @IntRange(min = 1, max = 20) int count,
      @ForAll @IntRange(min = 1, max = 2_000) int window,
      @ForAll @IntRange(min = 0, max = 3_000) int slowestAnswer,
      @ForAll @IntRange(min = 2, max = 400) int chanceOfRestart,
      @ForAll long seed) {
    Random random = new Random(seed);
    Limit limit = new Limit(count, window);
    List<Long> seen = new ArrayList<>();
    PriorityQueue<UnderWay> answers = new PriorityQueue<>();
    long now = 1_000_000;
    SlotLimit slots = new SlotLimit(limit, 0, now);
    for (int i = 0; i < 300; i++) {
      if (random.nextInt(chanceOfRestart) == 0) {
        long back = now + random.nextInt(50);
        for (UnderWay lost : answers) {
          seen.add(between(random, lost.begin, back));
        }
        answers.clear();
        now = back;
        slots = new SlotLimit(limit, 0, now);
      } else if (slots.free(now) > 0) {
        slots.take(now);
        answers.add(new UnderWay(now, now + random.nextInt(slowestAnswer + 1)));
      } else {
        long free = slots.nextFreeAt(now);
        long next = answers.isEmpty() ? free : Math.min(free, answers.peek().answer);
        now = Math.max(now, next);
      }
      while (!answers.isEmpty() && answers.peek().answer <= now) {
        UnderWay answered = answers.poll();
        seen.add(between(random, answered.begin, answered.answer));
        slots.release(now);
      }
    }
    assertNoWindowHoldsMore(seen, count, window);
  }

  private static long between(Random random, long begin, long end) {
    return begin + (long) (random.nextDouble() * (end - begin + 1));
  }

  private record UnderWay(long begin, long answer) implements Comparable<UnderWay> {
    @Override
    public int compareTo(UnderWay other) {
      return Long.compare(answer, other.answer);
    }
  }

  private static void assertNoWindowHoldsMore(List<Long> seen, int count, long window) {
    List<Long> sorted = seen.stream().sorted().toList();
    for (int i = count; i < sorted.size(); i++) {
      // The i-th and the one N before it in one half-open window of length W would be N + 1.
      assertThat(sorted.get(i) - sorted.get(i - count)).isGreaterThanOrEqualTo(window);
    }
  }

  @Property
  void throughputIsTheLimitLessTheAnswerTime_D3(
      @ForAll @IntRange(min = 1, max = 50) int count,
      @ForAll @LongRange(min = 100, max = 5_000) long window,
      @ForAll @LongRange(min = 0, max = 500) long answer) {
    SlotLimit slots = new SlotLimit(new Limit(count, window), 0, 0);
    long now = 0;
    int rounds = 50;
    for (int round = 0; round < rounds; round++) {
      now = slots.nextFreeAt(now);
      int free = slots.free(now);
      assertThat(free).isEqualTo(count);
      for (int i = 0; i < free; i++) {
        slots.take(now);
      }
      now += answer;
      for (int i = 0; i < free; i++) {
        slots.release(now);
      }
    }
    double perRound = (double) now / rounds;
    assertThat(perRound).isBetween((double) window, window + answer + window / 1_000.0 + 2);
  }

  @Test
  void clockThatGoesBackFreesNothingEarly() {
    SlotLimit slots = new SlotLimit(new Limit(1, 1_000), 0, 0);
    slots.take(10_000);
    slots.release(10_000);
    assertThat(slots.free(9_000)).isZero();
    assertThat(slots.free(11_000)).isZero();
    assertThat(slots.free(11_002)).isEqualTo(1);
  }

  @Test
  void allSlotsInUseHaveNoTimeToWaitFor() {
    SlotLimit slots = new SlotLimit(new Limit(1, 1_000), 0, 0);
    slots.take(5_000);
    assertThat(slots.nextFreeAt(5_000)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void smallerLimitWithMoreUnderWayThanItAllowsWaitsForThem() {
    SlotLimit slots = new SlotLimit(new Limit(2, 1_000), 5, 0);
    for (int i = 0; i < 4; i++) {
      slots.release(10_000);
    }
    assertThat(slots.free(11_002)).isEqualTo(1);
    slots.release(12_000);
    assertThat(slots.free(13_002)).isEqualTo(2);
  }
}
