package dev.sojourn.engine;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.DeliveryReport;

/**
 * What feedback on a message does to suppression (P4): a hard bounce and a complaint suppress the
 * medium at once, soft bounces from the fifth without a success between, an unsubscribe for
 * marketing only, of one topic if the report names it. Only an update of the profile lifts them.
 */
final class Suppressions {
  /** A profile that is as large as it may be still takes so many bytes of suppressions. */
  static final int ROOM = 4 * 1024;

  /** As it stands in the report of a bounce after which the next message may arrive. */
  private static final String SOFT = "soft";

  private Suppressions() {}

  static void take(Turn turn, DeliveryReport report) {
    String key = key(turn, report);
    boolean changed =
        switch (report.status()) {
          case BOUNCED, COMPLAINED, UNSUBSCRIBED ->
              hasRoom(turn, key) && suppress(turn.attributes(), report, key);
          case DELIVERED, OPENED, CLICKED, REPLIED -> turn.attributes().success(key);
          case SENT, FAILED, EXPIRED, RECALLED, RATE_LIMITED, IN_DOUBT, DRY -> false;
        };
    if (changed) {
      turn.suppressionChanged();
    }
  }

  /** The medium; with the topic, if it is all that an unsubscribe is about. */
  private static String key(Turn turn, DeliveryReport report) {
    String medium =
        turn.definitions().channel(report.channel()).map(Channel::medium).orElse(report.channel());
    return report.status() == DeliveryReport.Status.UNSUBSCRIBED && !report.topic().isEmpty()
        ? medium + "/" + report.topic()
        : medium;
  }

  private static boolean suppress(Attributes attributes, DeliveryReport report, String key) {
    if (report.status() == DeliveryReport.Status.COMPLAINED) {
      return attributes.complaint(key);
    }
    if (report.status() == DeliveryReport.Status.UNSUBSCRIBED) {
      return attributes.unsubscribed(key);
    }
    return report.code().equals(SOFT) ? attributes.softBounce(key) : attributes.hardBounce(key);
  }

  /** Topics come from outside, and any number of them may. */
  private static boolean hasRoom(Turn turn, String key) {
    int most = Attributes.LIMIT + ROOM;
    if (turn.attributes().toBytes().length + 3L * key.length() <= most) {
      return true;
    }
    turn.reject(
        ErrorCode.PROFILE_TOO_LARGE,
        "the suppression of "
            + key.substring(0, Math.min(100, key.length()))
            + " would make the profile larger than "
            + most
            + " bytes; unset attributes that nothing needs");
    return false;
  }
}
