package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.publish.AvroValues;
import dev.sojourn.cli.publish.LineException;
import dev.sojourn.cli.publish.SignalLines;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** The rows of a file with a JSON object in each line; empty lines are skipped. */
final class JsonRows implements RowSource {
  private final InputFile file;
  private final ByteWindow window;
  private final SignalLines json = new SignalLines(() -> Instant.EPOCH, () -> "");
  private long line = 1;
  private long row;

  JsonRows(InputFile file, Position start) throws IOException {
    this.file = file;
    this.window = file.window();
    if (start.offset() > window.offset()) {
      window.skipTo(start.offset());
      line = start.line();
      row = start.row();
    }
  }

  @Override
  public Optional<Set<String>> columns() {
    return Optional.empty();
  }

  @Override
  public Optional<Row> next() throws IOException {
    while (true) {
      if (window.at(0) == ByteWindow.END) {
        return Optional.empty();
      }
      int length = 0;
      while (length <= Row.MAX_BYTES && !isEnd(length)) {
        length++;
      }
      long at = line++;
      if (length > Row.MAX_BYTES) {
        row++;
        return Optional.of(tooLarge(at));
      }
      byte[] bytes = window.copy(length);
      window.advance(length + (window.at(length) == '\n' ? 1 : 0));
      if (!isBlank(bytes)) {
        row++;
        return Optional.of(row(at, bytes));
      }
    }
  }

  private boolean isEnd(int index) throws IOException {
    int c = window.at(index);
    return c == '\n' || c == ByteWindow.END;
  }

  private static boolean isBlank(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r') {
        return false;
      }
    }
    return true;
  }

  private Row tooLarge(long at) throws IOException {
    byte[] beginning = window.copy(Row.MAX_BYTES);
    while (!isEnd(0)) {
      window.advance(1);
    }
    window.advance(window.at(0) == '\n' ? 1 : 0);
    return new Row.Unreadable(
        at,
        beginning,
        RowCode.ROW_TOO_LARGE,
        "is larger than " + Row.MAX_BYTES + " bytes; no profile is");
  }

  private Row row(long at, byte[] bytes) {
    try {
      ObjectNode object = json.object(Text.of(bytes, 0, bytes.length));
      return new Row.Read(at, bytes, AvroValues.map(object, "row"));
    } catch (RowException e) {
      return new Row.Unreadable(at, bytes, e.code(), e.getMessage());
    } catch (LineException e) {
      return new Row.Unreadable(at, bytes, RowCode.ROW_MALFORMED, "is no row: " + e.getMessage());
    }
  }

  @Override
  public Position position() {
    return new Position(window.offset(), line, row);
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
