package dev.sojourn.cli.bulk;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/**
 * Looks ahead in a stream of bytes from the beginning of a row, as far as the row goes, and can go
 * back to that beginning. Keeps no more than what was looked at since. Not thread-safe.
 */
final class ByteWindow {
  /** Answer for what lies behind the end. */
  static final int END = -1;

  private static final int CHUNK = 64 * 1024;

  private final InputStream in;
  private byte[] bytes = new byte[2 * CHUNK];
  private int start;
  private int end;
  private boolean ended;
  private long offset;

  ByteWindow(InputStream in) {
    this.in = in;
  }

  /** Bytes before the window. */
  long offset() {
    return offset;
  }

  /** The byte so far into the window, 0 to 255; {@link #END} behind the last. */
  int at(int index) throws IOException {
    int place = start + index;
    return place < end ? bytes[place] & 0xff : beyond(index);
  }

  private int beyond(int index) throws IOException {
    while (!ended && start + index >= end) {
      fill();
    }
    return start + index < end ? bytes[start + index] & 0xff : END;
  }

  private void fill() throws IOException {
    if (bytes.length - end < CHUNK) {
      int held = end - start;
      byte[] target = held + CHUNK > bytes.length ? new byte[2 * bytes.length] : bytes;
      System.arraycopy(bytes, start, target, 0, held);
      bytes = target;
      start = 0;
      end = held;
    }
    int read = in.read(bytes, end, Math.min(CHUNK, bytes.length - end));
    if (read < 0) {
      ended = true;
    } else {
      end += read;
    }
  }

  /** The first bytes of the window, which have been looked at. */
  byte[] copy(int length) {
    return Arrays.copyOfRange(bytes, start, start + length);
  }

  /** Lets the window begin so much later; what lies between has been looked at. */
  void advance(int length) {
    start += length;
    offset += length;
  }

  /**
   * Lets the window begin at an offset that is not before it.
   *
   * @throws IOException if the stream is shorter
   */
  void skipTo(long target) throws IOException {
    long wanted = target - offset;
    int held = (int) Math.min(wanted, end - start);
    advance(held);
    if (held < wanted) {
      in.skipNBytes(wanted - held);
      offset = target;
    }
  }

  /** How many bytes the end of a line takes that stands so far into the window: 0 if none does. */
  int lineEnd(int index) throws IOException {
    int first = at(index);
    if (first == '\n') {
      return 1;
    }
    if (first == '\r') {
      return at(index + 1) == '\n' ? 2 : 1;
    }
    return 0;
  }
}
