package dev.sojourn.systemtest.hostile;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;

/** Avro's binary form, written by hand so that it can be wrong. */
final class Body {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  /** An int, a long, a count or the branch of a union. */
  Body number(long value) {
    long encoded = (value << 1) ^ (value >> 63);
    while ((encoded & ~0x7FL) != 0) {
      out.write((int) ((encoded & 0x7F) | 0x80));
      encoded >>>= 7;
    }
    out.write((int) encoded);
    return this;
  }

  Body string(String text) {
    byte[] bytes = HostileInput.utf8(text);
    number(bytes.length);
    return raw(bytes);
  }

  Body raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  /** So many bytes of one value. */
  Body fill(int value, int count) {
    byte[] bytes = new byte[count];
    Arrays.fill(bytes, (byte) value);
    return raw(bytes);
  }

  byte[] bytes() {
    return out.toByteArray();
  }

  /** The first bytes only. */
  byte[] cut(int length) {
    return Arrays.copyOf(bytes(), length);
  }

  int length() {
    return out.size();
  }

  /** An event up to its properties, of a type that a journey waits for. */
  static Body event(String id) {
    return new Body().string("thing.happened").string(id).number(System.currentTimeMillis());
  }
}
