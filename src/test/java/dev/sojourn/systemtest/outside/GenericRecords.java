package dev.sojourn.systemtest.outside;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Avro's generic records in the registry's wire format: a zero byte, the schema's id, the record.
 */
public final class GenericRecords {
  private static final int HEADER_BYTES = 5;

  private GenericRecords() {}

  /** A record with the fields given; those left out have their defaults. */
  public static GenericRecord of(Schema schema, Map<String, ?> fields) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      if (fields.containsKey(field.name())) {
        record.put(field.pos(), value(field.schema(), fields.get(field.name())));
      } else if (field.hasDefaultValue()) {
        record.put(field.pos(), GenericData.get().getDefaultValue(field));
      }
    }
    return record;
  }

  /** Plain values as Avro wants them: a map inside a map of values becomes a {@code Struct}. */
  private static Object value(Schema schema, Object plain) {
    if (schema.getType() == Schema.Type.MAP && plain instanceof Map<?, ?> map) {
      Map<String, Object> values = new HashMap<>();
      map.forEach((name, v) -> values.put((String) name, value(schema.getValueType(), v)));
      return values;
    }
    if (schema.getType() == Schema.Type.RECORD && plain instanceof Map<?, ?> map) {
      return struct(schema, map);
    }
    if (schema.getType() == Schema.Type.ARRAY && plain instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(value(schema.getElementType(), item)));
      return items;
    }
    if (schema.getType() == Schema.Type.UNION) {
      for (Schema branch : schema.getTypes()) {
        if ((plain instanceof Map && branch.getType() == Schema.Type.RECORD)
            || (plain instanceof List && branch.getType() == Schema.Type.ARRAY)) {
          return value(branch, plain);
        }
      }
    }
    return plain;
  }

  private static GenericRecord struct(Schema schema, Map<?, ?> map) {
    Schema list = schema.getField("members").schema();
    Schema memberSchema = list.getElementType();
    List<Object> members = new ArrayList<>();
    map.forEach(
        (name, v) -> {
          GenericRecord member = new GenericData.Record(memberSchema);
          member.put("name", name);
          member.put("value", value(memberSchema.getField("value").schema(), v));
          members.add(member);
        });
    GenericRecord struct = new GenericData.Record(schema);
    struct.put("members", members);
    return struct;
  }

  /** A record as it stands on a topic. */
  public static byte[] frame(int schemaId, GenericRecord record) {
    return frame(schemaId, encode(record));
  }

  /** Any bytes behind the header that names a schema. */
  public static byte[] frame(int schemaId, byte[] body) {
    return ByteBuffer.allocate(HEADER_BYTES + body.length)
        .put((byte) 0)
        .putInt(schemaId)
        .put(body)
        .array();
  }

  /** A record in Avro's binary form, without a header. */
  public static byte[] encode(GenericRecord record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** The name of the record in a value; empty if it is none that the registry knows. */
  public static Optional<String> kind(OutsideRegistry registry, byte[] value) {
    if (value == null || value.length < HEADER_BYTES || value[0] != 0) {
      return Optional.empty();
    }
    return registry
        .find(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt())
        .filter(schema -> schema.getType() == Schema.Type.RECORD)
        .map(Schema::getName);
  }

  /** What stands on a topic. */
  public static GenericRecord decode(OutsideRegistry registry, byte[] value) {
    Schema schema = registry.schema(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
    try {
      return new GenericDatumReader<GenericRecord>(schema)
          .read(
              null,
              DecoderFactory.get()
                  .binaryDecoder(value, HEADER_BYTES, value.length - HEADER_BYTES, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
