package dev.sojourn.delivery.operator;

import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.QuietPeriod;
import dev.sojourn.delivery.channel.Ticket;

/** Takes from a request what its channel's queue needs to know. */
final class Tickets {

  /** Quiet hours of a request that are kept: those of several weeks. */
  static final int MOST_QUIET = 100;

  private Tickets() {}

  static Ticket of(MessageRequest request) {
    return Ticket.fresh(
            request.getId(),
            request.getMessageClass() == MessageClass.TRANSACTIONAL,
            request.getPriority(),
            request.getDueAt().toEpochMilli(),
            request.getExpiresAt().toEpochMilli(),
            request.getDry())
        .quietIn(request.getQuiet().stream().limit(MOST_QUIET).map(Tickets::quiet).toList());
  }

  private static Ticket.Quiet quiet(QuietPeriod period) {
    return new Ticket.Quiet(period.getFrom().toEpochMilli(), period.getTo().toEpochMilli());
  }
}
