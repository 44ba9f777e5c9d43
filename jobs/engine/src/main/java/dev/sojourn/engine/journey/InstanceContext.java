package dev.sojourn.engine.journey;

import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What started an instance (E10), and the answers that it got (S9), kept as long as the instance
 * lives. Stored form, version 2: a version byte, the event's values, the answers by step. Version 1
 * had no answers.
 *
 * @param event what started it
 * @param answers by id of the step that asked
 */
record InstanceContext(Map<String, Object> event, Map<String, Object> answers) {
  /** The most that an instance may keep, bytes (N4). */
  static final int LARGEST = 256 * 1024;

  private static final int VERSION = 2;
  private static final int WITHOUT_ANSWERS = 1;

  static final InstanceContext EMPTY = new InstanceContext(Map.of(), Map.of());

  static InstanceContext of(Map<String, Object> event) {
    return new InstanceContext(event, Map.of());
  }

  /** The same with one more answer, in place of an earlier one to the same step. */
  InstanceContext with(String step, Map<String, Object> answer) {
    Map<String, Object> more = new LinkedHashMap<>(answers);
    more.put(step, answer);
    return new InstanceContext(event, more);
  }

  byte[] toBytes() {
    ByteWriter out = new ByteWriter(256);
    out.u8(VERSION);
    ValueFormat.writeMap(out, event);
    ValueFormat.writeMap(out, answers);
    return out.toBytes();
  }

  /**
   * @param bytes null for nothing
   */
  static InstanceContext ofBytes(byte[] bytes) {
    if (bytes == null) {
      return EMPTY;
    }
    ByteReader in = new ByteReader(bytes);
    int version = in.u8();
    if (version != VERSION && version != WITHOUT_ANSWERS) {
      throw new IllegalStateException(
          "an instance's context of format version "
              + version
              + " cannot be read by this build, which knows up to "
              + VERSION);
    }
    Map<String, Object> event = ValueFormat.readMap(in);
    return new InstanceContext(
        event, version == WITHOUT_ANSWERS ? Map.of() : ValueFormat.readMap(in));
  }
}
