package dev.sojourn.delivery.channel;

import java.time.Duration;
import java.util.Optional;

/**
 * Follows a provider that asks to slow down (D4): leaves it alone for as long as it says, then
 * comes back with one attempt at a time, and doubles how many may be under way with every message
 * accepted, up to the channel's own number.
 */
final class Pace {

  /** Where the provider names no time. Doubled from pause to pause while nothing is accepted. */
  static final long FIRST_PAUSE_MILLIS = 1_000;

  static final long GREATEST_OWN_PAUSE_MILLIS = 60_000;

  /** A longer time is not believed: a slip of the provider's must not stop a channel for a year. */
  static final long GREATEST_PAUSE_MILLIS = 3_600_000;

  private long pausedUntil = Long.MIN_VALUE;
  private long ownPause = FIRST_PAUSE_MILLIS;
  private int together = Integer.MAX_VALUE;

  /** The provider asked to slow down. */
  void throttled(Optional<Duration> retryAfter, long now) {
    together = 1;
    if (retryAfter.isPresent()) {
      long pause = Math.min(retryAfter.get().toMillis(), GREATEST_PAUSE_MILLIS);
      pausedUntil = Math.max(pausedUntil, now + pause);
    } else if (now >= pausedUntil) {
      // The answers to what was under way at the same time are one request to slow down, not many.
      pausedUntil = now + ownPause;
      ownPause = Math.min(ownPause * 2, GREATEST_OWN_PAUSE_MILLIS);
    }
  }

  /** The provider took a message. */
  void accepted(long now) {
    if (now >= pausedUntil) {
      ownPause = FIRST_PAUSE_MILLIS;
      together = together > Integer.MAX_VALUE / 2 ? Integer.MAX_VALUE : together * 2;
    }
  }

  /** How many attempts may be under way at once. */
  int together(int atMost) {
    return Math.min(atMost, together);
  }

  /** When an attempt may begin. */
  long opensAt(long now) {
    return Math.max(now, pausedUntil);
  }
}
