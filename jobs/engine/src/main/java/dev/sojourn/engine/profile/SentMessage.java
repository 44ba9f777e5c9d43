package dev.sojourn.engine.profile;

/**
 * A place taken under the frequency caps (P6).
 *
 * @param request 48-bit hash of the request's id
 * @param origin what caps ask for, and where it came from
 * @param reserved true until the final report: counts as now in every window
 * @param at when it was sent, or requested while reserved; ms since the epoch
 */
public record SentMessage(long request, Origin origin, boolean reserved, long at) {

  /**
   * What many messages have in common.
   *
   * @param medium what the message went through, such as {@code email}
   * @param topic consent topic; empty for none
   * @param transactional class of the message
   * @param journey name; empty for what an older build noted
   * @param step id; empty for what an older build noted
   */
  public record Origin(
      String medium, String topic, boolean transactional, String journey, String step) {}

  /** The place as it stands once the message has been sent. */
  public SentMessage sentAt(long time) {
    return new SentMessage(request, origin, false, time);
  }
}
