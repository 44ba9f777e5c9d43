package dev.sojourn.systemtest.outside;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;

/** How densely calls came. */
public final class SlidingWindow {
  private SlidingWindow() {}

  /**
   * The largest number of calls in any window of a length, wherever it begins; one that is both at
   * its beginning and one that is at its end counts.
   */
  public static int largest(Collection<WebhookServer.Call> calls, Duration length) {
    long[] times = calls.stream().mapToLong(WebhookServer.Call::nanos).toArray();
    Arrays.sort(times);
    int largest = 0;
    int first = 0;
    for (int last = 0; last < times.length; last++) {
      while (times[last] - times[first] > length.toNanos()) {
        first++;
      }
      largest = Math.max(largest, last - first + 1);
    }
    return largest;
  }
}
