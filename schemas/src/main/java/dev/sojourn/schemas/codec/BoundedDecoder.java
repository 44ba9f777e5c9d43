package dev.sojourn.schemas.codec;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.avro.AvroTypeException;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Avro's binary decoding of an array in memory, in which no length can claim more than the bytes at
 * hand hold. Avro's own decoder allocates what a length says before it looks whether that many
 * bytes are there: six hostile bytes would take two gigabytes, and the job with them.
 *
 * <p>For the same reason a block of an array or map cannot announce more items than there are bytes
 * left. This refuses arrays of items that take no bytes at all, such as null alone; none of our
 * contracts has such.
 *
 * <p>Reusable by {@link #reset}; not thread-safe.
 */
final class BoundedDecoder extends Decoder {
  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  /** Starts anew at a position; the array is not copied. */
  void reset(byte[] array, int start) {
    bytes = array;
    position = start;
    end = array.length;
  }

  /** How many bytes have not been read. */
  int remaining() {
    return end - position;
  }

  @Override
  public void readNull() {}

  @Override
  public boolean readBoolean() throws IOException {
    byte b = next();
    if (b != 0 && b != 1) {
      throw new AvroTypeException("a boolean is neither 0 nor 1");
    }
    return b == 1;
  }

  @Override
  public int readInt() throws IOException {
    long value = readLong();
    if (value != (int) value) {
      throw new AvroTypeException("an int has more than 32 bits");
    }
    return (int) value;
  }

  @Override
  public long readLong() throws IOException {
    long encoded = 0;
    for (int shift = 0; shift < Long.SIZE; shift += 7) {
      byte b = next();
      encoded |= (b & 0x7fL) << shift;
      if (b >= 0) {
        return (encoded >>> 1) ^ -(encoded & 1);
      }
    }
    throw new AvroTypeException("a long takes more than ten bytes");
  }

  @Override
  public float readFloat() throws IOException {
    return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
  }

  @Override
  public double readDouble() throws IOException {
    return Double.longBitsToDouble(littleEndian(Double.BYTES));
  }

  @Override
  public Utf8 readString(Utf8 old) throws IOException {
    int length = length();
    Utf8 string = old == null ? new Utf8() : old;
    string.setByteLength(length);
    System.arraycopy(bytes, position, string.getBytes(), 0, length);
    position += length;
    return string;
  }

  @Override
  public String readString() throws IOException {
    int length = length();
    String string = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return string;
  }

  @Override
  public void skipString() throws IOException {
    // In two steps: reading the length moves the position.
    int length = length();
    position += length;
  }

  @Override
  public ByteBuffer readBytes(ByteBuffer old) throws IOException {
    int length = length();
    ByteBuffer buffer =
        old != null && old.capacity() >= length ? old.clear() : ByteBuffer.allocate(length);
    buffer.put(bytes, position, length).flip();
    position += length;
    return buffer;
  }

  @Override
  public void skipBytes() throws IOException {
    skipString();
  }

  @Override
  public void readFixed(byte[] target, int start, int length) throws IOException {
    require(length);
    System.arraycopy(bytes, position, target, start, length);
    position += length;
  }

  @Override
  public void skipFixed(int length) throws IOException {
    require(length);
    position += length;
  }

  @Override
  public int readEnum() throws IOException {
    return readInt();
  }

  @Override
  public long readArrayStart() throws IOException {
    return block();
  }

  @Override
  public long arrayNext() throws IOException {
    return block();
  }

  @Override
  public long skipArray() throws IOException {
    // Never by the block's size in bytes: a size that lies would make skipping differ from reading.
    return block();
  }

  @Override
  public long readMapStart() throws IOException {
    return block();
  }

  @Override
  public long mapNext() throws IOException {
    return block();
  }

  @Override
  public long skipMap() throws IOException {
    return block();
  }

  @Override
  public int readIndex() throws IOException {
    return readInt();
  }

  /**
   * How many items the next block has; 0 after the last. A negative count is followed by the
   * block's size in bytes.
   */
  private long block() throws IOException {
    long count = readLong();
    if (count < 0) {
      count = -count;
      readLong();
    }
    if (count < 0 || count > remaining()) {
      throw new EOFException("a block announces more items than there are bytes");
    }
    return count;
  }

  private int length() throws IOException {
    long length = readLong();
    if (length < 0) {
      throw new AvroTypeException("a length is negative");
    }
    require(length);
    return (int) length;
  }

  private void require(long length) throws EOFException {
    if (length > remaining()) {
      throw new EOFException("a length is greater than the bytes that are left");
    }
  }

  private byte next() throws EOFException {
    if (position == end) {
      throw new EOFException("the bytes end in the middle of a value");
    }
    return bytes[position++];
  }

  private long littleEndian(int size) throws EOFException {
    require(size);
    long bits = 0;
    for (int i = 0; i < size; i++) {
      bits |= (bytes[position + i] & 0xffL) << (8 * i);
    }
    position += size;
    return bits;
  }
}
