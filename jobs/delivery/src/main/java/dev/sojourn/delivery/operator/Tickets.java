package dev.sojourn.delivery.operator;

import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.delivery.channel.Ticket;

/** Takes from a request what its channel's queue needs to know. */
final class Tickets {

  private Tickets() {}

  static Ticket of(MessageRequest request) {
    return Ticket.fresh(
        request.getId(),
        request.getMessageClass() == MessageClass.TRANSACTIONAL,
        request.getPriority(),
        request.getDueAt().toEpochMilli(),
        request.getExpiresAt().toEpochMilli(),
        request.getDry());
  }
}
