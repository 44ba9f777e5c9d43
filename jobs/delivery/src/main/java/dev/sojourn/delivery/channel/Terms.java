package dev.sojourn.delivery.channel;

import java.util.List;

/**
 * What a channel's document says of how its requests are worked off.
 *
 * @param limits of the provider; none is no limit
 * @param onLimit what becomes of a request that finds no slot
 * @param retries of attempts that failed for now
 * @param together how many attempts may be under way at once
 */
public record Terms(List<Limit> limits, OnLimit onLimit, RetrySchedule retries, int together) {

  public Terms {
    limits = List.copyOf(limits);
  }

  /** What becomes of a request that finds no slot (D3). */
  public enum OnLimit {
    /** It waits, until its expiry at most. */
    WAIT,
    /** It ends as {@code rate-limited}. */
    REJECT
  }
}
