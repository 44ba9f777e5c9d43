package dev.sojourn.delivery.template;

import java.io.IOException;
import java.io.Writer;

/**
 * Collects text up to a length; more is an error, so that loops within loops cannot fill the
 * worker's memory.
 */
final class BoundedWriter extends Writer {

  private final StringBuilder text = new StringBuilder(256);
  private final int limit;

  BoundedWriter(int limit) {
    this.limit = limit;
  }

  @Override
  public void write(char[] buffer, int offset, int length) throws IOException {
    if (text.length() + length > limit) {
      throw new IOException("the part is longer than " + limit + " characters");
    }
    text.append(buffer, offset, length);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}

  @Override
  public String toString() {
    return text.toString();
  }
}
