package dev.sojourn.delivery.channel;

import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.zip.CRC32;

/**
 * When a failed attempt is repeated (D6): after the initial backoff, doubled each time up to the
 * greatest, and of that somewhere in the upper half, by a hash of request and attempt, so that what
 * failed together does not come back together.
 *
 * @param attempts how many attempts a request has in all
 * @param initialBackoffMillis before the second attempt
 * @param maxBackoffMillis before any
 */
public record RetrySchedule(int attempts, long initialBackoffMillis, long maxBackoffMillis) {

  public RetrySchedule {
    if (attempts < 1 || initialBackoffMillis < 0 || maxBackoffMillis < initialBackoffMillis) {
      throw new IllegalArgumentException(
          "at least one attempt, and a backoff that does not shrink");
    }
  }

  /**
   * When to try again.
   *
   * @param made attempts made so far, at least 1
   * @return empty if there were enough
   */
  public OptionalLong next(String id, int made, long now) {
    if (made >= attempts) {
      return OptionalLong.empty();
    }
    int doublings = Math.min(made - 1, 40);
    long backoff =
        initialBackoffMillis > maxBackoffMillis >> doublings
            ? maxBackoffMillis
            : initialBackoffMillis << doublings;
    long half = backoff / 2;
    return OptionalLong.of(now + half + (long) ((backoff - half) * spread(id, made)));
  }

  /** A number from 0 to 1 that is always the same for the same request and attempt. */
  private static double spread(String id, int attempt) {
    CRC32 hash = new CRC32();
    hash.update(id.getBytes(StandardCharsets.UTF_8));
    hash.update(attempt);
    return hash.getValue() / (double) 0xFFFF_FFFFL;
  }
}
