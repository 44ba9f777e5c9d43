package dev.sojourn.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.Struct;
import dev.sojourn.schemas.codec.Values;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;

/**
 * Avro values as plain JSON: records and maps become objects, instants ISO-8601 texts, bytes
 * hexadecimal texts, unions their values. Made for reading, not for reading back.
 */
public final class RecordJson {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private RecordJson() {}

  /** The JSON of any value that Avro's specific or generic reader gives. */
  public static JsonNode of(Object value) {
    if (value == null) {
      return JSON.nullNode();
    } else if (value instanceof Struct struct) {
      return of(Values.fromStruct(struct));
    } else if (value instanceof IndexedRecord record) {
      return record(record);
    } else if (value instanceof Map<?, ?> map) {
      ObjectNode object = JSON.objectNode();
      new TreeMap<>(map).forEach((key, entry) -> object.set(key.toString(), of(entry)));
      return object;
    } else if (value instanceof Collection<?> list) {
      ArrayNode array = JSON.arrayNode();
      list.forEach(element -> array.add(of(element)));
      return array;
    } else if (value instanceof Boolean flag) {
      return JSON.booleanNode(flag);
    } else if (value instanceof Integer number) {
      return JSON.numberNode(number);
    } else if (value instanceof Long number) {
      return JSON.numberNode(number);
    } else if (value instanceof Double number) {
      return JSON.numberNode(number);
    } else if (value instanceof ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return JSON.textNode(HexFormat.of().formatHex(copy));
    }
    return JSON.textNode(value.toString());
  }

  private static ObjectNode record(IndexedRecord record) {
    ObjectNode object = JSON.objectNode();
    for (Schema.Field field : record.getSchema().getFields()) {
      object.set(field.name(), of(record.get(field.pos())));
    }
    return object;
  }
}
