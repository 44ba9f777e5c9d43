package dev.sojourn.connector.smtp;

import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import dev.sojourn.connector.Secrets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Sends mails over a few lanes, each a thread with a connection of its own, since the mail library
 * blocks. The calling thread only puts a call into a bounded queue; if that is full the channel is
 * asked to slow down. The time limit of an attempt counts from when a lane begins with it; a mail
 * that no lane has begun within that time was never tried, and the channel is asked to slow down
 * too.
 */
final class SmtpConnector implements ChannelConnector {

  private static final int QUEUE = 1_000;

  /**
   * Servers drop idle connections after some minutes; leaving first is politer and spares a failed
   * command.
   */
  private static final long IDLE_SECONDS = 30;

  private static final long CLOSE_MILLIS = 2_000;

  private final BlockingQueue<Call> queue = new ArrayBlockingQueue<>(QUEUE);
  private final Set<Call> calls = ConcurrentHashMap.newKeySet();
  private final List<Thread> threads = new ArrayList<>();
  private final ScheduledThreadPoolExecutor limits;
  private volatile boolean closed;

  SmtpConnector(SmtpSettings settings, Secrets secrets) {
    limits = new ScheduledThreadPoolExecutor(1, task -> daemon(task, "smtp-time-limit"));
    limits.setRemoveOnCancelPolicy(true);
    for (int i = 0; i < settings.connections(); i++) {
      Lane lane = new Lane(settings, secrets);
      Thread thread = daemon(() -> work(lane), "smtp-lane-" + i);
      threads.add(thread);
      thread.start();
    }
  }

  @Override
  public CompletableFuture<Outcome> send(Delivery delivery) {
    Call call = new Call(delivery);
    calls.add(call);
    if (closed) {
      call.abort(closing());
    } else if (!queue.offer(call)) {
      call.abort(new Outcome.Throttled(Optional.empty(), QUEUE + " mails wait for a connection"));
    } else {
      after(call.delivery().timeout(), call, call::giveUp);
    }
    return call.result().whenComplete((outcome, failure) -> calls.remove(call));
  }

  private void limit(Call call) {
    after(
        call.delivery().timeout(),
        call,
        () -> call.abort(new Outcome.Transient("timeout", "no answer within the time limit")));
  }

  /** Does something to a call, unless it is done by then or the connector is closing. */
  private void after(Duration time, Call call, Runnable action) {
    try {
      Future<?> limit = limits.schedule(action, time.toMillis(), TimeUnit.MILLISECONDS);
      CompletableFuture<Outcome> unused =
          call.result().whenComplete((outcome, failure) -> limit.cancel(false));
    } catch (RejectedExecutionException closing) {
      call.abort(closing());
    }
  }

  private void work(Lane lane) {
    try {
      while (!closed) {
        Call call = queue.poll(IDLE_SECONDS, TimeUnit.SECONDS);
        if (call == null) {
          lane.close();
        } else if (call.enter(lane)) {
          limit(call);
          Outcome outcome = call.isDone() ? closing() : outcome(lane, call);
          call.leave();
          call.result().complete(outcome);
        }
      }
    } catch (InterruptedException closing) {
      Thread.currentThread().interrupt();
    } finally {
      lane.breakOff();
    }
  }

  private static Outcome outcome(Lane lane, Call call) {
    try {
      return lane.send(call);
    } catch (RuntimeException | StackOverflowError defect) {
      // A lane that dies would take its share of the channel with it.
      return new Outcome.Transient("connector-error", defect.getClass().getSimpleName());
    }
  }

  @Override
  public void close() {
    closed = true;
    limits.shutdownNow();
    for (Call call : calls) {
      call.abort(closing());
    }
    threads.forEach(Thread::interrupt);
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(CLOSE_MILLIS);
    for (Thread thread : threads) {
      long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
      try {
        thread.join(Math.max(left, 1));
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static Outcome closing() {
    return new Outcome.Transient("connector-closed", "the channel's connector was closed");
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    return thread;
  }
}
