package dev.sojourn.journeys.signal;

import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.codec.WriterSchema;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Reads property maps off Avro's bytes: into the slots of a layout, or all of them. What is not
 * asked for is skipped without allocating. A name that stands twice in one object counts with its
 * last value, as in a map. Reusable; not thread-safe.
 */
final class PropertyReader {
  // Branches of the union of values; ARRAY stands only in that of a field, where it moves the
  // object by one.
  static final int NULL = 0;
  static final int BOOLEAN = 1;
  static final int LONG = 2;
  static final int DOUBLE = 3;
  static final int STRING = 4;
  static final int ARRAY = 5;
  static final int STRUCT = 6;
  static final int STRUCT_IN_ARRAY = 5;

  private final Utf8 name = new Utf8();
  private WriterSchema schema;
  private Decoder in;

  /** Starts on another record. */
  void reset(WriterSchema schema, Decoder in) {
    this.schema = schema;
    this.in = in;
  }

  /**
   * Reads a map of properties into slots, at the outermost level.
   *
   * @param slots all null at first; a missing or null value leaves null
   */
  void read(PropertyNames names, Object[] slots) throws IOException {
    for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
      for (; left > 0; left--) {
        readEntry(names, slots, 0);
      }
    }
  }

  /** Reads a map of properties as a whole. Unmodifiable; null values are in it. */
  Map<String, Object> readAll() throws IOException {
    Map<String, Object> all = new LinkedHashMap<>();
    for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
      for (; left > 0; left--) {
        readEntry(all, 0);
      }
    }
    return Collections.unmodifiableMap(all);
  }

  /** Skips a map of properties. */
  void skipAll() throws IOException {
    for (long left = in.readMapStart(); left != 0; left = in.mapNext()) {
      for (; left > 0; left--) {
        skipEntry(0);
      }
    }
  }

  private void readEntry(PropertyNames names, Object[] slots, int depth) throws IOException {
    in.readString(name);
    PropertyNames.Property property = names.find(name.getBytes(), name.getByteLength());
    if (property == null) {
      skip(in.readIndex(), depth);
    } else {
      read(property, slots, depth);
    }
  }

  private void readEntry(Map<String, Object> into, int depth) throws IOException {
    String entry = in.readString();
    into.put(entry, value(in.readIndex(), depth));
  }

  private void skipEntry(int depth) throws IOException {
    in.skipString();
    skip(in.readIndex(), depth);
  }

  private void read(PropertyNames.Property property, Object[] slots, int depth) throws IOException {
    int branch = in.readIndex();
    if (property.below() == null) {
      slots[property.slot()] = value(branch, depth);
    } else if (property.isWhole()) {
      Object whole = value(branch, depth);
      slots[property.slot()] = whole;
      for (PropertyNames.Path path : property.inside()) {
        slots[path.slot()] =
            whole instanceof Map<?, ?> map ? SlotLayout.walk(fields(map), path.names()) : null;
      }
    } else {
      // What an earlier value of the same name has left.
      for (PropertyNames.Path path : property.inside()) {
        slots[path.slot()] = null;
      }
      if (branch == STRUCT) {
        readMembers(property.below(), slots, enter(depth));
      } else {
        skip(branch, depth);
      }
    }
  }

  private Object value(int branch, int depth) throws IOException {
    return switch (branch) {
      case ARRAY -> items(depth);
      case STRUCT -> members(enter(depth));
      default -> scalar(branch);
    };
  }

  private List<Object> items(int depth) throws IOException {
    List<Object> items = new ArrayList<>();
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (; left > 0; left--) {
        int branch = in.readIndex();
        items.add(branch == STRUCT_IN_ARRAY ? members(enter(depth)) : scalar(branch));
      }
    }
    return Collections.unmodifiableList(items);
  }

  private void readMembers(PropertyNames names, Object[] slots, int depth) throws IOException {
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (; left > 0; left--) {
        schema.enterNested();
        readEntry(names, slots, depth);
      }
    }
  }

  private Map<String, Object> members(int depth) throws IOException {
    Map<String, Object> members = new LinkedHashMap<>();
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (; left > 0; left--) {
        schema.enterNested();
        readEntry(members, depth);
      }
    }
    return Collections.unmodifiableMap(members);
  }

  private void skipMembers(int depth) throws IOException {
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (; left > 0; left--) {
        schema.enterNested();
        skipEntry(depth);
      }
    }
  }

  private Object scalar(int branch) throws IOException {
    switch (branch) {
      case NULL:
        in.readNull();
        return null;
      case BOOLEAN:
        return in.readBoolean();
      case LONG:
        return in.readLong();
      case DOUBLE:
        return in.readDouble();
      case STRING:
        return in.readString();
      default:
        throw new AvroTypeException("a value is of a kind that does not exist");
    }
  }

  private void skip(int branch, int depth) throws IOException {
    switch (branch) {
      case ARRAY -> skipItems(depth);
      case STRUCT -> skipMembers(enter(depth));
      default -> skipScalar(branch);
    }
  }

  private void skipItems(int depth) throws IOException {
    for (long left = in.readArrayStart(); left != 0; left = in.arrayNext()) {
      for (; left > 0; left--) {
        int branch = in.readIndex();
        if (branch == STRUCT_IN_ARRAY) {
          skipMembers(enter(depth));
        } else {
          skipScalar(branch);
        }
      }
    }
  }

  private void skipScalar(int branch) throws IOException {
    switch (branch) {
      case NULL -> in.readNull();
      case BOOLEAN -> in.readBoolean();
      case LONG -> in.readLong();
      case DOUBLE -> in.readDouble();
      case STRING -> in.skipString();
      default -> throw new AvroTypeException("a value is of a kind that does not exist");
    }
  }

  /**
   * Goes into an object; gives the depth inside it. Bounded, since each one takes the stack
   * further.
   */
  private int enter(int depth) throws IOException {
    if (depth == Values.MAX_DEPTH) {
      throw new UnreadableRecordException(
          Code.NESTED_TOO_DEEPLY,
          "Objects lie more than " + Values.MAX_DEPTH + " deep inside one another. Flatten them.");
    }
    schema.enterNested();
    return depth + 1;
  }

  /** Maps that were made here have strings for names. */
  @SuppressWarnings("unchecked")
  private static Map<String, Object> fields(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
