package dev.sojourn.engine.signal;

import java.util.Map;

/**
 * What became of a message request of this profile.
 *
 * @param requestId id of the request
 * @param status see {@link Status}
 * @param at by the reporter's clock, ms since the epoch
 * @param channel name of the channel's document
 * @param code error code; of a bounce {@code soft} if the next message may arrive; empty otherwise
 * @param answer a called system's answer as plain values, unmodifiable; empty for messages
 * @param topic with {@link Status#UNSUBSCRIBED} the only topic that the person wants no more; empty
 *     for all of the channel
 */
public record DeliveryReport(
    String requestId,
    Status status,
    long at,
    String channel,
    String code,
    Map<String, Object> answer,
    String topic)
    implements Signal {

  /** A report that names no topic. */
  public DeliveryReport(
      String requestId,
      Status status,
      long at,
      String channel,
      String code,
      Map<String, Object> answer) {
    this(requestId, status, at, channel, code, answer, "");
  }

  @Override
  public String id() {
    return requestId;
  }

  /** The final outcomes (D8), exactly one per request, and the feedback that may follow. */
  public enum Status {
    SENT(true),
    FAILED(true),
    EXPIRED(true),
    RECALLED(true),
    RATE_LIMITED(true),
    IN_DOUBT(true),
    DRY(true),
    DELIVERED(false),
    BOUNCED(false),
    OPENED(false),
    CLICKED(false),
    COMPLAINED(false),
    UNSUBSCRIBED(false),
    REPLIED(false);

    private final boolean terminal;
    private final String label;

    Status(boolean terminal) {
      this.terminal = terminal;
      this.label = name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    /** Whether this is a final outcome rather than later feedback. */
    public boolean isFinal() {
      return terminal;
    }

    /** As it stands in reports and documents, for example {@code rate-limited}. */
    public String label() {
      return label;
    }

    /** Empty if no status has this label. */
    public static java.util.Optional<Status> ofLabel(String label) {
      for (Status status : values()) {
        if (status.label.equals(label)) {
          return java.util.Optional.of(status);
        }
      }
      return java.util.Optional.empty();
    }
  }
}
