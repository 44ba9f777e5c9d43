package dev.sojourn.delivery.operator;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.delivery.channel.Final;
import dev.sojourn.delivery.stream.OutgoingRecord;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * Writes final outcomes as reports to the signals of their profile (D8). A request is reported once
 * by each line of checkpoints: after a crash what was reported since the last checkpoint is
 * handled, and reported, again; whoever reads takes the first final report of a request.
 */
final class Reports {

  private static final int LONGEST_DETAIL = 1_000;

  /** An id longer than this cannot be one; a part of it would be another. */
  private static final int LONGEST_PROVIDER_ID = 1_000;

  private final String topic;
  private final RecordEncoder encoder;

  /**
   * @param topic the signals
   */
  Reports(String topic, SchemaRegistry registry) {
    this.topic = topic;
    this.encoder = new RecordEncoder(registry, topic);
  }

  /**
   * The report of a request's end. An answer for which a record has no room makes it another end,
   * {@code failed} with {@code answer-too-large}: a record that the topic does not take would stop
   * the job.
   */
  Report report(MessageRequest request, Final result, long now) {
    byte[] value = encode(request, result, now);
    if (value.length > TopicSetup.SIGNAL_BYTES && !result.answer().isEmpty()) {
      return report(request, result.withoutRoomForAnswer(), now);
    }
    byte[] key = request.getProfile().getBytes(StandardCharsets.UTF_8);
    return new Report(result, new OutgoingRecord(topic, key, value));
  }

  private byte[] encode(MessageRequest request, Final result, long now) {
    return encoder.encode(
        DeliveryReport.newBuilder()
            .setRequestId(request.getId())
            .setStatus(result.status().label())
            .setAt(Instant.ofEpochMilli(now))
            .setChannel(request.getChannel())
            .setOrigin(request.getOrigin())
            .setCode(result.code().orElse(null))
            .setDetail(result.detail().map(Reports::shortened).orElse(null))
            .setProviderId(
                result.providerId().filter(id -> id.length() <= LONGEST_PROVIDER_ID).orElse(null))
            .setAttempts(result.attempts())
            .setAnswer(result.answer().isEmpty() ? null : Values.toStruct(result.answer().values()))
            .build());
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
  }

  /**
   * A report, ready to be written.
   *
   * @param result what it says
   */
  record Report(Final result, OutgoingRecord record) {}
}
