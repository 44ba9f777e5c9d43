package dev.sojourn.engine.time;

/**
 * The moments from one on until another, ms since the epoch.
 *
 * @param from the first
 * @param until no longer one of them; not before {@code from}
 */
public record Interval(long from, long until) {

  /** Whether a moment is one of them. */
  public boolean contains(long at) {
    return at >= from && at < until;
  }
}
