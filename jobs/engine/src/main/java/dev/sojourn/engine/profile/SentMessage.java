package dev.sojourn.engine.profile;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;

/**
 * A place taken under the frequency caps (P6).
 *
 * @param request 48-bit hash of the request's id
 * @param medium what the message went through, such as {@code email}
 * @param topic consent topic; empty for none
 * @param transactional class of the message
 * @param reserved true until the final report: counts as now in every window
 * @param at when it was sent, or requested while reserved
 */
public record SentMessage(
    long request, String medium, String topic, boolean transactional, boolean reserved, long at) {

  /** The place as it stands once the message has been sent. */
  public SentMessage sentAt(long time) {
    return new SentMessage(request, medium, topic, transactional, false, time);
  }

  void write(ByteWriter out, long base) {
    out.u48(request);
    out.text(medium);
    out.text(topic);
    out.u8((transactional ? 1 : 0) | (reserved ? 2 : 0));
    out.zigzag(at - base);
  }

  /**
   * @param format version of the form in which it was written
   */
  static SentMessage read(ByteReader in, long base, int format) {
    long request = in.u48();
    String medium = in.text();
    String topic = in.text();
    int flags = in.u8();
    return new SentMessage(
        request, medium, topic, (flags & 1) != 0, (flags & 2) != 0, base + in.zigzag());
  }
}
