package dev.sojourn.cli.bulk;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The rows of one file, one after the other. What is wrong with a row is told in its place. */
public interface RowSource extends Closeable {
  /**
   * Where the next row begins.
   *
   * @param offset bytes before it, after decompression; 0 of a format in which only rows count
   * @param line its line, from 1
   * @param row rows before it, the header not counted
   */
  record Position(long offset, long line, long row) {
    /** The beginning of a file. */
    public static final Position START = new Position(0, 1, 0);
  }

  /** The columns that every row has; empty where each row names its own. */
  Optional<Set<String>> columns();

  /**
   * The next row; empty at the end.
   *
   * @throws IOException if nothing further can be read
   */
  Optional<Row> next() throws IOException;

  /** After the latest row. */
  Position position();

  /** Bytes of the file that have been read, before decompression. */
  long bytesRead();
}
