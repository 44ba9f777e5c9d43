package dev.sojourn.delivery.channel;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Keeps one limit of N attempts per window W exactly (D3): N slots, each used again no earlier than
 * W after the answer, or the time limit, of its last attempt. The provider sees an attempt some
 * time between its begin and its answer. So two attempts of one slot are more than W apart at the
 * provider, no window of length W holds two of them, and hence none holds more than N. This uses
 * N·W/(W + answer time) of the limit.
 *
 * <p>Time may stand still or go back, which only makes slots wait longer. Memory: one entry for
 * each distinct moment at which slots become free.
 */
final class SlotLimit {

  /**
   * The clock counts whole milliseconds, so that a difference of W may be all but one less in
   * truth.
   */
  private static final long CLOCK_GRAIN_MILLIS = 1;

  /**
   * Clocks are trimmed by up to 0.05 %, ours and the provider's: W by one may be as much less than
   * W by the other, twice.
   */
  private static final long CLOCK_DRIFT = 1_000;

  private final int slots;
  private final long coolMillis;
  private final Deque<Cooling> cooling = new ArrayDeque<>();
  private int coolingSlots;
  private int inUse;

  /**
   * @param limit N and W
   * @param inUse attempts under way already
   * @param lastUse until when attempts may have reached the provider that are not known here; all
   *     slots count as used then
   */
  SlotLimit(Limit limit, int inUse, long lastUse) {
    this.slots = limit.count();
    this.coolMillis = limit.perMillis() + limit.perMillis() / CLOCK_DRIFT + CLOCK_GRAIN_MILLIS;
    this.inUse = inUse;
    int charged = slots - inUse;
    if (charged > 0) {
      cool(charged, lastUse);
    }
  }

  /** How many attempts may begin now. */
  int free(long now) {
    while (!cooling.isEmpty() && cooling.peekFirst().until <= now) {
      coolingSlots -= cooling.pollFirst().slots;
    }
    return Math.max(0, slots - inUse - coolingSlots);
  }

  /** An attempt begins; there must be a free slot. */
  void take(long now) {
    if (free(now) == 0) {
      throw new IllegalStateException("no slot is free");
    }
    inUse++;
  }

  /** An attempt had its answer or reached its time limit. */
  void release(long now) {
    if (inUse == 0) {
      throw new IllegalStateException("no slot is in use");
    }
    inUse--;
    cool(1, now);
  }

  /** When the next slot becomes free; {@link Long#MAX_VALUE} while that hangs on an answer. */
  long nextFreeAt(long now) {
    if (free(now) > 0) {
      return now;
    }
    return cooling.isEmpty() ? Long.MAX_VALUE : cooling.peekFirst().until;
  }

  private void cool(int count, long usedAt) {
    long until = usedAt + coolMillis;
    Cooling last = cooling.peekLast();
    coolingSlots += count;
    if (last != null && last.until >= until) {
      last.slots += count;
    } else {
      cooling.addLast(new Cooling(until, count));
    }
  }

  private static final class Cooling {
    private final long until;
    private int slots;

    Cooling(long until, int slots) {
      this.until = until;
      this.slots = slots;
    }
  }
}
