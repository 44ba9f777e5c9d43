package dev.sojourn.cli.bulk;

import java.util.Map;

/** A row of a file. */
public sealed interface Row {
  /** The largest row, bytes. A profile may have 64 KiB. */
  int MAX_BYTES = 1024 * 1024;

  /** The line on which it begins, from 1; of a format without lines its number. */
  long line();

  /** Its bytes as they stand in the file, without the end of the line; not to be changed. */
  byte[] bytes();

  /**
   * A row that could be read.
   *
   * @param cells by column: a text of CSV; of other formats a value as signals carry it; null for
   *     an empty one
   */
  record Read(long line, byte[] bytes, Map<String, Object> cells) implements Row {}

  /**
   * A row that could not.
   *
   * @param bytes of a row that is too large the beginning only
   */
  record Unreadable(long line, byte[] bytes, RowCode code, String reason) implements Row {}
}
