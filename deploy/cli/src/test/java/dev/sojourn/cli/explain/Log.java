package dev.sojourn.cli.explain;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.CampaignOrigin;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.Recall;
import dev.sojourn.cli.definition.DocumentName;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.DocumentSource;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.schemas.codec.Values;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records about Ann, as the jobs and producers write them, told in minutes after noon UTC of
 * Monday, 2 June 2025.
 */
final class Log {
  static final Instant NOON = Instant.parse("2025-06-02T12:00:00Z");
  static final String PROFILE = "ann";

  private final Evidence evidence = new Evidence();
  private final Published published = new Published();
  private final Map<String, Integer> transitions = new LinkedHashMap<>();

  static Instant at(double minutes) {
    return NOON.plusMillis(Math.round(minutes * 60_000));
  }

  /** Publishes documents, live. */
  Log published(String documents) {
    return published(documents, PublicationState.LIVE);
  }

  Log published(String documents, PublicationState state) {
    DocumentSource.Reading reading = DocumentSource.read("test.yaml", documents);
    if (!reading.problems().isEmpty()) {
      throw new AssertionError(reading.problems().toString());
    }
    for (SourceDocument source : reading.documents()) {
      DocumentName name = new DocumentName(source.document().kind(), source.document().name());
      published.add(name, source.document().version(), source.canonicalJson());
      published.point(name, new Published.Live(source.document().version(), state));
    }
    return this;
  }

  /** A record logged at some moment; the jobs write at once unless told otherwise. */
  Log record(double minutes, SpecificRecord record) {
    evidence.take(record, at(minutes));
    return this;
  }

  /** The next transition of an instance of {@code cart-recovery}, version 3, key {@code k-1}. */
  Log step(
      String instance, double minutes, String kind, UnaryOperator<JourneyStep.Builder> further) {
    return record(minutes, transition(instance, minutes, kind, further));
  }

  JourneyStep transition(
      String instance, double minutes, String kind, UnaryOperator<JourneyStep.Builder> further) {
    return further
        .apply(
            JourneyStep.newBuilder()
                .setProfile(PROFILE)
                .setJourney("cart-recovery")
                .setVersion(3)
                .setInstance(instance)
                .setInstanceKey("k-1")
                .setTransition(transitions.merge(instance, 1, Integer::sum) - 1)
                .setKind(kind)
                .setAt(at(minutes)))
        .build();
  }

  Log refused(
      double minutes, String journey, String reason, String signal, Map<String, String> detail) {
    return record(
        minutes,
        JourneyStep.newBuilder()
            .setProfile(PROFILE)
            .setJourney(journey)
            .setVersion(3)
            .setKind("entry-refused")
            .setReason(reason)
            .setSignal(signal)
            .setAt(at(minutes))
            .setDetail(detail.isEmpty() ? null : detail)
            .build());
  }

  Log event(double minutes, String id, String type, Duration late, Map<String, Object> properties) {
    return record(
        minutes,
        CustomerEvent.newBuilder()
            .setType(type)
            .setId(id)
            .setOccurredAt(at(minutes).minus(late))
            .setProperties(Values.toAvro(properties))
            .build());
  }

  Log request(double minutes, String id, String instance, String step) {
    return record(
        minutes, message(minutes, id, new JourneyOrigin("cart-recovery", 3, instance, step)));
  }

  Log campaignRequest(double minutes, String id) {
    return record(minutes, message(minutes, id, new CampaignOrigin("summer", "run-1", "row-7")));
  }

  private static MessageRequest message(double minutes, String id, Object origin) {
    return MessageRequest.newBuilder()
        .setId(id)
        .setProfile(PROFILE)
        .setChannel("email")
        .setAddress("ann@example.com")
        .setTemplate("cart-reminder")
        .setTemplateVersion(2)
        .setData(Map.of())
        .setMessageClass(MessageClass.MARKETING)
        .setTopic("newsletter")
        .setRequestedAt(at(minutes))
        .setDueAt(at(minutes))
        .setExpiresAt(at(minutes).plus(Duration.ofHours(12)))
        .setOrigin(origin)
        .build();
  }

  Log report(
      double minutes,
      String request,
      String status,
      UnaryOperator<DeliveryReport.Builder> further) {
    return record(
        minutes,
        further
            .apply(
                DeliveryReport.newBuilder()
                    .setRequestId(request)
                    .setStatus(status)
                    .setAt(at(minutes))
                    .setChannel("email")
                    .setOrigin(new JourneyOrigin("cart-recovery", 3, "i", "s")))
            .build());
  }

  Log recall(double minutes, String request, String reason) {
    return record(minutes, new Recall(request, PROFILE, "email", reason, at(minutes)));
  }

  Log audience(
      double minutes, String audience, String change, String cause, String leaf, String signal) {
    return record(
        minutes,
        new AudienceChange(PROFILE, audience, 1, change, at(minutes), cause, leaf, signal, null));
  }

  Log letter(double minutes, String code, String message) {
    return record(
        minutes,
        DeadLetter.newBuilder()
            .setCode(code)
            .setCategory("definition")
            .setMessage(message)
            .setComponent("profiles")
            .setTopic("sojourn.signals")
            .setPartition(3)
            .setOffset(1234L)
            .setKey(ByteBuffer.wrap(PROFILE.getBytes(StandardCharsets.UTF_8)))
            .setAt(at(minutes))
            .build());
  }

  /** Says that topics have been read since some moment. */
  Log read(double minutes, String... topics) {
    for (String topic : topics) {
      evidence.covered(
          new Coverage(topic, List.of(2), java.util.Optional.of(at(minutes)), 1_000, 0));
    }
    return this;
  }

  Evidence evidence() {
    return evidence;
  }

  Person person() {
    return Person.of(PROFILE, evidence);
  }

  /** Seen some minutes after noon, from Paris. */
  Explanation explained(double minutes) {
    return Explanation.of(PROFILE, evidence, published, ZoneId.of("Europe/Paris"), at(minutes));
  }

  /** The words of all transitions of all visits, in order. */
  List<String> words() {
    Explanation explanation = explained(0);
    List<String> words = new ArrayList<>();
    for (Visit visit : explanation.person().visits()) {
      StepWords of =
          new StepWords(
              explanation.person(), visit, explanation.outline(visit), explanation.moments());
      visit.transitions().forEach(transition -> words.add(of.of(transition)));
    }
    return words;
  }
}
