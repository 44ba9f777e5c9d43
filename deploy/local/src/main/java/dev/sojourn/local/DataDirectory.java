package dev.sojourn.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * The directory that holds everything a local instance must keep: the broker's logs, the registry's
 * schemas, the jobs' checkpoints. Locked by one process at a time; the operating system frees the
 * lock of a killed one.
 */
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;
  private final FileLock lock;

  private DataDirectory(Path root, FileChannel channel, FileLock lock) {
    this.root = root;
    this.channel = channel;
    this.lock = lock;
  }

  /**
   * Makes the directory if it is not there, and locks it.
   *
   * @throws LocalStartException if another process holds it, or it cannot be written
   */
  public static DataDirectory lock(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    Path file = root.resolve("lock");
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      channel =
          FileChannel.open(
              file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        throw held(root, file);
      }
      channel.truncate(0);
      channel.write(
          ByteBuffer.wrap(
              Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)));
      return new DataDirectory(root, channel, lock);
    } catch (OverlappingFileLockException e) {
      closeQuietly(channel);
      throw held(root, file);
    } catch (LocalStartException e) {
      closeQuietly(channel);
      throw e;
    } catch (IOException e) {
      closeQuietly(channel);
      throw new LocalStartException(
          "cannot write the data directory " + root + ": " + e + "; give another with --data", e);
    }
  }

  private static LocalStartException held(Path root, Path file) {
    String holder;
    try {
      holder = " (process " + Files.readString(file).strip() + ")";
    } catch (IOException e) {
      holder = "";
    }
    return new LocalStartException(
        "another instance"
            + holder
            + " runs on the data directory "
            + root
            + "; stop it, or give another directory with --data");
  }

  private static void closeQuietly(FileChannel channel) {
    if (channel != null) {
      try {
        channel.close();
      } catch (IOException e) {
        // The lock is what matters, and it goes with the process.
      }
    }
  }

  /** Absolute. */
  public Path root() {
    return root;
  }

  /** Retained checkpoints, one directory per job id. */
  public Path checkpoints() {
    return checkpoints(root);
  }

  /** Those of a directory that need not be locked to be read. */
  static Path checkpoints(Path root) {
    return root.resolve("checkpoints");
  }

  /** Where whoever runs the instance logs to; the web UI shows it. */
  public Path log() {
    return root.resolve("logs").resolve("sojourn.log");
  }

  /** The addresses of the running instance; there only while one runs. */
  public Path endpoints() {
    return root.resolve(Endpoints.FILE);
  }

  /**
   * An empty directory for what is not kept over a restart: RocksDB's working files, blobs.
   *
   * @throws UncheckedIOException if what an earlier run left cannot be removed
   */
  public Path emptyScratch() {
    Path scratch = root.resolve("scratch");
    try {
      if (Files.exists(scratch)) {
        try (Stream<Path> left = Files.walk(scratch)) {
          for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
          }
        }
      }
      return Files.createDirectories(scratch);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Frees the lock; the directory stays. */
  @Override
  public void close() {
    try {
      lock.release();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      closeQuietly(channel);
    }
  }
}
