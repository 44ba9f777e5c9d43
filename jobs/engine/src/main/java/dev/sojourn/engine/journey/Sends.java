package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.message.RequestContents;
import dev.sojourn.engine.policy.Places;
import dev.sojourn.engine.policy.SendPolicy;
import dev.sojourn.engine.policy.SendPolicy.Decision;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.SentMessage;
import dev.sojourn.engine.signal.DeliveryReport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Sends (S8): the checks before the request, then one request. */
final class Sends {
  /** How long a request may queue unless its step says otherwise (D1). */
  static final long MARKETING_EXPIRES = Duration.ofHours(72).toMillis();

  static final long TRANSACTIONAL_EXPIRES = Duration.ofHours(24).toMillis();

  /** So many quiet periods travel with a request: those of several weeks. */
  private static final int MOST_QUIET = 100;

  private Sends() {}

  /** Whether the policy of a stay has caps, so that sends compete for places under them (P7). */
  static boolean isCapped(Stay stay) {
    return stay.turn
        .definitions()
        .policy(stay.journey.policy())
        .filter(policy -> !policy.caps().isEmpty())
        .isPresent();
  }

  /** Begins the step, or begins it again after a hold: all checks are made anew. */
  static StepRunner.Way begin(Stay stay, Step.Send send) {
    Map<String, String> exit = stay.exitReason();
    if (exit != null) { // P1
      stay.end("exit", true, exit);
      return StepRunner.Way.ENDED;
    }
    // An earlier visit's message is no longer the latest of this step, whatever becomes of this
    // one.
    stay.instance.visitAgain(send.id());
    Optional<StepRunner.Way> paused = Pauses.at(stay, send.skipped(), "skipped", send.next());
    if (paused.isPresent()) {
      return paused.get();
    }
    Optional<ContactPolicy> policy = stay.turn.definitions().policy(stay.journey.policy());
    if (policy.isEmpty()) {
      return refuse(stay, send, "policy-unknown", Map.of());
    }
    Optional<Channel> channel = stay.turn.definitions().channel(send.channel());
    if (channel.isEmpty()) {
      return refuse(stay, send, "channel-unknown", Map.of());
    }
    Optional<Template> template =
        stay.turn.definitions().template(send.template(), send.templateVersion());
    if (template.isEmpty()) {
      return refuse(stay, send, "template-unknown", Map.of());
    }
    Decision decision =
        SendPolicy.check(stay.turn, policy.get(), channel.get(), stay.scope, Holds.deadline(stay));
    return decision instanceof Decision.Allowed allowed
        ? allowed(stay, send, policy.get(), channel.get(), template.get(), allowed)
        : notNow(stay, send, policy.get(), decision);
  }

  /** The policy does not let the message through now. */
  private static StepRunner.Way notNow(
      Stay stay, Step.Send send, ContactPolicy policy, Decision decision) {
    if (decision instanceof Decision.Quiet quiet) {
      return Holds.quiet(stay, quiet); // P5
    }
    if (decision instanceof Decision.Capped capped) {
      return Holds.capped(stay, policy, capped.room()) // P6
          .orElseGet(() -> refuse(stay, send, "capped", capped.room().detail()));
    }
    Decision.Refused refused = (Decision.Refused) decision;
    return refuse(stay, send, refused.reason(), refused.detail());
  }

  private static StepRunner.Way allowed(
      Stay stay,
      Step.Send send,
      ContactPolicy policy,
      Channel channel,
      Template template,
      Decision.Allowed allowed) {
    long until = Line.competesUntil(stay, policy, allowed.room()); // P7
    if (until > stay.turn.now()) {
      return Holds.compete(stay, allowed.room(), until);
    }
    Map<String, Object> contents = RequestContents.of(template, stay.scope);
    if (RequestContents.depth(contents) > RequestContents.DEEPEST) {
      return refuse(stay, send, "data-too-deep", Map.of());
    }
    return request(stay, send, policy, channel, template, allowed.address(), contents);
  }

  private static StepRunner.Way refuse(
      Stay stay, Step.Send send, String reason, Map<String, String> detail) {
    Optional<String> edge = send.skipped().or(send::next);
    stay.record(
        Kind.NOT_SENT,
        send.skipped().isPresent() ? "skipped" : "next",
        edge,
        reason,
        "",
        -1,
        Holds.told(stay, detail));
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
            new Requests.Terms(
                policy.transactional(),
                policy.topic().orElse(""),
                expires,
                SendPolicy.quietPeriods(stay.turn, policy, expires, MOST_QUIET)));
    String id = request.id();
    if (!request.dry()) {
      // What is never sent must not keep others from being sent, not even for a while.
      Places.reserve(stay.turn, id, origin(stay, send, policy, channel));
    }
    stay.turn.emit(request);
    stay.instance.sent.add(new Instance.Sent(send.id(), id, channel.name()));
    Map<String, String> detail = Holds.told(stay, Map.of());
    if (send.awaitOutcome()) {
      Holds.release(stay);
      stay.record(Kind.SENT, "", Optional.empty(), "", id, -1, detail);
      return StepRunner.Way.STAY;
    }
    stay.record(Kind.SENT, "next", send.next(), "", id, -1, detail);
    return new StepRunner.Way.Leave(send.next());
  }

  private static SentMessage.Origin origin(
      Stay stay, Step.Send send, ContactPolicy policy, Channel channel) {
    return new SentMessage.Origin(
        channel.medium(),
        policy.topic().orElse(""),
        policy.transactional(),
        stay.instance.journey,
        send.id());
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
