package dev.sojourn.delivery.operator;

import dev.sojourn.connector.Answer;
import dev.sojourn.connector.ChannelConnector;
import dev.sojourn.connector.ConnectorFactory;
import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * A channel's connector while it is in use: keeps the time limit for connectors that do not, turns
 * their failures into outcomes, and closes one that was replaced as soon as its last call has
 * ended.
 */
final class Connection {

  /**
   * A connector keeps the time limit itself and knows best how; this is for one that does not. It
   * may wait for as long as that before it begins.
   */
  private static final long GRACE_MILLIS = 2_000;

  private final ConnectorFactory factory;
  private final ChannelConnector connector;
  private int inFlight;
  private boolean retired;

  Connection(ConnectorFactory factory, ChannelConnector connector) {
    this.factory = factory;
    this.connector = connector;
  }

  ConnectorFactory factory() {
    return factory;
  }

  /**
   * Makes one attempt.
   *
   * @param answered is told the outcome, once, by whichever thread; {@link #ended} must be called
   *     after it
   */
  void send(Delivery delivery, Consumer<Outcome> answered) {
    inFlight++;
    CompletableFuture<Outcome> answer;
    try {
      answer = connector.send(delivery);
    } catch (RuntimeException failure) {
      answer = CompletableFuture.failedFuture(failure);
    }
    CompletableFuture<Void> unused =
        answer
            .copy()
            .orTimeout(2 * delivery.timeout().toMillis() + GRACE_MILLIS, TimeUnit.MILLISECONDS)
            .exceptionally(Connection::outcome)
            .thenAccept(answered);
  }

  /** An attempt was answered. */
  void ended() {
    inFlight--;
    closeIfUnused();
  }

  /** The channel has another connector now. */
  void retire() {
    retired = true;
    closeIfUnused();
  }

  /** Ends all calls in flight. */
  void close() {
    connector.close();
  }

  private void closeIfUnused() {
    if (retired && inFlight == 0) {
      connector.close();
    }
  }

  private static Outcome outcome(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Answer.UnfitException unfit) {
      return new Outcome.Permanent(unfit.code(), unfit.getMessage());
    }
    return cause instanceof TimeoutException
        ? new Outcome.Transient("timeout", "no answer within the time limit")
        : new Outcome.Transient("connector-error", cause.getClass().getSimpleName());
  }
}
