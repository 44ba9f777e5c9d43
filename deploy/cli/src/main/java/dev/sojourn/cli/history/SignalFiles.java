package dev.sojourn.cli.history;

import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Files of recorded signals, of whatever format. */
public final class SignalFiles {
  private static final byte[] AVRO = {'O', 'b', 'j', 1};

  private SignalFiles() {}

  /**
   * Looks which format a file has.
   *
   * @throws CommandException if there is no such file, or nothing in it
   */
  public static SignalSource open(Path file) {
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(AVRO.length);
    } catch (IOException e) {
      throw CommandException.problem(
          Files.exists(file)
              ? file + " cannot be read: " + e.getMessage()
              : "there is no file " + file);
    }
    if (head.length == 0) {
      throw CommandException.problem(
          file + " is empty; record signals into it with `sojourn record`, or write JSON lines");
    }
    return Arrays.equals(head, AVRO) ? new RecordFileSource(file) : new LinesSource(file);
  }
}
