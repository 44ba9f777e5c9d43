package dev.sojourn.journeys.output;

import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

/** Every field of an effect arrives in its record; what is not there is null. */
class EffectEncoderTest {
  private static final byte[] KEY = "ann".getBytes(StandardCharsets.UTF_8);

  private final SharedRegistry registry = new SharedRegistry();
  private final EffectEncoder encoder =
      new EffectEncoder(new OutputEncoder(registry, Topics.DEFAULT));

  private SpecificRecord read(Output output, Destination destination) {
    assertThat(output.destination()).isEqualTo(destination);
    assertThat(output.partition()).isEqualTo(Output.BY_KEY);
    assertThat(output.key()).isEqualTo(KEY);
    return new RecordDecoder(registry).decode(output.value());
  }

  private static Effect.MessageRequest request(
      int templateVersion, boolean transactional, String topic, String zone, String locale) {
    return new Effect.MessageRequest(
        "r-1",
        "email",
        "ann@example.com",
        "hello",
        templateVersion,
        Map.of("profile", Map.of("a", 1L)),
        transactional,
        topic,
        7,
        1_000,
        2_000,
        3_000,
        "welcome",
        4,
        "i-1",
        "greet",
        zone,
        locale,
        true,
        List.of(new Interval(1_500, 1_600), new Interval(2_500, 3_000)));
  }

  @Test
  void aRequest() {
    assertThat(
            read(
                encoder.request(request(3, true, "news", "Europe/Paris", "fr"), "ann", KEY),
                Destination.MESSAGE_REQUESTS))
        .isEqualTo(
            MessageRequest.newBuilder()
                .setId("r-1")
                .setProfile("ann")
                .setChannel("email")
                .setAddress("ann@example.com")
                .setTemplate("hello")
                .setTemplateVersion(3)
                .setData(Values.toAvro(Map.of("profile", Map.of("a", 1L))))
                .setMessageClass(MessageClass.TRANSACTIONAL)
                .setTopic("news")
                .setPriority(7)
                .setRequestedAt(Instant.ofEpochMilli(1_000))
                .setDueAt(Instant.ofEpochMilli(2_000))
                .setExpiresAt(Instant.ofEpochMilli(3_000))
                .setOrigin(new JourneyOrigin("welcome", 4, "i-1", "greet"))
                .setTimezone("Europe/Paris")
                .setLocale("fr")
                .setDry(true)
                .setQuiet(
                    List.of(
                        new QuietPeriod(Instant.ofEpochMilli(1_500), Instant.ofEpochMilli(1_600)),
                        new QuietPeriod(Instant.ofEpochMilli(2_500), Instant.ofEpochMilli(3_000))))
                .build());
  }

  @Test
  void whatARequestDoesNotHaveIsNull() {
    MessageRequest read =
        (MessageRequest)
            read(
                encoder.request(request(0, false, "", "", ""), "ann", KEY),
                Destination.MESSAGE_REQUESTS);
    assertThat(read.getTemplateVersion()).isNull();
    assertThat(read.getMessageClass()).isEqualTo(MessageClass.MARKETING);
    assertThat(read.getTopic()).isNull();
    assertThat(read.getTimezone()).isNull();
    assertThat(read.getLocale()).isNull();
  }

  @Test
  void aRecall() {
    assertThat(
            read(
                encoder.recall(new Effect.Recall("r-1", "email", "exit", 9), "ann", KEY),
                Destination.MESSAGE_REQUESTS))
        .isEqualTo(new Recall("r-1", "ann", "email", "exit", Instant.ofEpochMilli(9)));
  }

  @Test
  void aStep() {
    Effect.StepRecord step =
        new Effect.StepRecord(
            "welcome",
            4,
            "i-1",
            "k",
            2,
            Effect.StepRecord.Kind.NOT_SENT,
            "greet",
            "skipped",
            "end",
            "no-consent",
            "r-1",
            1_000,
            2_000,
            "s-1",
            Map.of("cap", "3 per P7D"));
    assertThat(read(encoder.step(step, "ann", KEY), Destination.JOURNEY_STEPS))
        .isEqualTo(
            JourneyStep.newBuilder()
                .setProfile("ann")
                .setJourney("welcome")
                .setVersion(4)
                .setInstance("i-1")
                .setInstanceKey("k")
                .setTransition(2)
                .setKind("not-sent")
                .setStep("greet")
                .setEdge("skipped")
                .setNext("end")
                .setReason("no-consent")
                .setRequestId("r-1")
                .setAt(Instant.ofEpochMilli(1_000))
                .setUntil(Instant.ofEpochMilli(2_000))
                .setSignal("s-1")
                .setDetail(Map.of("cap", "3 per P7D"))
                .build());
  }

  @Test
  void whatAStepDoesNotHaveIsNull() {
    Effect.StepRecord step =
        new Effect.StepRecord(
            "welcome",
            4,
            "",
            "",
            0,
            Effect.StepRecord.Kind.ENTRY_REFUSED,
            "",
            "",
            "",
            "paused",
            "",
            1_000,
            -1,
            "",
            Map.of());
    JourneyStep read =
        (JourneyStep) read(encoder.step(step, "ann", KEY), Destination.JOURNEY_STEPS);
    assertThat(read.getInstance()).isNull();
    assertThat(read.getInstanceKey()).isEmpty();
    assertThat(read.getStep()).isNull();
    assertThat(read.getUntil()).isNull();
    assertThat(read.getSignal()).isNull();
    assertThat(read.getDetail()).isNull();
  }

  @Test
  void anAudienceChange() {
    Effect.AudienceChange change =
        new Effect.AudienceChange(
            "buyers",
            2,
            false,
            5,
            Effect.AudienceChange.Cause.TIME,
            "all[0].events",
            "",
            "all[1].events");
    assertThat(read(encoder.change(change, "ann", KEY), Destination.AUDIENCE_CHANGES))
        .isEqualTo(
            AudienceChange.newBuilder()
                .setProfile("ann")
                .setAudience("buyers")
                .setVersion(2)
                .setChange("exited")
                .setAt(Instant.ofEpochMilli(5))
                .setCause("time")
                .setLeaf("all[0].events")
                .setApproximate("all[1].events")
                .build());
  }

  @Test
  void anEmittedEvent() {
    Effect.EmittedEvent event =
        new Effect.EmittedEvent("e-1", "order.shipped", 5, 2, Map.of("n", 1L));
    assertThat(read(encoder.event(event, KEY), Destination.SIGNALS))
        .isEqualTo(
            CustomerEvent.newBuilder()
                .setType("order.shipped")
                .setId("e-1")
                .setOccurredAt(Instant.ofEpochMilli(5))
                .setHops(2)
                .setProperties(Values.toAvro(Map.of("n", 1L)))
                .build());
  }
}
