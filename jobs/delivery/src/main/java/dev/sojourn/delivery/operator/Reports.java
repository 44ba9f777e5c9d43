package dev.sojourn.delivery.operator;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.delivery.channel.Final;
import dev.sojourn.delivery.stream.OutgoingRecord;
import dev.sojourn.schemas.codec.RecordEncoder;
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

  private final String topic;
  private final RecordEncoder encoder;

  /**
   * @param topic the signals
   */
  Reports(String topic, SchemaRegistry registry) {
    this.topic = topic;
    this.encoder = new RecordEncoder(registry, topic);
  }

  OutgoingRecord report(MessageRequest request, Final result, long now) {
    DeliveryReport report =
        DeliveryReport.newBuilder()
            .setRequestId(request.getId())
            .setStatus(result.status().label())
            .setAt(Instant.ofEpochMilli(now))
            .setChannel(request.getChannel())
            .setOrigin(request.getOrigin())
            .setCode(result.code().orElse(null))
            .setDetail(result.detail().map(Reports::shortened).orElse(null))
            .setProviderId(result.providerId().orElse(null))
            .setAttempts(result.attempts())
            .build();
    return new OutgoingRecord(
        topic, request.getProfile().getBytes(StandardCharsets.UTF_8), encoder.encode(report));
  }

  private static String shortened(String detail) {
    return detail.length() <= LONGEST_DETAIL ? detail : detail.substring(0, LONGEST_DETAIL) + "…";
  }
}
