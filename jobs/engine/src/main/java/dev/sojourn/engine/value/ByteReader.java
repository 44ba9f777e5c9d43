package dev.sojourn.engine.value;

import java.nio.charset.StandardCharsets;

/**
 * Reads what {@link ByteWriter} wrote. Reading past the end is an {@link IllegalStateException}:
 * stored state is broken.
 */
public final class ByteReader {
  private final byte[] bytes;
  private int position;

  public ByteReader(byte[] bytes) {
    this(bytes, 0);
  }

  /**
   * @param position where to begin
   */
  public ByteReader(byte[] bytes, int position) {
    this.bytes = bytes;
    this.position = position;
  }

  public int u8() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  public long u48() {
    need(6);
    byte[] from = bytes;
    int at = position;
    position = at + 6;
    return (from[at] & 0xFFL) << 40
        | (from[at + 1] & 0xFFL) << 32
        | (from[at + 2] & 0xFFL) << 24
        | (from[at + 3] & 0xFFL) << 16
        | (from[at + 4] & 0xFFL) << 8
        | (from[at + 5] & 0xFFL);
  }

  public long i64() {
    need(8);
    long value = 0;
    for (int i = 0; i < 8; i++) {
      value = value << 8 | (bytes[position++] & 0xFF);
    }
    return value;
  }

  public long varint() {
    // Most are of one byte.
    if (position < bytes.length && bytes[position] >= 0) {
      return bytes[position++];
    }
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      int next = u8();
      value |= (long) (next & 0x7F) << shift;
      if ((next & 0x80) == 0) {
        return value;
      }
    }
    throw new IllegalStateException("stored bytes are broken: a number without end");
  }

  /** Passes over varints without working them out. */
  public void skipVarints(int count) {
    int at = position;
    for (int left = count; left > 0; at++) {
      if (at == bytes.length) {
        throw new IllegalStateException("stored bytes are broken: they end too early");
      }
      if (bytes[at] >= 0) {
        left--;
      }
    }
    position = at;
  }

  /** Passes over bytes. */
  public void skip(int count) {
    need(count);
    position += count;
  }

  /** A varint that counts or measures what follows; never more than the bytes left. */
  public int count() {
    long value = varint();
    if (value < 0 || value > bytes.length - position) {
      throw new IllegalStateException("stored bytes are broken: a length of " + value);
    }
    return (int) value;
  }

  public int int32() {
    return Math.toIntExact(varint());
  }

  public long zigzag() {
    long value = varint();
    return (value >>> 1) ^ -(value & 1);
  }

  public String text() {
    int length = count();
    String value = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return value;
  }

  public byte[] blob() {
    return raw(count());
  }

  public byte[] raw(int count) {
    need(count);
    byte[] value = java.util.Arrays.copyOfRange(bytes, position, position + count);
    position += count;
    return value;
  }

  /** What is read, as a whole; not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Where in {@link #bytes()} what comes next begins. */
  public int position() {
    return position;
  }

  public boolean atEnd() {
    return position == bytes.length;
  }

  private void need(int count) {
    if (count > bytes.length - position) {
      throw new IllegalStateException("stored bytes are broken: they end too early");
    }
  }
}
