package dev.sojourn.journeys.directory;

/**
 * Tells walks when to hold back: what they ask of people goes the way that events go, and a pace
 * that the machine cannot bear would make every event wait, for minutes in the end. The job keeps
 * up if its time is no further behind the clock than it is at best; how far that is says the least
 * of the last minute or two, so that neither a wrong clock nor a load that is always there stops
 * anything.
 *
 * <p>Held back are walks, not stopped: some people are asked every few seconds, whatever the load.
 * Not thread-safe.
 */
final class Headroom {
  /** By how much time may be further behind than at best, ms. */
  static final long MOST_BEHIND = 100;

  /** From one time that people are asked to the next while walks are held back, ms. */
  static final long TRICKLE = 2_000;

  /** The best is looked for among this and the one before, ms. */
  static final long PERIOD = 60_000;

  private long behind = Long.MIN_VALUE;
  private long best = Long.MAX_VALUE;
  private long bestBefore = Long.MAX_VALUE;
  private long periodEnd = Long.MIN_VALUE;
  private long lastAllowed = Long.MIN_VALUE;

  /**
   * Time has come so far.
   *
   * @param now processing time, ms
   * @param watermark log time up to which everything has been handled, ms
   */
  void note(long now, long watermark) {
    behind = now - watermark;
    if (now >= periodEnd) {
      bestBefore = best;
      best = Long.MAX_VALUE;
      periodEnd = now + PERIOD;
    }
    best = Math.min(best, behind);
  }

  /**
   * Whether walks may ask people now.
   *
   * @param now processing time, ms
   */
  boolean allows(long now) {
    if (isStrained() && now < lastAllowed + TRICKLE) {
      return false;
    }
    lastAllowed = now;
    return true;
  }

  private boolean isStrained() {
    return behind - Math.min(best, bestBefore) > MOST_BEHIND && behind != Long.MIN_VALUE;
  }
}
