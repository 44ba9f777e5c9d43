package dev.sojourn.journeys.output;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.QuietPeriod;
import dev.sojourn.avro.Recall;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.time.Interval;
import dev.sojourn.schemas.codec.Values;
import java.time.Instant;

/**
 * The engine's effects on one profile as records of the topics. Empty strings, and what the engine
 * says stands for null, become null.
 */
public final class EffectEncoder {
  private final OutputEncoder encoder;

  public EffectEncoder(OutputEncoder encoder) {
    this.encoder = encoder;
  }

  /**
   * @param key the profile key in UTF-8
   */
  public Output request(Effect.MessageRequest request, String profile, byte[] key) {
    return encoder.encode(
        Destination.MESSAGE_REQUESTS,
        key,
        MessageRequest.newBuilder()
            .setId(request.id())
            .setProfile(profile)
            .setChannel(request.channel())
            .setAddress(request.address())
            .setTemplate(request.template())
            .setTemplateVersion(request.templateVersion() == 0 ? null : request.templateVersion())
            .setData(Values.toAvro(request.data()))
            .setMessageClass(
                request.transactional() ? MessageClass.TRANSACTIONAL : MessageClass.MARKETING)
            .setTopic(orNull(request.topic()))
            .setPriority(request.priority())
            .setRequestedAt(Instant.ofEpochMilli(request.requestedAt()))
            .setDueAt(Instant.ofEpochMilli(request.dueAt()))
            .setExpiresAt(Instant.ofEpochMilli(request.expiresAt()))
            .setOrigin(
                new JourneyOrigin(
                    request.journey(), request.version(), request.instance(), request.step()))
            .setTimezone(orNull(request.timezone()))
            .setLocale(orNull(request.locale()))
            .setDry(request.dry())
            .setQuiet(request.quiet().stream().map(EffectEncoder::quiet).toList())
            .build());
  }

  private static QuietPeriod quiet(Interval period) {
    return new QuietPeriod(
        Instant.ofEpochMilli(period.from()), Instant.ofEpochMilli(period.until()));
  }

  /**
   * @param key the profile key in UTF-8
   */
  public Output recall(Effect.Recall recall, String profile, byte[] key) {
    return encoder.encode(
        Destination.MESSAGE_REQUESTS,
        key,
        new Recall(
            recall.requestId(),
            profile,
            recall.channel(),
            recall.reason(),
            Instant.ofEpochMilli(recall.at())));
  }

  /**
   * @param key the profile key in UTF-8
   */
  public Output step(Effect.StepRecord step, String profile, byte[] key) {
    return encoder.encode(
        Destination.JOURNEY_STEPS,
        key,
        JourneyStep.newBuilder()
            .setProfile(profile)
            .setJourney(step.journey())
            .setVersion(step.version())
            .setInstance(orNull(step.instance()))
            .setInstanceKey(step.instanceKey())
            .setTransition(step.transition())
            .setKind(step.kind().label())
            .setStep(orNull(step.step()))
            .setEdge(orNull(step.edge()))
            .setNext(orNull(step.next()))
            .setReason(orNull(step.reason()))
            .setRequestId(orNull(step.requestId()))
            .setAt(Instant.ofEpochMilli(step.at()))
            .setUntil(step.until() < 0 ? null : Instant.ofEpochMilli(step.until()))
            .setSignal(orNull(step.signal()))
            .setDetail(step.detail().isEmpty() ? null : step.detail())
            .build());
  }

  /**
   * @param key the profile key in UTF-8
   */
  public Output change(Effect.AudienceChange change, String profile, byte[] key) {
    return encoder.encode(
        Destination.AUDIENCE_CHANGES,
        key,
        AudienceChange.newBuilder()
            .setProfile(profile)
            .setAudience(change.audience())
            .setVersion(change.version())
            .setChange(change.entered() ? "entered" : "exited")
            .setAt(Instant.ofEpochMilli(change.at()))
            .setCause(change.cause().label())
            .setLeaf(orNull(change.leaf()))
            .setSignal(orNull(change.signal()))
            .setApproximate(orNull(change.approximate()))
            .build());
  }

  /**
   * @param key the profile key in UTF-8
   */
  public Output event(Effect.EmittedEvent event, byte[] key) {
    return encoder.encode(
        Destination.SIGNALS,
        key,
        CustomerEvent.newBuilder()
            .setType(event.type())
            .setId(event.id())
            .setOccurredAt(Instant.ofEpochMilli(event.occurredAt()))
            .setHops(event.hops())
            .setProperties(Values.toAvro(event.properties()))
            .build());
  }

  private static String orNull(String text) {
    return text == null || text.isEmpty() ? null : text;
  }
}
