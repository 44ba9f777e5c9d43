package dev.sojourn.cli.bulk;

import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

/**
 * Lets so many rows a second pass. What was not used before is not caught up with, beyond a tenth
 * of a second.
 */
public final class Pace {
  /** Rows a second without a limit. */
  static final long UNLIMITED = Long.MAX_VALUE;

  private static final long SLACK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
  private static final long SECOND_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final long MOST = 10_000_000;

  private final long nanosPerRow;
  private final LongSupplier clock;
  private final Rest rest;
  private long due;

  /** Passes a time. */
  @FunctionalInterface
  interface Rest {
    void nanos(long nanos);
  }

  /**
   * @param perSecond rows a second; {@link #UNLIMITED} for as many as there are
   * @param clock ns, from any moment on
   */
  Pace(long perSecond, LongSupplier clock, Rest rest) {
    this.nanosPerRow = perSecond == UNLIMITED ? 0 : SECOND_NANOS / perSecond;
    this.clock = clock;
    this.rest = rest;
    this.due = clock.getAsLong();
  }

  static Pace of(long perSecond) {
    return new Pace(perSecond, System::nanoTime, LockSupport::parkNanos);
  }

  /** Returns when the next row may go. */
  void take() {
    if (nanosPerRow == 0) {
      return;
    }
    long now = clock.getAsLong();
    due = Math.max(due + nanosPerRow, now - SLACK_NANOS);
    // Short rests cost more than they pass: rows go in bursts of some milliseconds.
    while (due - now > SLACK_NANOS / 20) {
      rest.nanos(due - now);
      now = clock.getAsLong();
    }
  }

  /**
   * Rows a second as an option says them: {@code 5000/s}, {@code 5000} or {@code unlimited}.
   *
   * @throws IllegalArgumentException with what is expected
   */
  public static long parse(String text) {
    String pace = text.toLowerCase(Locale.ROOT);
    if (pace.equals("unlimited")) {
      return UNLIMITED;
    }
    String number = pace.endsWith("/s") ? pace.substring(0, pace.length() - 2) : pace;
    if (number.matches("[0-9]{1,8}")) {
      long perSecond = Long.parseLong(number);
      if (perSecond >= 1 && perSecond <= MOST) {
        return perSecond;
      }
    }
    throw new IllegalArgumentException(
        "must be rows a second from 1 to " + MOST + ", such as 5000/s, or unlimited");
  }
}
