package dev.sojourn.engine.value;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes the primitives of the engine's stored formats into a growing array. */
public final class ByteWriter {
  private byte[] bytes;
  private int length;

  /**
   * @param expected how many bytes are likely
   */
  public ByteWriter(int expected) {
    bytes = new byte[Math.max(16, expected)];
  }

  /** One byte. */
  public void u8(int value) {
    ensure(1);
    bytes[length++] = (byte) value;
  }

  /** Six bytes, big-endian: ids cut to 48 bits. */
  public void u48(long value) {
    ensure(6);
    byte[] to = bytes;
    int at = length;
    to[at] = (byte) (value >>> 40);
    to[at + 1] = (byte) (value >>> 32);
    to[at + 2] = (byte) (value >>> 24);
    to[at + 3] = (byte) (value >>> 16);
    to[at + 4] = (byte) (value >>> 8);
    to[at + 5] = (byte) value;
    length = at + 6;
  }

  /** Eight bytes, big-endian. */
  public void i64(long value) {
    ensure(8);
    for (int shift = 56; shift >= 0; shift -= 8) {
      bytes[length++] = (byte) (value >>> shift);
    }
  }

  /** One to ten bytes, seven bits each, least significant first; not negative values are short. */
  public void varint(long value) {
    ensure(10);
    byte[] to = bytes;
    int at = length;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      to[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    to[at++] = (byte) rest;
    length = at;
  }

  /** A varint in which small negative values are short too. */
  public void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  /** Length, then UTF-8. */
  public void text(String value) {
    blob(value.getBytes(StandardCharsets.UTF_8));
  }

  /** Length, then the bytes. */
  public void blob(byte[] value) {
    varint(value.length);
    raw(value, 0, value.length);
  }

  /** Bytes as they are. */
  public void raw(byte[] value, int offset, int count) {
    ensure(count);
    System.arraycopy(value, offset, bytes, length, count);
    length += count;
  }

  public int length() {
    return length;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, length);
  }

  private void ensure(int more) {
    if (length + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
    }
  }
}
