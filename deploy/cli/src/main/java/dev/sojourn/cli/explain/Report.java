package dev.sojourn.cli.explain;

import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.time.Instant;
import java.util.Map;

/**
 * What became of a request. An empty text stands for what is not there.
 *
 * @param at by the reporter's clock
 * @param topic with {@code unsubscribed}: the only topic that the person wants no more
 * @param loggedAt when it reached the person's log
 * @param answer of a called system; empty for messages
 */
record Report(
    String request,
    String status,
    Instant at,
    String channel,
    String code,
    String detail,
    String providerId,
    int attempts,
    Map<String, Object> answer,
    String topic,
    Instant loggedAt) {

  /** Whether it is the outcome, rather than feedback that comes later (D8). */
  boolean isFinal() {
    return Status.ofLabel(status).map(Status::isFinal).orElse(false);
  }
}
