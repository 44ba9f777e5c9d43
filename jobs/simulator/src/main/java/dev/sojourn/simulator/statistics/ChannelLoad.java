package dev.sojourn.simulator.statistics;

/** What a channel would have to send, and what its limits make of it. */
public final class ChannelLoad {
  private final long perHour;
  private final Flow demand;
  private final Flow sent;
  private final Level queue;
  private final Lengths waits = new Lengths();
  private long expired;
  private long rejected;
  private long longestQueue;
  private long longestQueueAt;
  private long lastSent = Long.MIN_VALUE;

  /**
   * @param perHour that the limits allow; {@link Long#MAX_VALUE} for any number
   */
  ChannelLoad(Axis hours, long perHour) {
    this.perHour = perHour;
    this.demand = new Flow(hours);
    this.sent = new Flow(hours);
    this.queue = new Level(hours);
  }

  void countDemand(long due) {
    demand.count(due);
  }

  void countSent(long due, long at) {
    sent.count(at);
    waits.count(at - due);
    lastSent = Math.max(lastSent, at);
    wait(due, at);
  }

  void countExpired(long due, long at) {
    expired++;
    wait(due, at);
  }

  void countRejected() {
    rejected++;
  }

  void queued(int length, long at) {
    if (length > longestQueue) {
      longestQueue = length;
      longestQueueAt = at;
    }
  }

  private void wait(long due, long leaves) {
    if (leaves > due) {
      queue.up(due);
      queue.down(leaves);
    }
  }

  /** What the limits allow in an hour; {@link Long#MAX_VALUE} if there are none. */
  public long perHour() {
    return perHour;
  }

  /** Requests by the hour in which they are due. */
  public Flow demand() {
    return demand;
  }

  /** Attempts by the hour in which the limits let them out. */
  public Flow sent() {
    return sent;
  }

  /** How many queue at the beginning of each hour, and at the end of the last. */
  public Level queue() {
    return queue;
  }

  /** From when a request is due to its attempt. */
  public Lengths waits() {
    return waits;
  }

  /** Requests that would have expired in the queue. */
  public long expired() {
    return expired;
  }

  /** Requests that would have been rejected because the channel does not let them wait. */
  public long rejected() {
    return rejected;
  }

  /** The most requests that queued at once. */
  public long longestQueue() {
    return longestQueue;
  }

  /** When they did, ms since the epoch; 0 if nothing ever queued. */
  public long longestQueueAt() {
    return longestQueueAt;
  }

  /**
   * The moment of the last attempt, ms since the epoch; {@link Long#MIN_VALUE} if there is none.
   */
  public long lastSent() {
    return lastSent;
  }

  /** How many hours have more demand than the limits allow in one. */
  public long hoursAbove() {
    long above = 0;
    for (long requests : demand.parts()) {
      above += requests > perHour ? 1 : 0;
    }
    return above;
  }
}
