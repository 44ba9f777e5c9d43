package dev.sojourn.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What has been started so far, to be closed in reverse if the rest does not start. Safe for use by
 * several threads.
 */
final class Started {
  private static final Logger LOG = LoggerFactory.getLogger(Started.class);

  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  synchronized <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  synchronized void closeAll() {
    while (!parts.isEmpty()) {
      close(parts.pop());
    }
  }

  /** Closes one part; a part that does not close properly must not keep the others from closing. */
  static void close(AutoCloseable part) {
    try {
      part.close();
    } catch (Exception e) {
      LOG.warn("event=stop part={} outcome=failed", part.getClass().getSimpleName(), e);
    }
  }

  /** What really went wrong, without the wrappers of futures. */
  static String cause(Throwable thrown) {
    Throwable cause = thrown;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.toString() : cause.getMessage();
  }
}
