package dev.sojourn.cli.history;

import dev.sojourn.cli.CommandException;
import dev.sojourn.journeys.signal.Peek;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Signals divided by person into parts, in memory as long as they fit there, else in temporary
 * files that vanish with the process. One thread fills it; then many may read different parts.
 *
 * <p>An entry is: length of what follows (4 bytes), log time (8), kind (1), length of the key (2),
 * key, value.
 */
public final class Spill implements SignalSource.Sink, Closeable {
  static final int PARTS = 256;
  static final int TIME_AT = 4;
  static final int KIND_AT = 12;
  static final int KEY_AT = 13;
  private static final int HEAD = 15;

  /** Some of the heap; the rest is for people. */
  private final long mostInMemory;

  private final Part[] parts = new Part[PARTS];
  private long inMemory;
  private long signals;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Bytes of one part. */
  private static final class Part {
    private byte[] buffer = new byte[256];
    private int size;
    private FileChannel file;
  }

  public Spill() {
    this(Runtime.getRuntime().maxMemory() / 6);
  }

  Spill(long mostInMemory) {
    this.mostInMemory = mostInMemory;
    Arrays.setAll(parts, i -> new Part());
  }

  @Override
  public void signal(byte[] profile, long logTime, Peek.Kind kind, byte[] value) {
    Part part = parts[part(profile)];
    int length = HEAD + profile.length + value.length;
    if (part.size + length > part.buffer.length) {
      byte[] larger =
          Arrays.copyOf(part.buffer, Math.max(part.buffer.length * 2, part.size + length));
      inMemory += larger.length - part.buffer.length;
      part.buffer = larger;
    }
    ByteBuffer.wrap(part.buffer, part.size, length)
        .putInt(length - 4)
        .putLong(logTime)
        .put((byte) kind.ordinal())
        .putShort((short) profile.length)
        .put(profile)
        .put(value);
    part.size += length;
    signals++;
    first = Math.min(first, logTime);
    time(logTime);
    if (inMemory > mostInMemory) {
      writeAll();
    }
  }

  @Override
  public void time(long logTime) {
    last = Math.max(last, logTime);
  }

  private static int part(byte[] profile) {
    int hash = Arrays.hashCode(profile) * 0x9E3779B1;
    return hash >>> 24;
  }

  private void writeAll() {
    try {
      for (Part part : parts) {
        if (part.file == null) {
          part.file = unnamedFile();
        }
        part.file.write(ByteBuffer.wrap(part.buffer, 0, part.size));
        part.size = 0;
        part.buffer = new byte[256];
      }
      inMemory = 0;
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** Its name is taken away at once, where the system allows that: nothing is left of a kill. */
  private static FileChannel unnamedFile() throws IOException {
    Path path = Files.createTempFile("sojourn-simulate", ".signals");
    FileChannel file =
        FileChannel.open(
            path,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // Then it goes when it is closed.
    }
    return file;
  }

  private static CommandException full(IOException e) {
    return CommandException.problem(
        "the signals do not fit into temporary files in "
            + System.getProperty("java.io.tmpdir")
            + ": "
            + e.getMessage()
            + "; name a directory with room by JAVA_TOOL_OPTIONS=-Djava.io.tmpdir=DIR, or take a shorter time");
  }

  /** The entries of a part, one after the other; nothing is copied. */
  ByteBuffer part(int index) {
    Part part = parts[index];
    if (part.file == null) {
      return ByteBuffer.wrap(part.buffer, 0, part.size).slice();
    }
    try {
      part.file.write(ByteBuffer.wrap(part.buffer, 0, part.size));
      part.size = 0;
      if (part.file.size() > Integer.MAX_VALUE) {
        throw CommandException.problem(
            "the record has too many signals: of one part in "
                + PARTS
                + " more than 2 GiB; take a shorter time");
      }
      return part.file.map(FileChannel.MapMode.READ_ONLY, 0, part.file.size());
    } catch (IOException e) {
      throw full(e);
    }
  }

  /** Whether everything is in memory. */
  boolean isInMemory() {
    return Arrays.stream(parts).allMatch(part -> part.file == null);
  }

  /** How many signals it holds. */
  public long signals() {
    return signals;
  }

  /** Log time of the first signal; {@link Long#MAX_VALUE} if there is none. */
  public long first() {
    return first;
  }

  /** The latest log time of all, also of a mere sign of time; {@link Long#MIN_VALUE} if none. */
  public long last() {
    return last;
  }

  @Override
  public void close() {
    try {
      for (Part part : parts) {
        if (part.file != null) {
          part.file.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
