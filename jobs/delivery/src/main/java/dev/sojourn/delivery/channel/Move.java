package dev.sojourn.delivery.channel;

/** What a channel does next. */
public sealed interface Move {

  /**
   * Render this request, and then {@link ChannelShard#begin}, {@link ChannelShard#park} or {@link
   * ChannelShard#end} it. Until then it is still queued, and nothing is charged.
   */
  record Render(Ticket ticket) implements Move {}

  /** This request is done with; it is no longer queued. */
  record End(Ticket ticket, Final result) implements Move {}

  /** Keep this ticket: its request waits until its quiet hours end (D2). */
  record Postpone(Ticket ticket) implements Move {}

  /**
   * Nothing, until then or until something happens.
   *
   * @param until {@link Long#MAX_VALUE} if only an event can change anything
   */
  record Rest(long until) implements Move {}
}
