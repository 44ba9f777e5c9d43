package dev.sojourn.delivery.channel;

import dev.sojourn.connector.Answer;
import dev.sojourn.connector.Outcome;
import java.util.Optional;

/**
 * What became of a request, for good (D8). It is reported at once and never stored.
 *
 * @param attempts how many were made and counted
 * @param code why it was not sent; empty if it was, and where the status says it all
 * @param detail for people; without personal data
 * @param providerId the provider's id of it; empty if it gave none, and where nothing was sent
 * @param answer of the called system (S9); none for messages, and where nothing was sent
 */
public record Final(
    Status status,
    int attempts,
    Optional<String> code,
    Optional<String> detail,
    Optional<String> providerId,
    Answer answer) {

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

  static Final sent(int attempts, Outcome.Accepted accepted) {
    return new Final(
        Status.SENT,
        attempts,
        Optional.empty(),
        Optional.empty(),
        accepted.providerId(),
        accepted.answer());
  }

  /** It will not be sent, for this reason. */
  public static Final failed(int attempts, String code, String detail) {
    return new Final(
        Status.FAILED,
        attempts,
        Optional.of(code),
        Optional.of(detail),
        Optional.empty(),
        Answer.NONE);
  }

  /** It was sent, and its answer makes a report that nobody can take. */
  public Final withoutRoomForAnswer() {
    return new Final(
        Status.FAILED,
        attempts,
        Optional.of(Answer.TOO_LARGE),
        Optional.of("the answer and what else the report holds are larger than a record may be"),
        providerId,
        Answer.NONE);
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
        Optional.empty(),
        Answer.NONE);
  }

  /** It ended in a way that needs no reason. */
  public static Final of(Status status, Ticket ticket) {
    return new Final(
        status,
        ticket.attempts(),
        ticket.lastCode(),
        Optional.empty(),
        Optional.empty(),
        Answer.NONE);
  }
}
