package dev.sojourn.engine.journey;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;
import java.util.Map;

/**
 * The stored form of what started an instance (E10), kept as long as the instance lives: a version
 * byte, then the values.
 */
final class InstanceContext {
  private static final int VERSION = 1;

  private InstanceContext() {}

  static byte[] toBytes(Map<String, Object> context) {
    ByteWriter out = new ByteWriter(256);
    out.u8(VERSION);
    ValueFormat.writeMap(out, context);
    return out.toBytes();
  }

  /**
   * @param bytes null for nothing
   */
  static Map<String, Object> ofBytes(byte[] bytes) {
    if (bytes == null) {
      return Map.of();
    }
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION) {
      throw new IllegalStateException(
          "an instance's context of format version "
              + version
              + " cannot be read by this build, which knows up to "
              + VERSION);
    }
    return ValueFormat.readMap(in);
  }
}
