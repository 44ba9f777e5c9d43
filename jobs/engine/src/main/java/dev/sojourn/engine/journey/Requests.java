package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.time.Interval;
import java.util.List;
import java.util.Map;

/** Makes requests of sends and calls. */
final class Requests {
  private Requests() {}

  /**
   * What kind of message it is, and until when it is one.
   *
   * @param topic consent topic; empty for none
   * @param expiresAt ms since the epoch
   * @param quiet the person's quiet hours until then
   */
  record Terms(boolean transactional, String topic, long expiresAt, List<Interval> quiet) {}

  /** The request that the present visit of a step makes. */
  static Effect.MessageRequest of(
      Stay stay,
      String step,
      Channel channel,
      Template template,
      Map<String, Object> contents,
      Recipient recipient,
      Terms terms) {
    Instance instance = stay.instance;
    long now = stay.turn.now();
    return new Effect.MessageRequest(
        Ids.request(instance.id, step, instance.transition),
        channel.name(),
        recipient.address(),
        template.name(),
        // The values were chosen for this version (V2), whichever is live when the message is made.
        template.version(),
        contents,
        terms.transactional(),
        terms.topic(),
        stay.journey.priority(),
        now,
        now,
        terms.expiresAt(),
        instance.journey,
        instance.version,
        instance.id,
        step,
        text(stay, "timezone"),
        text(stay, "locale"),
        recipient.dry(),
        terms.quiet());
  }

  private static String text(Stay stay, String attribute) {
    return stay.turn.attributes().values().get(attribute) instanceof String value ? value : "";
  }
}
