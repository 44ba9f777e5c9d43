package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.message.RequestContents;
import dev.sojourn.engine.policy.SendPolicy;
import dev.sojourn.engine.policy.SendPolicy.Decision;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.DeliveryReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sends (S8): the checks before the request, then one request. */
final class Sends {
  /** How long a request may queue unless its step says otherwise (D1). */
  static final long MARKETING_EXPIRES = Duration.ofHours(72).toMillis();

  static final long TRANSACTIONAL_EXPIRES = Duration.ofHours(24).toMillis();

  private Sends() {}

  /** Whether the policy of a stay has caps, so that sends compete for places under them (P7). */
  static boolean isCapped(Stay stay) {
    return stay.turn
        .definitions()
        .policy(stay.journey.policy())
        .filter(policy -> !policy.caps().isEmpty())
        .isPresent();
  }

  static StepRunner.Way begin(Stay stay, Step.Send send) {
    Map<String, String> exit = stay.exitReason();
    if (exit != null) { // P1
      stay.end("exit", true, exit);
      return StepRunner.Way.ENDED;
    }
    Optional<StepRunner.Way> paused = Pauses.at(stay, send.skipped().or(send::next));
    if (paused.isPresent()) {
      return paused.get();
    }
    stay.instance.due = Instance.NEVER;
    // An earlier visit's message is no longer the latest of this step, whatever becomes of this
    // one.
    stay.instance.visitAgain(send.id());
    Optional<ContactPolicy> policy = stay.turn.definitions().policy(stay.journey.policy());
    if (policy.isEmpty()) {
      return refuse(stay, send, "policy-unknown");
    }
    Optional<Channel> channel = stay.turn.definitions().channel(send.channel());
    if (channel.isEmpty()) {
      return refuse(stay, send, "channel-unknown");
    }
    Optional<Template> template =
        stay.turn.definitions().template(send.template(), send.templateVersion());
    if (template.isEmpty()) {
      return refuse(stay, send, "template-unknown");
    }
    Decision decision = SendPolicy.check(stay.turn, policy.get(), channel.get(), stay.scope);
    if (decision instanceof Decision.Refused refused) {
      return refuse(stay, send, refused.reason());
    }
    Map<String, Object> contents = RequestContents.of(template.get(), stay.scope);
    if (RequestContents.depth(contents) > RequestContents.DEEPEST) {
      return refuse(stay, send, "data-too-deep");
    }
    String address = ((Decision.Allowed) decision).address();
    return request(stay, send, policy.get(), channel.get(), template.get(), address, contents);
  }

  private static StepRunner.Way refuse(Stay stay, Step.Send send, String reason) {
    Optional<String> edge = send.skipped().or(send::next);
    stay.record(
        Kind.NOT_SENT, send.skipped().isPresent() ? "skipped" : "next", edge, reason, "", -1);
    return new StepRunner.Way.Leave(edge);
  }

  private static StepRunner.Way request(
      Stay stay,
      Step.Send send,
      ContactPolicy policy,
      Channel channel,
      Template template,
      String address,
      Map<String, Object> contents) {
    long now = stay.turn.now();
    long expires =
        send.expires()
            .map(duration -> StepRunner.after(stay, duration))
            .orElse(now + (policy.transactional() ? TRANSACTIONAL_EXPIRES : MARKETING_EXPIRES));
    Effect.MessageRequest request =
        Requests.of(
            stay,
            send.id(),
            channel,
            template,
            contents,
            Recipient.of(stay, channel, address),
            new Requests.Kind(policy.transactional(), policy.topic().orElse("")),
            expires);
    String id = request.id();
    SendPolicy.reserve(stay.turn, policy, channel, id);
    stay.turn.emit(request);
    stay.instance.sent.add(new Instance.Sent(send.id(), id, channel.name()));
    if (send.awaitOutcome()) {
      stay.record(Kind.SENT, "", Optional.empty(), "", id, -1);
      return StepRunner.Way.STAY;
    }
    stay.record(Kind.SENT, "next", send.next(), "", id, -1);
    return new StepRunner.Way.Leave(send.next());
  }

  /** The final report of the request that a person waits for at its step (S8). */
  static void onOutcome(Stay stay, Step.Send send, Instance.Sent sent, DeliveryReport report) {
    boolean failed = sent.failed();
    Optional<String> next = failed ? send.failed().or(send::next) : send.next();
    stay.record(
        Kind.PASSED,
        failed && send.failed().isPresent() ? "failed" : "next",
        next,
        report.code().isEmpty() ? report.status().label() : report.code(),
        sent.requestId,
        -1);
    StepRunner.go(stay, next);
  }
}
