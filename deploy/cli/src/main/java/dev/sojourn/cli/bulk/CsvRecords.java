package dev.sojourn.cli.bulk;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Takes CSV apart (RFC 4180, a delimiter of one's own, any line ends, empty lines skipped), and
 * goes on after what is broken.
 *
 * <p>No library is used, because none gives the bytes of a broken record and the offset after it,
 * and goes on: where quoting is broken, only the line on which the record begins is given up, and
 * the next one is read as a record of its own. So a quote that is never closed costs one row, not
 * the rest of the file. A test holds it against a library on what is well-formed.
 *
 * <p>Each line is looked at twice at most, unless quotes are closed properly by accident: a quote
 * inside an unquoted field is refused, so that whatever closes a stray quote ends the search. Not
 * thread-safe.
 */
final class CsvRecords {
  private final ByteWindow window;
  private final int delimiter;
  private final List<String> fields = new ArrayList<>();
  private long line = 1;

  /** Where each field begins and ends, and how its text is written. */
  private int[] from = new int[64];

  private int[] to = new int[64];
  private boolean[] doubled = new boolean[64];
  private int count;

  private int length;
  private int furtherLines;

  /**
   * A record.
   *
   * @param fields empty if it is broken
   * @param broken why; empty if it is not
   */
  record Record(long line, byte[] bytes, List<String> fields, Optional<RowException> broken) {}

  CsvRecords(ByteWindow window, char delimiter) {
    this.window = window;
    this.delimiter = delimiter;
  }

  /** The line on which the next record begins, or an empty line before it. */
  long line() {
    return line;
  }

  /** Goes to where a record begins. */
  void skipTo(RowSource.Position position) throws IOException {
    window.skipTo(position.offset());
    line = position.line();
  }

  /** The next record; empty at the end. */
  Optional<Record> next() throws IOException {
    for (int end = window.lineEnd(0); end > 0; end = window.lineEnd(0)) {
      window.advance(end);
      line++;
    }
    if (window.at(0) == ByteWindow.END) {
      return Optional.empty();
    }
    long first = line;
    try {
      measure();
    } catch (RowException e) {
      return Optional.of(new Record(first, giveUpLine(), List.of(), Optional.of(e)));
    }
    byte[] bytes = window.copy(length);
    window.advance(length + window.lineEnd(length));
    line += 1 + furtherLines;
    try {
      return Optional.of(new Record(first, bytes, texts(bytes), Optional.empty()));
    } catch (RowException e) {
      return Optional.of(new Record(first, bytes, List.of(), Optional.of(e)));
    }
  }

  /** Finds the fields of the record, and how long it is. */
  private void measure() throws IOException, RowException {
    count = 0;
    furtherLines = 0;
    int at = 0;
    while (true) {
      at = window.at(at) == '"' ? quoted(at) : unquoted(at);
      if (window.at(at) != delimiter) {
        length = at;
        return;
      }
      at = inside(at + 1);
    }
  }

  /**
   * @return the place after the field
   */
  private int unquoted(int start) throws IOException, RowException {
    int at = start;
    for (int c = window.at(at); c != delimiter && !isEnd(c); c = window.at(at)) {
      if (c == '"') {
        throw malformed(
            "has a quotation mark inside column "
                + (count + 1)
                + "; enclose the whole value in quotation marks and double the one inside");
      }
      at = inside(at + 1);
    }
    add(start, at, false);
    return at;
  }

  private int quoted(int start) throws IOException, RowException {
    boolean twice = false;
    int at = start + 1;
    while (true) {
      int c = window.at(at);
      if (c == ByteWindow.END || at >= Row.MAX_BYTES) {
        throw malformed("opens a quotation mark in column " + (count + 1) + " and never closes it");
      }
      if (c != '"') {
        int end = window.lineEnd(at);
        furtherLines += end > 0 ? 1 : 0;
        at += Math.max(1, end);
      } else if (window.at(at + 1) == '"') {
        twice = true;
        at += 2;
      } else {
        break;
      }
    }
    int after = window.at(at + 1);
    if (after != delimiter && !isEnd(after)) {
      throw malformed(
          "goes on after the quotation mark that closes column "
              + (count + 1)
              + "; double quotation marks inside a value");
    }
    add(start + 1, at, twice);
    return at + 1;
  }

  private static boolean isEnd(int c) {
    return c == '\n' || c == '\r' || c == ByteWindow.END;
  }

  private static int inside(int at) throws RowException {
    if (at > Row.MAX_BYTES) {
      throw new RowException(
          RowCode.ROW_TOO_LARGE, "is larger than " + Row.MAX_BYTES + " bytes; no profile is");
    }
    return at;
  }

  private static RowException malformed(String reason) {
    return new RowException(RowCode.ROW_MALFORMED, reason);
  }

  private void add(int start, int end, boolean twice) {
    if (count == from.length) {
      from = Arrays.copyOf(from, 2 * count);
      to = Arrays.copyOf(to, 2 * count);
      doubled = Arrays.copyOf(doubled, 2 * count);
    }
    from[count] = start;
    to[count] = end;
    doubled[count++] = twice;
  }

  private List<String> texts(byte[] bytes) throws RowException {
    fields.clear();
    for (int i = 0; i < count; i++) {
      String text = Text.of(bytes, from[i], to[i]);
      fields.add(doubled[i] ? text.replace("\"\"", "\"") : text);
    }
    return fields;
  }

  /** Passes the line at hand, however long. */
  private byte[] giveUpLine() throws IOException {
    int kept = 0;
    while (kept < Row.MAX_BYTES && !isEnd(window.at(kept))) {
      kept++;
    }
    byte[] bytes = window.copy(kept);
    window.advance(kept);
    while (!isEnd(window.at(0))) {
      window.advance(1);
    }
    window.advance(window.lineEnd(0));
    line++;
    return bytes;
  }
}
