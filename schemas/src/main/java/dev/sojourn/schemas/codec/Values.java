package dev.sojourn.schemas.codec;

import dev.sojourn.avro.Member;
import dev.sojourn.avro.Struct;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Property values as they stand in our records, and as plain Java: Boolean, Long, Double, String,
 * List of these and of maps, Map of these, and null.
 */
public final class Values {
  /** How many objects may lie inside one another below a record's own field. */
  public static final int MAX_DEPTH = 32;

  private Values() {}

  /**
   * Plain values as a record's field holds them. Other whole numbers become Long, floats Double.
   *
   * @throws IllegalArgumentException if a value has no place in the contract: of another class, a
   *     list right inside a list, or too deep
   */
  public static Map<String, Object> toAvro(Map<String, ?> plain) {
    Map<String, Object> fields = new LinkedHashMap<>(plain.size() * 2);
    plain.forEach((name, value) -> fields.put(name, toAvroValue(value, 0)));
    return fields;
  }

  /** A plain map as the record that stands for objects; see {@link #toAvro}. */
  public static Struct toStruct(Map<String, ?> plain) {
    return struct(plain, 1);
  }

  /** The record that stands for an object, as a plain map, unmodifiable. */
  public static Map<String, Object> fromStruct(Struct struct) {
    Map<String, Object> plain = new LinkedHashMap<>(struct.getMembers().size() * 2);
    for (Member member : struct.getMembers()) {
      plain.put(member.getName(), fromAvroValue(member.getValue()));
    }
    return Collections.unmodifiableMap(plain);
  }

  /** A record's field as plain values, unmodifiable. */
  public static Map<String, Object> fromAvro(Map<String, ?> fields) {
    Map<String, Object> plain = new LinkedHashMap<>(fields.size() * 2);
    fields.forEach((name, value) -> plain.put(name, fromAvroValue(value)));
    return Collections.unmodifiableMap(plain);
  }

  private static Struct struct(Map<?, ?> plain, int depth) {
    if (depth > MAX_DEPTH) {
      throw new IllegalArgumentException(
          "Objects lie more than " + MAX_DEPTH + " deep inside one another.");
    }
    List<Member> members = new ArrayList<>(plain.size());
    plain.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw new IllegalArgumentException("The names inside an object must be strings.");
          }
          members.add(new Member(text, toAvroValue(value, depth)));
        });
    return new Struct(members);
  }

  private static Object toAvroValue(Object value, int depth) {
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      for (Object item : list) {
        if (item instanceof List<?>) {
          throw new IllegalArgumentException(
              "A list right inside a list has no place in a record. Put an object between them.");
        }
        items.add(toAvroValue(item, depth));
      }
      return items;
    }
    if (value instanceof Map<?, ?> map) {
      return struct(map, depth + 1);
    }
    return toAvroScalar(value);
  }

  private static Object toAvroScalar(Object value) {
    if (value == null
        || value instanceof Boolean
        || value instanceof Long
        || value instanceof Double
        || value instanceof String) {
      return value;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    if (value instanceof Float number) {
      return number.doubleValue();
    }
    throw new IllegalArgumentException(
        "A value of " + value.getClass().getName() + " has no place in a record.");
  }

  private static Object fromAvroValue(Object value) {
    if (value instanceof Struct struct) {
      return fromStruct(struct);
    }
    if (value instanceof List<?> list) {
      List<Object> items = new ArrayList<>(list.size());
      for (Object item : list) {
        items.add(fromAvroValue(item));
      }
      return Collections.unmodifiableList(items);
    }
    return value instanceof CharSequence text ? text.toString() : value;
  }
}
