package dev.sojourn.delivery.stream;

import dev.sojourn.avro.DeadLetter;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Turns records that cannot be used into dead letters (rule 8), with their bytes, their origin, and
 * a code.
 */
final class DeadLetters {

  /**
   * Of a key or value larger than this, in bytes, the letter holds the beginning only: the letter
   * must fit its topic.
   */
  static final int MAX_BYTES = 1_000_000;

  private static final int MAX_MESSAGE_CHARS = 8_000;

  private final String topic;
  private final String component;
  private final RecordEncoder encoder;

  /**
   * @param topic where dead letters go
   * @param component which operator writes them
   */
  DeadLetters(String topic, String component, SchemaRegistry registry) {
    this.topic = topic;
    this.component = component;
    this.encoder = new RecordEncoder(registry, topic);
  }

  /**
   * The letter for a record. It is stamped with the record's own log time, so a replay writes the
   * same letter again.
   *
   * @param category {@code input} or {@code definition}
   */
  OutgoingRecord letter(LogRecord record, String code, String category, String message) {
    DeadLetter letter =
        DeadLetter.newBuilder()
            .setCode(code)
            .setCategory(category)
            .setMessage(
                message.length() <= MAX_MESSAGE_CHARS
                    ? message
                    : message.substring(0, MAX_MESSAGE_CHARS) + "…")
            .setComponent(component)
            .setTopic(record.topic())
            .setPartition(record.partition())
            .setOffset(record.offset())
            .setKey(bytes(record.key()))
            .setValue(bytes(record.value()))
            .setAt(Instant.ofEpochMilli(Math.max(0, record.logTime())))
            .build();
    return new OutgoingRecord(topic, null, encoder.encode(letter));
  }

  private static ByteBuffer bytes(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES));
  }
}
