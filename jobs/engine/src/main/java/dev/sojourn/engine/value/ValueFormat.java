package dev.sojourn.engine.value;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Values of properties and attributes as bytes: a tag, then the value. Kept: the order of maps. A
 * null inside a map is left out, since null and missing are the same; inside a list it stays.
 */
public final class ValueFormat {
  private static final int NULL = 0;
  private static final int FALSE = 1;
  private static final int TRUE = 2;
  private static final int LONG = 3;
  private static final int DOUBLE = 4;
  private static final int TEXT = 5;
  private static final int LIST = 6;
  private static final int MAP = 7;

  /** For how many elements room is made before they are read: their number may be a lie. */
  private static final int MOST_ROOM = 16;

  private ValueFormat() {}

  /**
   * @throws IllegalArgumentException for a value of another kind than Boolean, Long, Double,
   *     String, List and Map
   */
  public static void writeMap(ByteWriter out, Map<String, Object> map) {
    long present = map.values().stream().filter(value -> value != null).count();
    out.varint(present);
    map.forEach(
        (name, value) -> {
          if (value != null) {
            out.text(name);
            write(out, value);
          }
        });
  }

  /** A map that may be changed. */
  public static Map<String, Object> readMap(ByteReader in) {
    return readMap(in, Integer.MAX_VALUE);
  }

  /**
   * A map that may be changed, from bytes that anybody may have written.
   *
   * @param deepest how many maps and lists may lie inside one another, the map itself included
   * @throws IllegalStateException if they lie deeper, or the bytes are broken otherwise
   */
  public static Map<String, Object> readMap(ByteReader in, int deepest) {
    goDeeper(deepest);
    int size = in.count();
    Map<String, Object> map = new LinkedHashMap<>(Math.max(4, Math.min(size, MOST_ROOM) * 2));
    for (int i = 0; i < size; i++) {
      map.put(in.text(), read(in, deepest - 1));
    }
    return map;
  }

  private static void goDeeper(int left) {
    if (left <= 0) {
      throw new IllegalStateException("stored bytes are broken: values lie too deep");
    }
  }

  @SuppressWarnings("unchecked")
  private static void write(ByteWriter out, Object value) {
    if (value == null) {
      out.u8(NULL);
    } else if (value instanceof Boolean b) {
      out.u8(b ? TRUE : FALSE);
    } else if (value instanceof Long || value instanceof Integer) {
      out.u8(LONG);
      out.zigzag(((Number) value).longValue());
    } else if (value instanceof Double || value instanceof Float) {
      out.u8(DOUBLE);
      out.i64(Double.doubleToRawLongBits(((Number) value).doubleValue()));
    } else if (value instanceof String text) {
      out.u8(TEXT);
      out.text(text);
    } else if (value instanceof Collection<?> list) {
      out.u8(LIST);
      out.varint(list.size());
      list.forEach(element -> write(out, element));
    } else if (value instanceof Map<?, ?> map) {
      out.u8(MAP);
      writeMap(out, (Map<String, Object>) map);
    } else {
      throw new IllegalArgumentException("no stored form for a " + value.getClass().getName());
    }
  }

  private static Object read(ByteReader in, int deepest) {
    int tag = in.u8();
    switch (tag) {
      case NULL:
        return null;
      case FALSE:
        return Boolean.FALSE;
      case TRUE:
        return Boolean.TRUE;
      case LONG:
        return in.zigzag();
      case DOUBLE:
        return Double.longBitsToDouble(in.i64());
      case TEXT:
        return in.text();
      case LIST:
        return readList(in, deepest);
      case MAP:
        return readMap(in, deepest);
      default:
        throw new IllegalStateException("stored bytes are broken: a value of kind " + tag);
    }
  }

  private static List<Object> readList(ByteReader in, int deepest) {
    goDeeper(deepest);
    int size = in.count();
    List<Object> list = new ArrayList<>(Math.min(size, MOST_ROOM));
    for (int i = 0; i < size; i++) {
      list.add(read(in, deepest - 1));
    }
    return list;
  }
}
