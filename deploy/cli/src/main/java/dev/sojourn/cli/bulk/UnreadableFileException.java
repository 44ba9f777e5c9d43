package dev.sojourn.cli.bulk;

import java.io.IOException;

/** Nothing further can be read of a file that is imported. */
final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableFileException(IOException cause) {
    super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
  }
}
