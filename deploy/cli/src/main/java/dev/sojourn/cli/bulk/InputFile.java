package dev.sojourn.cli.bulk;

import dev.sojourn.cli.CommandException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file that is read from its beginning, decompressed if its name ends in {@code .gz}. */
final class InputFile implements Closeable {
  private static final int BUFFER = 64 * 1024;

  private final Path path;
  private final CountedInput counted;
  private final InputStream in;

  InputFile(Path path) throws IOException {
    this.path = path;
    this.counted = new CountedInput(Files.newInputStream(path));
    try {
      this.in = isCompressed(path) ? new GZIPInputStream(counted, BUFFER) : counted;
    } catch (IOException e) {
      counted.close();
      throw refused("is not compressed by gzip, although its name ends in .gz");
    }
  }

  static boolean isCompressed(Path path) {
    return path.toString().endsWith(".gz");
  }

  /**
   * Its text from the beginning, without a byte order mark.
   *
   * @throws CommandException if it is UTF-16
   */
  ByteWindow window() throws IOException {
    ByteWindow window = new ByteWindow(in);
    int first = window.at(0);
    int second = window.at(1);
    if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
      throw refused("is UTF-16; save it as UTF-8");
    }
    if (first == 0xEF && second == 0xBB && window.at(2) == 0xBF) {
      window.advance(3);
    }
    return window;
  }

  InputStream stream() {
    return in;
  }

  long bytesRead() {
    return counted.count();
  }

  CommandException refused(String why) {
    return CommandException.problem(path + " " + why);
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
