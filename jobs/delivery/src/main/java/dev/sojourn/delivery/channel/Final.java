package dev.sojourn.delivery.channel;

import java.util.Optional;

/**
 * What became of a request, for good (D8).
 *
 * @param attempts how many were made and counted
 * @param code why it was not sent; empty if it was, and where the status says it all
 * @param detail for people; without personal data
 */
public record Final(
    Status status,
    int attempts,
    Optional<String> code,
    Optional<String> detail,
    Optional<String> providerId) {

  /** The final outcomes that this job gives. */
  public enum Status {
    SENT("sent"),
    FAILED("failed"),
    EXPIRED("expired"),
    RECALLED("recalled"),
    RATE_LIMITED("rate-limited"),
    DRY("dry");

    private final String label;

    Status(String label) {
      this.label = label;
    }

    /** As it stands in reports and metrics. */
    public String label() {
      return label;
    }
  }

  static Final sent(int attempts, Optional<String> providerId) {
    return new Final(Status.SENT, attempts, Optional.empty(), Optional.empty(), providerId);
  }

  /** It will not be sent, for this reason. */
  public static Final failed(int attempts, String code, String detail) {
    return new Final(
        Status.FAILED, attempts, Optional.of(code), Optional.of(detail), Optional.empty());
  }

  /** Its time is over. The code is that of the last failure, if there was one. */
  static Final expired(Ticket ticket) {
    return new Final(
        Status.EXPIRED,
        ticket.attempts(),
        ticket.lastCode(),
        Optional.of(
            ticket.lastCode().isEmpty()
                ? "it had not been attempted when it expired"
                : "it could not be sent before it expired"),
        Optional.empty());
  }

  /** It ended in a way that needs no reason. */
  public static Final of(Status status, Ticket ticket) {
    return new Final(
        status, ticket.attempts(), ticket.lastCode(), Optional.empty(), Optional.empty());
  }
}
