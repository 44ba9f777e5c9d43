package dev.sojourn.cli.tail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record of a topic, made readable.
 *
 * @param key as text; empty if it has none
 * @param kind simple name of the value's Avro record; {@code deleted} for a tombstone, {@code
 *     unreadable} if it cannot be decoded
 * @param value the value's fields; what was wrong, if it cannot be decoded
 */
public record DecodedRecord(
    String topic,
    int partition,
    long offset,
    Instant logTime,
    String key,
    String kind,
    JsonNode value) {
  static final String DELETED = "deleted";
  static final String UNREADABLE = "unreadable";

  static DecodedRecord of(
      ConsumerRecord<byte[], byte[]> record, String key, String kind, JsonNode value) {
    return new DecodedRecord(
        record.topic(),
        record.partition(),
        record.offset(),
        Instant.ofEpochMilli(record.timestamp()),
        key,
        kind,
        value);
  }

  /** Everything, for programs. */
  public ObjectNode toJson() {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("topic", topic)
            .put("partition", partition)
            .put("offset", offset)
            .put("logTime", logTime.toString())
            .put("key", key)
            .put("kind", kind);
    json.set("value", value);
    return json;
  }

  /** One line, for people. */
  public String toLine() {
    StringBuilder line = new StringBuilder(logTime.toString()).append("  ").append(kind);
    if (!key.isEmpty()) {
      line.append("  ").append(key);
    }
    if (value.isObject()) {
      value
          .properties()
          .forEach(
              field -> {
                if (!isEmpty(field.getValue())) {
                  line.append("  ")
                      .append(field.getKey())
                      .append('=')
                      .append(plain(field.getValue()));
                }
              });
    }
    return line.toString();
  }

  private static boolean isEmpty(JsonNode node) {
    return node.isNull()
        || (node.isContainerNode() && node.isEmpty())
        || (node.isTextual() && node.textValue().isEmpty());
  }

  private static String plain(JsonNode node) {
    return node.isTextual() ? node.textValue() : node.toString();
  }
}
