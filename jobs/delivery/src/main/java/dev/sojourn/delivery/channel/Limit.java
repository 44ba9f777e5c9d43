package dev.sojourn.delivery.channel;

/**
 * A limit of a provider's: no window of this length may hold more attempts.
 *
 * @param count attempts, at least 1
 * @param perMillis length of the window, at least 1
 */
public record Limit(int count, long perMillis) {
  public Limit {
    if (count < 1 || perMillis < 1) {
      throw new IllegalArgumentException("a limit is at least 1 per millisecond");
    }
  }
}
