package dev.sojourn.cli.bulk;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Bytes as text, if they are. */
final class Text {
  /** What Java puts in the place of bytes that are no text; it may also stand there itself. */
  private static final char REPLACEMENT = '\uFFFD';

  private Text() {}

  /**
   * A part of a row as text.
   *
   * @throws RowException {@link RowCode#BYTES_UNREADABLE} if it is no UTF-8 or holds a NUL, which
   *     only text in another encoding does
   */
  static String of(byte[] bytes, int from, int to) throws RowException {
    String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
    if (text.indexOf(0) >= 0) {
      throw new RowException(
          RowCode.BYTES_UNREADABLE, "holds a NUL byte; save the file as UTF-8 text");
    }
    if (text.indexOf(REPLACEMENT) >= 0 && !isText(bytes, from, to)) {
      throw new RowException(
          RowCode.BYTES_UNREADABLE, "is not UTF-8 text; save the file in this encoding");
    }
    return text;
  }

  static boolean isText(byte[] bytes, int from, int to) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, to - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
