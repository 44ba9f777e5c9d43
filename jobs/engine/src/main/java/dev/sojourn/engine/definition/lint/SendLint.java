package dev.sojourn.engine.definition.lint;

import static java.util.stream.Collectors.joining;

import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.ChannelLimits;
import dev.sojourn.engine.definition.document.Path;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sends that come too soon after earlier ones of the same stay: for the policy's caps (P6), or for
 * the channel's limits (D3). How many people come at once no document says; what is told here holds
 * for one person alone.
 */
final class SendLint {
  private final JourneyView view;
  private final Findings findings;
  private final Reachability ways;
  private final Elapsed elapsed;

  private SendLint(JourneyView view, Findings findings) {
    this.view = view;
    this.findings = findings;
    this.ways = new Reachability(view.graph(), JourneyView.ALL_SENT);
    this.elapsed = new Elapsed(view.graph(), JourneyView.ALL_SENT);
  }

  static void check(JourneyView view, Findings findings) {
    SendLint lint = new SendLint(view, findings);
    for (Step.Send send : view.steps(Step.Send.class)) {
      Map<Step.Send, Long> before = lint.before(send);
      view.policy().ifPresent(policy -> lint.caps(send, policy, before));
      view.known().channel(send.channel()).ifPresent(channel -> lint.limits(send, channel, before));
    }
  }

  /** The sends that everybody passes before, with the most that can pass in between, ms. */
  private Map<Step.Send, Long> before(Step.Send send) {
    Map<Step.Send, Long> before = new LinkedHashMap<>();
    for (Step.Send earlier : view.steps(Step.Send.class)) {
      if (ways.isAlwaysBefore(earlier.id(), send.id())) {
        elapsed.atMost(earlier.id(), send.id()).ifPresent(most -> before.put(earlier, most));
      }
    }
    return before;
  }

  private void caps(Step.Send send, ContactPolicy policy, Map<Step.Send, Long> before) {
    long patience = policy.holdFor().map(Duration::toMillis).orElse(0L);
    for (ContactPolicy.Cap cap : policy.caps()) {
      // Of a calendar's windows the next may begin at any time.
      if (!(cap.window() instanceof ContactPolicy.Rolling window)) {
        continue;
      }
      List<Step.Send> earlier =
          before.entrySet().stream()
              .filter(entry -> Lapse.plus(entry.getValue(), patience) < window.length().toMillis())
              .map(Map.Entry::getKey)
              .filter(one -> counts(cap, one, policy))
              .toList();
      if (counts(cap, send, policy) && earlier.size() >= cap.count()) {
        findings.atName(
            Lint.IMPOSSIBLE_CAP,
            JourneyView.at(send.id()).child("send"),
            "whoever was sent "
                + names(earlier)
                + " cannot be sent this: policy '"
                + policy.name()
                + "' allows "
                + cap.count()
                + " per "
                + window.label(),
            "wait longer in between, raise the cap, or remove one of them");
        return;
      }
    }
  }

  private boolean counts(ContactPolicy.Cap cap, Step.Send send, ContactPolicy policy) {
    Optional<String> medium = view.known().medium(send.channel());
    return medium.isPresent()
        && (cap.channels().isEmpty() || cap.channels().contains(medium.get()))
        && (cap.topics().isEmpty() || cap.topics().contains(policy.topic().orElse("")));
  }

  private void limits(Step.Send send, SourceDocument channel, Map<Step.Send, Long> before) {
    ChannelLimits limits = channel.channelLimits();
    long expires = view.expires(send).most();
    Path at = JourneyView.at(send.id()).child("send");
    for (ChannelLimits.Limit limit : limits.limits()) {
      long window = limit.per().toMillis();
      long patience = limits.rejects() ? 0 : expires;
      List<Step.Send> earlier =
          before.entrySet().stream()
              .filter(entry -> Lapse.plus(entry.getValue(), patience) < window)
              .map(Map.Entry::getKey)
              .filter(one -> one.channel().equals(send.channel()))
              .toList();
      if (earlier.size() >= limit.count()) {
        findings.atName(
            Lint.SENDS_FASTER_THAN_CHANNEL,
            at,
            "this comes too soon after "
                + names(earlier)
                + ": channel '"
                + send.channel()
                + "' lets "
                + limit.count()
                + " per "
                + label(limit.per())
                + " out, and "
                + (limits.rejects()
                    ? "rejects the next"
                    : "the message expires before it is let out"),
            limits.rejects()
                ? "wait longer in between, or say onLimit: wait"
                : "wait longer in between, or let it expire later");
        return;
      }
    }
    for (ChannelLimits.Limit limit : limits.limits()) {
      if (!limits.rejects() && expires < limit.per().toMillis()) {
        boolean stated = send.expires().isPresent();
        findings.at(
            Lint.EXPIRES_BEFORE_LIMIT,
            at.child(stated ? "expires" : "channel"),
            "a message that meets the limit of "
                + limit.count()
                + " per "
                + label(limit.per())
                + " may have to wait for longer than it lives",
            "let it expire later than the limit's window");
        return;
      }
    }
  }

  private static String names(List<Step.Send> sends) {
    return sends.stream().map(send -> "'" + send.id() + "'").collect(joining(" and "));
  }

  private static String label(Duration duration) {
    return duration.equals(Duration.ofDays(duration.toDays()))
        ? "P" + duration.toDays() + "D"
        : duration.toString();
  }
}
