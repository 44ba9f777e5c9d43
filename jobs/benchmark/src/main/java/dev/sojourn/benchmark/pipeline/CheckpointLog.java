package dev.sojourn.benchmark.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The checkpoints that a job has completed, as {@link ProgressReporter} notes them. */
public final class CheckpointLog {
  private CheckpointLog() {}

  /**
   * One that was completed.
   *
   * @param number how many had been completed with it
   * @param completedAt ms since the epoch
   * @param millis how long it took
   * @param failed how many had failed by then
   */
  public record Checkpoint(long number, long completedAt, long millis, long failed) {
    /** When it began, ms since the epoch. */
    public long triggeredAt() {
      return completedAt - millis;
    }

    /** Whether it was under way at some moment between two. */
    public boolean overlaps(long from, long until) {
      return triggeredAt() <= until && completedAt >= from;
    }
  }

  /** All of a run so far, in order; nothing if there is none yet. */
  public static List<Checkpoint> read(JobSettings settings) {
    Path file = settings.checkpointLog();
    List<Checkpoint> checkpoints = new ArrayList<>();
    try {
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 4) {
          checkpoints.add(
              new Checkpoint(
                  Long.parseLong(fields[0]),
                  Long.parseLong(fields[1]),
                  Long.parseLong(fields[2]),
                  Long.parseLong(fields[3])));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return checkpoints;
  }
}
