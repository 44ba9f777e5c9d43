package dev.sojourn.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;

/**
 * The checkpoints that earlier runs left. One is complete if it has a {@code _metadata} file: Flink
 * puts it there last, under its final name at once. A directory without one is a checkpoint that a
 * kill interrupted.
 */
final class RetainedCheckpoints {
  private static final Pattern NAME = Pattern.compile("chk-(\\d{1,18})");

  private RetainedCheckpoints() {}

  /**
   * The newest complete checkpoint of a job, by its number; empty if there is none.
   *
   * @param root holds a directory per job id
   */
  static Optional<Path> newest(Path root, JobID job) {
    Path directory = root.resolve(job.toHexString());
    if (!Files.isDirectory(directory)) {
      return Optional.empty();
    }
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(path -> NAME.matcher(path.getFileName().toString()).matches())
          .filter(path -> Files.isRegularFile(path.resolve("_metadata")))
          .max(Comparator.comparingLong(RetainedCheckpoints::number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long number(Path checkpoint) {
    return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
  }
}
