package dev.sojourn.simulator.outcome;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import java.util.List;
import java.util.Map;

/**
 * What comes of the requests that it fits.
 *
 * @param channel empty: any; so too template, journey and step
 * @param sent after how long a message is sent, or a call answered
 * @param failed instead of being sent
 * @param arrivals of those sent: delivered, bounced; together at most all
 * @param reactions of those delivered: opened, clicked, complained, unsubscribed, replied
 * @param answer of a called system
 */
record OutcomeRule(
    String channel,
    String template,
    String journey,
    String step,
    Delay sent,
    Event failed,
    List<Event> arrivals,
    List<Event> reactions,
    Map<String, Object> answer) {

  /** Everything is sent at once, and nothing further is heard. */
  static final OutcomeRule SENT =
      new OutcomeRule(
          "",
          "",
          "",
          "",
          Delay.NONE,
          new Event(Status.FAILED, 0, Delay.NONE, ""),
          List.of(),
          List.of(),
          Map.of());

  /**
   * Something that comes of a share of the messages.
   *
   * @param share from 0 to 1
   * @param after what it follows: the request, the sending, the delivery; of a click, the opening
   */
  record Event(Status status, double share, Delay after, String code) {}

  boolean fits(Effect.MessageRequest request) {
    return fits(channel, request.channel())
        && fits(template, request.template())
        && fits(journey, request.journey())
        && fits(step, request.step());
  }

  private static boolean fits(String stated, String there) {
    return stated.isEmpty() || stated.equals(there);
  }
}
