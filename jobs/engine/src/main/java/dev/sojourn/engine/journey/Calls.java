package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.message.RequestContents;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.signal.DeliveryReport;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Calls of outside systems (S9): a request like any other, but without consent, caps and quiet
 * hours, and the person waits for the answer that its report carries.
 */
final class Calls {
  /** How long an answer may take unless the step says otherwise, ms. */
  static final long LIMIT = Duration.ofHours(1).toMillis();

  private static final String FAILED = "call-failed";

  private Calls() {}

  static StepRunner.Way begin(Stay stay, Step.Call call) {
    Map<String, String> exit = stay.exitReason();
    if (exit != null) { // P1
      stay.end("exit", true, exit);
      return StepRunner.Way.ENDED;
    }
    stay.instance.visitAgain(call.id());
    Optional<StepRunner.Way> paused = Pauses.at(stay, call.failed(), "failed", call.next());
    if (paused.isPresent()) {
      return paused.get();
    }
    Optional<Channel> channel = stay.turn.definitions().channel(call.channel());
    if (channel.isEmpty()) {
      return fail(stay, call, "channel-unknown", "", Map.of());
    }
    Optional<Template> template =
        stay.turn.definitions().template(call.template(), call.templateVersion());
    if (template.isEmpty()) {
      return fail(stay, call, "template-unknown", "", Map.of());
    }
    Map<String, Object> contents = RequestContents.of(template.get(), stay.scope);
    if (RequestContents.depth(contents) > RequestContents.DEEPEST) {
      return fail(stay, call, "data-too-deep", "", Map.of());
    }
    return request(stay, call, channel.get(), template.get(), contents);
  }

  private static StepRunner.Way request(
      Stay stay, Step.Call call, Channel channel, Template template, Map<String, Object> contents) {
    long now = stay.turn.now();
    long limit = limit(stay, call, now);
    Object address = channel.address().evaluate(stay.scope);
    Recipient recipient =
        Recipient.of(stay, channel, address instanceof String a ? a : stay.turn.profile());
    Effect.MessageRequest request =
        Requests.of(
            stay,
            call.id(),
            channel,
            template,
            contents,
            recipient,
            new Requests.Terms(true, "", limit, List.of()));
    stay.turn.emit(request);
    stay.instance.sent.add(new Instance.Sent(call.id(), request.id(), channel.name()));
    Map<String, String> detail = Holds.told(stay, Details.of("channel", channel.name()));
    Holds.release(stay);
    stay.instance.due = limit;
    stay.instance.since = now;
    stay.record(Kind.CALLED, "", Optional.empty(), "", request.id(), limit, detail);
    return StepRunner.Way.STAY;
  }

  /** Until when an answer may come to what was asked at a moment. */
  static long limit(Stay stay, Step.Call call, long from) {
    return call.limit()
        .map(duration -> StepRunner.after(stay, duration, from))
        .orElse(from + LIMIT);
  }

  /** The final report of the request: the answer, or an error after all retries. */
  static void onOutcome(Stay stay, Step.Call call, Instance.Sent sent, DeliveryReport report) {
    if (sent.failed()) {
      String why = report.code().isEmpty() ? report.status().label() : report.code();
      StepRunner.goOn(stay, fail(stay, call, why, sent.requestId, Map.of()));
      return;
    }
    InstanceContext context =
        InstanceContext.ofBytes(stay.turn.context(stay.instance.id))
            .with(call.id(), report.answer());
    byte[] bytes = context.toBytes();
    if (bytes.length > InstanceContext.LARGEST) { // N4
      StepRunner.goOn(
          stay,
          fail(
              stay,
              call,
              "answer-too-large",
              sent.requestId,
              Details.of(
                  "error",
                  "the instance would keep "
                      + bytes.length
                      + " bytes of at most "
                      + InstanceContext.LARGEST)));
      return;
    }
    stay.turn.putContext(stay.instance.id, bytes);
    stay.record(
        Kind.PASSED, "next", call.next(), report.status().label(), sent.requestId, -1, Map.of());
    // What the scope has read of the instance is older than the answer.
    StepRunner.go(stay.anew(), call.next());
  }

  /** There was no answer in time; one that comes later is not waited for any more. */
  static StepRunner.Way atLimit(Stay stay, Step.Call call) {
    Optional<Instance.Sent> sent = stay.instance.sentBy(call.id());
    String request = sent.map(s -> s.requestId).orElse("");
    sent.filter(s -> s.outcome == null)
        .ifPresent(
            s ->
                stay.turn.emit(
                    new Effect.Recall(s.requestId, s.channel, "timeout", stay.turn.now())));
    if (call.timeout().isPresent()) {
      stay.record(Kind.PASSED, "timeout", call.timeout(), "timeout", request, -1, Map.of());
      return new StepRunner.Way.Leave(call.timeout());
    }
    return fail(stay, call, "timeout", request, Map.of());
  }

  /** Takes the edge {@code failed}; without one the instance ends. */
  private static StepRunner.Way fail(
      Stay stay, Step.Call call, String why, String request, Map<String, String> details) {
    if (call.failed().isPresent()) {
      stay.record(Kind.PASSED, "failed", call.failed(), why, request, -1, details);
      return new StepRunner.Way.Leave(call.failed());
    }
    stay.end(FAILED, true, Details.of("error", why, "request", request));
    return StepRunner.Way.ENDED;
  }
}
