package dev.sojourn.engine.policy;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.SentMessage;
import dev.sojourn.engine.profile.Turn;
import java.util.List;

/**
 * Whether a message may be made for a person now: the checks before the request (P2–P4, P6), in
 * their order.
 */
public final class SendPolicy {
  /**
   * At most so many places are remembered; the oldest that are no longer reserved are forgotten
   * first.
   */
  static final int REMEMBERED = 1_000;

  private SendPolicy() {}

  /** What the checks came to. */
  public sealed interface Decision {
    /** The message may be made. */
    record Allowed(String address) implements Decision {}

    /** It may not. */
    record Refused(String reason) implements Decision {}
  }

  /** Checks; reserves nothing. */
  public static Decision check(Turn turn, ContactPolicy policy, Channel channel, Scope scope) {
    Object address = channel.address().evaluate(scope);
    if (!(address instanceof String text) || !Addresses.isWellFormed(text, channel.format())) {
      return new Decision.Refused("unreachable"); // P2
    }
    Attributes attributes = turn.attributes();
    if (!policy.transactional() && !consents(attributes, policy, channel.medium())) {
      return new Decision.Refused("no-consent"); // P3
    }
    if (attributes.isSuppressed(channel.medium(), policy.transactional())) {
      return new Decision.Refused("suppressed"); // P4
    }
    if (isCapped(turn.state().sentMessages(), policy, channel.medium(), turn.now())) {
      return new Decision.Refused("capped"); // P6
    }
    return new Decision.Allowed(text);
  }

  private static boolean consents(Attributes attributes, ContactPolicy policy, String medium) {
    return isYes(attributes.consent(medium), policy)
        && (policy.topic().isEmpty()
            || isYes(attributes.consent(medium + "/" + policy.topic().get()), policy));
  }

  private static boolean isYes(String consent, ContactPolicy policy) {
    return consent.equals("in") || (consent.equals("unknown") && policy.allowUnknown());
  }

  private static boolean isCapped(
      List<SentMessage> sent, ContactPolicy policy, String medium, long now) {
    String topic = policy.topic().orElse("");
    for (ContactPolicy.Cap cap : policy.caps()) {
      if (!concerns(cap, medium, topic)) {
        continue;
      }
      int count = 0;
      for (SentMessage message : sent) {
        if (message.transactional() == policy.transactional()
            && concerns(cap, message.medium(), message.topic())
            && (message.reserved() || message.at() > now - cap.window().toMillis())) {
          count++;
        }
      }
      if (count >= cap.count()) {
        return true;
      }
    }
    return false;
  }

  private static boolean concerns(ContactPolicy.Cap cap, String medium, String topic) {
    return (cap.channels().isEmpty() || cap.channels().contains(medium))
        && (cap.topics().isEmpty() || cap.topics().contains(topic));
  }

  /** Takes a place under the caps for a request (P6). */
  public static void reserve(Turn turn, ContactPolicy policy, Channel channel, String requestId) {
    long longest = turn.definitions().longestCapMillis();
    if (longest == 0) {
      return;
    }
    List<SentMessage> sent = turn.state().sentMessages();
    sent.removeIf(message -> !message.reserved() && message.at() <= turn.now() - longest);
    if (sent.size() >= REMEMBERED) {
      int oldest = 0;
      while (oldest < sent.size() - 1 && sent.get(oldest).reserved()) {
        oldest++;
      }
      sent.remove(oldest);
    }
    sent.add(
        new SentMessage(
            Hashes.hash48(requestId),
            channel.medium(),
            policy.topic().orElse(""),
            policy.transactional(),
            true,
            turn.now()));
  }

  /**
   * Settles a place by the final outcome of its request (P6): sent moves it to the time of sending,
   * in doubt keeps it as it is, anything else gives it back.
   *
   * @param sentAt when it was sent, ms since the epoch
   * @return whether there was such a place
   */
  public static boolean settle(
      ProfileState state, String requestId, Settlement outcome, long sentAt) {
    long hash = Hashes.hash48(requestId);
    List<SentMessage> sent = state.sentMessages();
    for (int i = 0; i < sent.size(); i++) {
      SentMessage message = sent.get(i);
      if (message.request() == hash && message.reserved()) {
        switch (outcome) {
          case SENT:
            sent.set(i, message.sentAt(Math.min(sentAt, state.now)));
            break;
          case KEPT:
            sent.set(i, message.sentAt(message.at()));
            break;
          case GIVEN_BACK:
            sent.remove(i);
            break;
        }
        return true;
      }
    }
    return false;
  }

  /** What becomes of a place under the caps. */
  public enum Settlement {
    SENT,
    KEPT,
    GIVEN_BACK
  }
}
