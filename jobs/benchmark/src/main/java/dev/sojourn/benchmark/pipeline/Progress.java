package dev.sojourn.benchmark.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How far a job had come, at one moment after the other. */
final class Progress {
  private static final double NANOS = 1e9;

  private final List<Point> points = new ArrayList<>();

  /**
   * @param nanos by {@link System#nanoTime} of the job's process
   * @param cpuNanos that the process had used
   */
  record Point(long nanos, long records, long cpuNanos) {}

  /**
   * What a job did in a part of its run.
   *
   * @param seconds length of the part
   * @param records read in it
   * @param perSecond records
   * @param cpuMicros CPU time of the whole process per record
   */
  record Part(double seconds, long records, double perSecond, double cpuMicros) {}

  /** Reads what {@link ProgressReporter} has written so far; nothing if there is nothing yet. */
  static Progress read(Path file) throws IOException {
    Progress progress = new Progress();
    if (Files.exists(file)) {
      for (String line : Files.readAllLines(file)) {
        String[] fields = line.split("\t", -1);
        if (fields.length == 3) {
          progress.points.add(
              new Point(
                  Long.parseLong(fields[0]), Long.parseLong(fields[1]), Long.parseLong(fields[2])));
        }
      }
    }
    return progress;
  }

  /** The latest number of records; 0 before the first. */
  long records() {
    return points.isEmpty() ? 0 : points.get(points.size() - 1).records;
  }

  /** Seconds since the first record was seen to have been read; 0 before. */
  double seconds() {
    int first = firstRead();
    return first < 0 ? 0 : (points.get(points.size() - 1).nanos - points.get(first).nanos) / NANOS;
  }

  private int firstRead() {
    for (int i = 0; i < points.size(); i++) {
      if (points.get(i).records > 0) {
        return i;
      }
    }
    return -1;
  }

  /**
   * The steady part: from a while after the first record, to the last moment before the end of the
   * data or of the run.
   *
   * @param warmUpSeconds from the first record
   * @param end records after which nothing counts: there the data ends
   * @throws IllegalStateException if there is no such part
   */
  Part steady(double warmUpSeconds, long end) {
    int first = firstRead();
    Point from = null;
    Point to = null;
    for (int i = Math.max(0, first); first >= 0 && i < points.size(); i++) {
      Point point = points.get(i);
      if (from == null && (point.nanos - points.get(first).nanos) / NANOS >= warmUpSeconds) {
        // Without a warm-up the first records count too.
        from = warmUpSeconds == 0 && i > 0 ? points.get(i - 1) : point;
      }
      if (from != null && point.nanos > from.nanos && (point.records <= end || to == null)) {
        to = point;
      }
    }
    if (from == null || from.records > end || to == null) {
      throw new IllegalStateException(
          "nothing could be measured: the data set ended within the warm-up of "
              + warmUpSeconds
              + " s; take more events");
    }
    double seconds = (to.nanos - from.nanos) / NANOS;
    long records = to.records - from.records;
    return new Part(
        seconds,
        records,
        records / seconds,
        (to.cpuNanos - from.cpuNanos) / 1_000.0 / Math.max(1, records));
  }
}
