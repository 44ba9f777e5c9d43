package dev.sojourn.systemtest.outside;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * Events at a steady pace from a thread of its own. When the broker is away it waits, with some
 * hundreds under way, and goes on when the broker is back. It does not pass a given number of
 * events before it is told to, however slow everybody else is.
 */
public final class SteadyStream {
  private static final int UNDER_WAY = 400;

  /** Of the time that was lost by waiting. */
  private static final long MADE_UP_FOR = TimeUnit.MILLISECONDS.toNanos(20);

  private final AtomicInteger acknowledged = new AtomicInteger();
  private final Semaphore allowed = new Semaphore(0);
  private final CompletableFuture<Void> end;
  private final int events;
  private int told;

  private SteadyStream(OutsideProducer producer, Customers customers, int events, int perSecond) {
    this.events = events;
    end =
        CompletableFuture.runAsync(
            () -> run(producer, customers, perSecond),
            task -> new Thread(task, "steady-stream").start());
  }

  /** Begins at once, and waits before its first event for {@link #goOnTo}. */
  public static SteadyStream start(
      OutsideProducer producer, Customers customers, int events, int perSecond) {
    return new SteadyStream(producer, customers, events, perSecond);
  }

  private void run(OutsideProducer producer, Customers customers, int perSecond) {
    Semaphore underWay = new Semaphore(UNDER_WAY);
    long period = TimeUnit.SECONDS.toNanos(1) / perSecond;
    long next = System.nanoTime();
    for (int i = 0; i < events; i++) {
      allowed.acquireUninterruptibly();
      underWay.acquireUninterruptibly();
      long now = System.nanoTime();
      next = Math.max(next, now - MADE_UP_FOR);
      LockSupport.parkNanos(next - now);
      next += period;
      producer.send(
          customers.next(),
          () -> {
            acknowledged.incrementAndGet();
            underWay.release();
          });
    }
    producer.flush();
  }

  /** Lets it go on up to its event of this number; all of them at most. */
  public synchronized SteadyStream goOnTo(int event) {
    int upTo = Math.min(event, events);
    allowed.release(Math.max(0, upTo - told));
    told = Math.max(told, upTo);
    return this;
  }

  /** Lets it go on to its end. */
  public SteadyStream goOn() {
    return goOnTo(events);
  }

  /** How many events the broker has. */
  public int acknowledged() {
    return acknowledged.get();
  }

  /** Completes when the broker has all events, exceptionally if one was lost. */
  public CompletableFuture<Void> end() {
    return end;
  }
}
