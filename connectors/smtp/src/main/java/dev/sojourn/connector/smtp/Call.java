package dev.sojourn.connector.smtp;

import dev.sojourn.connector.Delivery;
import dev.sojourn.connector.Outcome;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * One mail on its way: waiting for a lane, in one, or done. Done once and for good; whoever comes
 * second is ignored.
 *
 * <pre>
 *   waiting ──► in a lane ──► done
 *      │            └─ limit ──┤
 *      └─ given up, close ─────┘
 * </pre>
 */
final class Call {

  private final Delivery delivery;
  private final CompletableFuture<Outcome> result = new CompletableFuture<>();
  private Lane lane;
  private boolean begun;

  Call(Delivery delivery) {
    this.delivery = delivery;
  }

  Delivery delivery() {
    return delivery;
  }

  CompletableFuture<Outcome> result() {
    return result;
  }

  boolean isDone() {
    return result.isDone();
  }

  /** A lane takes it; false if it is done already, and the lane must leave it alone. */
  synchronized boolean enter(Lane taker) {
    if (result.isDone()) {
      return false;
    }
    lane = taker;
    begun = true;
    return true;
  }

  /**
   * The lane is through with it. After this the lane's connection is not touched on behalf of this
   * call.
   */
  synchronized void leave() {
    lane = null;
  }

  /** It has waited too long for a lane; nothing happens if one has begun with it. */
  synchronized void giveUp() {
    if (!begun) {
      result.complete(
          new Outcome.Throttled(
              Optional.empty(), "no connection was free for it within the time limit"));
    }
  }

  /** Ends it before its lane does, which frees the lane. */
  synchronized void abort(Outcome outcome) {
    if (result.complete(outcome) && lane != null) {
      lane.breakOff();
    }
  }
}
