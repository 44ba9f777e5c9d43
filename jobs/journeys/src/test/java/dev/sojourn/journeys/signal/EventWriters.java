package dev.sojourn.journeys.signal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.schemas.history.ReleasedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Producers of events in other schema versions than ours, with Avro's generic records; and the
 * schemas that they may have.
 */
final class EventWriters {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Schema RELEASED =
      ReleasedSchemas.newest(CustomerEvent.getClassSchema().getFullName()).orElseThrow();

  private EventWriters() {}

  /** Ours, and versions that can be read as ours, by what is different. */
  static Map<String, Schema> compatible() {
    Map<String, Schema> schemas = new HashMap<>();
    schemas.put("ours", RELEASED);
    schemas.put(
        "field added at the end", changed(fields -> fields.add(field("source", "\"string\""))));
    schemas.put(
        "field added at the start",
        changed(
            fields ->
                fields.insert(0, field("tags", "{\"type\":\"array\",\"items\":\"string\"}"))));
    schemas.put(
        "record added in the middle",
        changed(
            fields ->
                fields.insert(
                    2,
                    field(
                        "device",
                        "{\"type\":\"record\",\"name\":\"Device\",\"fields\":[{\"name\":\"os\",\"type\":\"string\"}]}"))));
    schemas.put("fields in reverse", changed(EventWriters::reverse));
    schemas.put("hops left out", changed(fields -> fields.remove(4)));
    schemas.put("narrower values", narrower());
    schemas.put("members with a note", notedMembers());
    return schemas;
  }

  /**
   * A framed event as a producer with this schema writes it; fields that only this schema has get
   * some value.
   */
  static byte[] write(
      int id, Schema schema, String type, String eventId, long at, Map<String, Object> properties) {
    GenericRecord record = new GenericData.Record(schema);
    for (Schema.Field field : schema.getFields()) {
      record.put(field.pos(), value(field, schema, type, eventId, at, properties));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private static Object value(
      Schema.Field field,
      Schema schema,
      String type,
      String id,
      long at,
      Map<String, Object> properties) {
    return switch (field.name()) {
      case "type" -> type;
      case "id" -> id;
      case "occurredAt" -> at;
      case "properties" -> structs(properties, struct(schema));
      case "hops" -> 0;
      case "source" -> "app";
      case "tags" -> List.of("x", "y");
      case "device" -> {
        GenericRecord device = new GenericData.Record(field.schema());
        device.put("os", "android");
        yield device;
      }
      default -> throw new IllegalArgumentException(field.name());
    };
  }

  private static Schema struct(Schema schema) {
    return schema.getField("properties").schema().getValueType().getTypes().stream()
        .filter(type -> type.getType() == Schema.Type.RECORD)
        .findFirst()
        .orElse(null);
  }

  private static Map<String, Object> structs(Map<?, ?> properties, Schema struct) {
    Map<String, Object> map = new HashMap<>();
    properties.forEach((name, value) -> map.put((String) name, structs(value, struct)));
    return map;
  }

  private static List<GenericRecord> members(Map<?, ?> map, Schema struct) {
    Schema member = struct.getField("members").schema().getElementType();
    List<GenericRecord> members = new ArrayList<>();
    map.forEach(
        (name, value) -> {
          GenericRecord record = new GenericData.Record(member);
          record.put("name", name);
          record.put("value", structs(value, struct));
          if (member.getField("note") != null) {
            record.put("note", "n");
          }
          members.add(record);
        });
    return members;
  }

  private static Object structs(Object value, Schema struct) {
    if (value instanceof Map<?, ?> map) {
      GenericRecord record = new GenericData.Record(struct);
      record.put("members", members(map, struct));
      return record;
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>();
      list.forEach(item -> items.add(structs(item, struct)));
      return items;
    }
    return value;
  }

  private interface Change {
    void apply(ArrayNode fields);
  }

  private static Schema changed(Change change) {
    ObjectNode schema = (ObjectNode) json(RELEASED.toString());
    change.apply((ArrayNode) schema.get("fields"));
    return new Schema.Parser().parse(schema.toString());
  }

  /** A producer that knows fewer kinds of values, in another order of the union. */
  private static Schema narrower() {
    return changed(
        fields ->
            ((ObjectNode) fields.get(3))
                .set(
                    "type",
                    json(
                        "{\"type\":\"map\",\"values\":[\"string\",\"boolean\",\"double\",\"long\",\"null\"]}")));
  }

  /** A producer whose nested objects say more of each member. */
  private static Schema notedMembers() {
    return changedMembers(fields -> fields.insert(1, field("note", "\"string\"")));
  }

  /**
   * A producer whose members have their value before their name: the one order that is not read.
   */
  static Schema reversedMembers() {
    return changedMembers(EventWriters::reverse);
  }

  private static Schema changedMembers(Change change) {
    return changed(
        fields ->
            change.apply(
                (ArrayNode)
                    fields.findParents("name").stream()
                        .filter(node -> node.get("name").asText().equals("Member"))
                        .findFirst()
                        .orElseThrow()
                        .get("fields")));
  }

  private static void reverse(ArrayNode fields) {
    List<JsonNode> nodes = new ArrayList<>();
    fields.forEach(nodes::add);
    Collections.reverse(nodes);
    fields.removeAll();
    fields.addAll(nodes);
  }

  private static JsonNode field(String name, String type) {
    return JSON.createObjectNode().put("name", name).set("type", json(type));
  }

  private static JsonNode json(String text) {
    try {
      return JSON.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
