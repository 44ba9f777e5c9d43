package dev.sojourn.journeys.signal;

import dev.sojourn.avro.Struct;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.codec.Values;
import java.util.Collections;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/** The engine's signals from the generated records; all kinds but events. */
final class RecordSignals {
  private RecordSignals() {}

  static Signal of(SpecificRecord record) {
    if (record instanceof dev.sojourn.avro.ProfileUpdate update) {
      return update(update);
    }
    if (record instanceof dev.sojourn.avro.DeliveryReport report) {
      return report(report);
    }
    if (record instanceof dev.sojourn.avro.EntryRequest request) {
      return entryRequest(request);
    }
    if (record instanceof dev.sojourn.avro.Command command) {
      return command(command);
    }
    throw unexpected(record.getSchema().getFullName());
  }

  static UnreadableRecordException unexpected(String record) {
    return new UnreadableRecordException(
        Code.TYPE_UNEXPECTED, "A " + record + " is no signal and does not belong on this topic.");
  }

  private static Signal update(dev.sojourn.avro.ProfileUpdate update) {
    Checks.present(update.getId(), "id");
    return new ProfileUpdate(
        update.getId(),
        instant(update.getOccurredAt(), "occurredAt"),
        Values.fromAvro(update.getAttributes()),
        Collections.unmodifiableMap(update.getConsents()),
        Collections.unmodifiableMap(update.getSuppressions()));
  }

  private static Signal report(dev.sojourn.avro.DeliveryReport report) {
    Checks.present(report.getRequestId(), "requestId");
    DeliveryReport.Status status =
        DeliveryReport.Status.ofLabel(report.getStatus())
            .orElseThrow(
                () ->
                    new UnreadableRecordException(
                        Code.VALUE_INVALID,
                        "The report's status does not exist. Use one of those that the schema names."));
    return new DeliveryReport(
        report.getRequestId(),
        status,
        instant(report.getAt(), "at"),
        report.getChannel(),
        orEmpty(report.getCode()),
        answer(report.getAnswer()),
        orEmpty(report.getTopic()));
  }

  private static Signal entryRequest(dev.sojourn.avro.EntryRequest request) {
    Checks.present(request.getId(), "id");
    Checks.present(request.getJourney(), "journey");
    return new EntryRequest(
        request.getId(),
        request.getJourney(),
        instant(request.getOccurredAt(), "occurredAt"),
        orEmpty(request.getKey()),
        Values.fromAvro(request.getContext()));
  }

  private static Signal command(dev.sojourn.avro.Command command) {
    Checks.present(command.getId(), "id");
    return new Command(
        command.getId(),
        command.getRun(),
        command.getKind(),
        Collections.unmodifiableMap(command.getArguments()));
  }

  private static long instant(java.time.Instant instant, String field) {
    long millis = instant.toEpochMilli();
    Checks.instant(millis, field);
    return millis;
  }

  private static String orEmpty(String nullable) {
    return nullable == null ? "" : nullable;
  }

  private static Map<String, Object> answer(Struct nullable) {
    return nullable == null ? Map.of() : Values.fromStruct(nullable);
  }
}
