package dev.sojourn.journeys.definition;

import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.value.Packed;
import dev.sojourn.journeys.output.Fault;
import dev.sojourn.journeys.signal.Checks;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.codec.Values;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** From business events on the definitions topic to those that can be acted on (E5). */
final class BusinessEventReader {
  /** Characters, as the schema of documents has it for types of events. */
  static final int LONGEST_TYPE = 200;

  /** Bytes of UTF-8: it becomes the key of instances, and a part of the ids of runs. */
  static final int LONGEST_ID = 200;

  private BusinessEventReader() {}

  /** An event that can be read and cannot be acted on. */
  static final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Fault fault;

    RefusedException(Fault fault) {
      super(fault.message());
      this.fault = fault;
    }

    Fault fault() {
      return fault;
    }
  }

  /**
   * Reads an event.
   *
   * @throws UnreadableRecordException if a field is missing or makes no sense
   * @throws RefusedException if it is larger than it may be
   */
  static BusinessEvent read(dev.sojourn.avro.BusinessEvent record, String key, long logTime)
      throws RefusedException {
    String type = record.getType();
    String id = record.getId();
    Checks.present(type, "type");
    Checks.present(id, "id");
    require(
        type.length() <= LONGEST_TYPE && type.indexOf('/') < 0,
        "The type of a business event has up to %d characters, without a slash."
            .formatted(LONGEST_TYPE));
    require(
        id.getBytes(StandardCharsets.UTF_8).length <= LONGEST_ID,
        "The id of a business event has up to %d bytes of UTF-8.".formatted(LONGEST_ID));
    // The log is compacted by key: a wrong one could make a document, or another event, vanish.
    require(
        key.equals("event/" + type + "/" + id),
        "The key of a business event must be event/type/id, made of its own type and id.");
    long occurredAt = record.getOccurredAt().toEpochMilli();
    Checks.instant(occurredAt, "occurredAt");
    Map<String, Object> properties = Values.fromAvro(record.getProperties());
    int size = Packed.size(properties);
    if (size > Packed.MOST_BYTES) {
      throw new RefusedException(
          Fault.of(
              ErrorCode.EVENT_TOO_LARGE,
              "The properties of a business event take %d bytes of the %d that they may: they are written to everybody whom it concerns. Send large content by reference."
                  .formatted(size, Packed.MOST_BYTES)));
    }
    return new BusinessEvent(type, id, occurredAt, logTime, properties);
  }

  private static void require(boolean condition, String message) {
    if (!condition) {
      throw new UnreadableRecordException(Code.VALUE_INVALID, message);
    }
  }
}
