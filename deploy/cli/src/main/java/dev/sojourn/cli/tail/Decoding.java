package dev.sojourn.cli.tail;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.avro.Tick;
import dev.sojourn.cli.output.RecordJson;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Decodes records for reading. Ticks say only that time passes, and are left out. */
final class Decoding {
  private final RecordDecoder decoder;
  private final Optional<String> key;

  /**
   * @param key only records with this key; empty: all
   */
  Decoding(RecordDecoder decoder, Optional<String> key) {
    this.decoder = decoder;
    this.key = key;
  }

  /** Empty if the record is not one to be shown. */
  Optional<DecodedRecord> decode(ConsumerRecord<byte[], byte[]> record) {
    String recordKey = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
    if (key.isPresent() && !key.get().equals(recordKey)) {
      return Optional.empty();
    }
    if (record.value() == null) {
      return Optional.of(
          DecodedRecord.of(
              record, recordKey, DecodedRecord.DELETED, JsonNodeFactory.instance.nullNode()));
    }
    try {
      SpecificRecord value = decoder.decode(record.value());
      return value instanceof Tick
          ? Optional.empty()
          : Optional.of(
              DecodedRecord.of(
                  record, recordKey, value.getSchema().getName(), RecordJson.of(value)));
    } catch (UnreadableRecordException e) {
      return Optional.of(
          DecodedRecord.of(
              record,
              recordKey,
              DecodedRecord.UNREADABLE,
              JsonNodeFactory.instance
                  .objectNode()
                  .put("code", e.code())
                  .put("message", e.getMessage())
                  .put("bytes", record.value().length)));
    }
  }
}
