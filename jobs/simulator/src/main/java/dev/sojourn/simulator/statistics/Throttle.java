package dev.sojourn.simulator.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;

/**
 * What a channel's limits make of its requests: first come, first served, every attempt accepted at
 * once. An attempt goes out as soon as no window of any limit holds too many with it (D3); what
 * expires before is dropped (D2). Exact to the millisecond.
 */
final class Throttle {
  private final List<Limit> limits;
  private final List<Slots> slots = new ArrayList<>();
  private final boolean rejects;

  /** The moments at which those that queue will leave. */
  private final PriorityQueue<Long> leaving = new PriorityQueue<>();

  Throttle(List<Limit> limits, boolean rejects) {
    this.limits = limits;
    this.rejects = rejects;
  }

  /**
   * At most so many attempts in any window of a length.
   *
   * @param per ms
   */
  record Limit(int count, long per) {}

  /** The latest attempts under one limit, as many as it allows in a window. */
  private static final class Slots {
    private final long per;
    private final long[] latest;
    private int next;
    private boolean full;

    Slots(Limit limit) {
      this.per = limit.per();
      this.latest = new long[limit.count()];
    }

    /** When the next attempt may go out. */
    long free() {
      return full ? latest[next] + per : Long.MIN_VALUE;
    }

    void take(long at) {
      latest[next] = at;
      next = next + 1 == latest.length ? 0 : next + 1;
      full |= next == 0;
    }
  }

  /** The most attempts in an hour that the limits allow for long; empty limits allow any number. */
  static long perHour(List<Limit> limits, long hour) {
    long least = Long.MAX_VALUE;
    for (Limit limit : limits) {
      double most =
          limit.per() >= hour ? limit.count() : (double) limit.count() * hour / limit.per();
      least = Math.min(least, (long) most);
    }
    return least;
  }

  /** Takes all requests of a sorted log through the limits; once. */
  ChannelLoad run(SendLog requests, Axis hours) {
    ChannelLoad load = new ChannelLoad(hours, perHour(limits, hours.part()));
    for (Limit limit : limits) {
      if (limit.count() < requests.size()) {
        // Any other holds whatever happens, and its slots may be a great many.
        slots.add(new Slots(limit));
      }
    }
    for (int i = 0; i < requests.size(); i++) {
      request(requests.dueAt(i), requests.expiresAt(i), load);
    }
    return load;
  }

  private void request(long due, long expires, ChannelLoad load) {
    load.countDemand(due);
    while (!leaving.isEmpty() && leaving.peek() <= due) {
      leaving.poll();
    }
    long start = due;
    for (Slots one : slots) {
      start = Math.max(start, one.free());
    }
    if (start > due && rejects) {
      load.countRejected();
      return;
    }
    boolean expired = start >= expires;
    long leave = expired ? expires : start;
    if (expired) {
      load.countExpired(due, leave);
    } else {
      slots.forEach(one -> one.take(leave));
      load.countSent(due, leave);
    }
    if (leave > due) {
      leaving.add(leave);
      load.queued(leaving.size(), due);
    }
  }
}
