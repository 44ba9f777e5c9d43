package dev.sojourn.engine.value;

import java.util.Base64;
import java.util.Map;

/**
 * A map of values as text, for where only text can stand, such as the arguments of a command:
 * {@link ValueFormat} in Base64.
 */
public final class Packed {
  /** The most bytes that a map may take before they are made text: it is copied often. */
  public static final int MOST_BYTES = 16 * 1024;

  /**
   * How many maps and lists may lie inside one another: more than a record has room for, which is
   * 32 objects with a list around each.
   */
  static final int DEEPEST = 100;

  private static final int MOST_CHARACTERS = (MOST_BYTES + 2) / 3 * 4;

  private Packed() {}

  /**
   * How many bytes a map takes.
   *
   * @throws IllegalArgumentException for a value of a kind that has no stored form
   */
  public static int size(Map<String, Object> values) {
    return bytes(values).length;
  }

  /**
   * The map as text.
   *
   * @throws IllegalArgumentException if it takes more than {@link #MOST_BYTES}, or has a value of a
   *     kind that has no stored form
   */
  public static String pack(Map<String, Object> values) {
    byte[] bytes = bytes(values);
    if (bytes.length > MOST_BYTES) {
      throw new IllegalArgumentException(bytes.length + " bytes are more than " + MOST_BYTES);
    }
    return Base64.getEncoder().encodeToString(bytes);
  }

  private static byte[] bytes(Map<String, Object> values) {
    ByteWriter out = new ByteWriter(256);
    ValueFormat.writeMap(out, values);
    return out.toBytes();
  }

  /**
   * The map that a text holds.
   *
   * @throws IllegalArgumentException if it holds none, whatever it may be
   */
  public static Map<String, Object> unpack(String text) {
    if (text.length() > MOST_CHARACTERS) {
      throw new IllegalArgumentException("too long to be a packed map");
    }
    ByteReader in = new ByteReader(Base64.getDecoder().decode(text));
    try {
      Map<String, Object> values = ValueFormat.readMap(in, DEEPEST);
      if (in.atEnd()) {
        return values;
      }
    } catch (IllegalStateException e) {
      // Whoever can write to the log can write anything, also lists in lists without end.
      throw new IllegalArgumentException("not a packed map", e);
    }
    throw new IllegalArgumentException("more than a packed map");
  }
}
