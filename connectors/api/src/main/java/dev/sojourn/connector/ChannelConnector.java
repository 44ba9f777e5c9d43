package dev.sojourn.connector;

import java.util.concurrent.CompletableFuture;

/**
 * A connection to one provider, for one channel. {@link #send} is called from one thread, while
 * many calls are in flight; it must not block it. Closing ends all calls in flight exceptionally or
 * normally within a few seconds.
 */
public interface ChannelConnector extends AutoCloseable {

  /**
   * Makes one attempt.
   *
   * @return completes with the provider's answer, classified; by whichever thread. Completing with
   *     {@link Answer.UnfitException} counts as {@link Outcome.Permanent} with its code, with any
   *     other exception as {@link Outcome.Transient} with code {@code connector-error}
   */
  CompletableFuture<Outcome> send(Delivery delivery);

  @Override
  void close();
}
