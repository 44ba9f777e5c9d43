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
    this.bytes = bytes;
  }

  public int u8() {
    need(1);
    return bytes[position++] & 0xFF;
  }

  public long u48() {
    need(6);
    long value = 0;
    for (int i = 0; i < 6; i++) {
      value = value << 8 | (bytes[position++] & 0xFF);
    }
    return value;
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

  public boolean atEnd() {
    return position == bytes.length;
  }

  private void need(int count) {
    if (count > bytes.length - position) {
      throw new IllegalStateException("stored bytes are broken: they end too early");
    }
  }
}
