package dev.sojourn.delivery.channel;

/** What an answer means for its request. */
public sealed interface Verdict {

  /** It is done with. */
  record Done(Ticket ticket, Final result) implements Verdict {}

  /** It is queued again, with this ticket. */
  record Again(Ticket ticket) implements Verdict {}
}
