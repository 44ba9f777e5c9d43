package dev.sojourn.cli.bulk;

import dev.sojourn.avro.Struct;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;

/**
 * Values of any Avro schema as plain ones: what signals can carry. Dates and instants become texts,
 * since attributes have no others.
 */
final class AvroCells {
  /** How objects stand in records of ours, such as exported ones. */
  private static final String STRUCT = Struct.getClassSchema().getFullName();

  private AvroCells() {}

  /**
   * @throws RowException {@link RowCode#VALUE_INVALID} for bytes, decimals and what lies too deep
   */
  static Object plain(Object value, Schema schema) throws RowException {
    if (value == null) {
      return null;
    }
    LogicalType logical = schema.getLogicalType();
    switch (schema.getType()) {
      case UNION:
        return plain(value, schema.getTypes().get(GenericData.get().resolveUnion(schema, value)));
      case RECORD:
        return record((GenericRecord) value);
      case MAP:
        return map((Map<?, ?>) value, schema.getValueType());
      case ARRAY:
        List<Object> list = new ArrayList<>();
        for (Object item : (Iterable<?>) value) {
          list.add(plain(item, schema.getElementType()));
        }
        return list;
      case STRING:
      case ENUM:
        return value.toString();
      case INT:
        return logical != null && logical.getName().equals("date")
            ? LocalDate.ofEpochDay((Integer) value).toString()
            : ((Number) value).longValue();
      case LONG:
        return instant((Long) value, logical == null ? "" : logical.getName());
      case FLOAT:
      case DOUBLE:
        return ((Number) value).doubleValue();
      case BOOLEAN:
        return value;
      case NULL:
        return null;
      case BYTES:
      case FIXED:
        throw new RowException(
            RowCode.VALUE_INVALID,
            "holds bytes or decimals, which attributes cannot; write them as text or double");
    }
    throw new IllegalStateException("no such type: " + schema.getType());
  }

  private static Object instant(long value, String logical) {
    return switch (logical) {
      case "timestamp-millis" -> Instant.ofEpochMilli(value).toString();
      case "timestamp-micros" -> Instant.ofEpochMilli(Math.floorDiv(value, 1000)).toString();
      default -> value;
    };
  }

  private static Map<String, Object> record(GenericRecord record) throws RowException {
    Map<String, Object> plain = new LinkedHashMap<>();
    if (record.getSchema().getFullName().equals(STRUCT)) {
      for (Object member : (Iterable<?>) record.get("members")) {
        GenericRecord named = (GenericRecord) member;
        plain.put(
            named.get("name").toString(),
            plain(named.get("value"), named.getSchema().getField("value").schema()));
      }
      return plain;
    }
    for (Schema.Field field : record.getSchema().getFields()) {
      plain.put(field.name(), plain(record.get(field.pos()), field.schema()));
    }
    return plain;
  }

  private static Map<String, Object> map(Map<?, ?> map, Schema values) throws RowException {
    Map<String, Object> plain = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      plain.put(entry.getKey().toString(), plain(entry.getValue(), values));
    }
    return plain;
  }
}
