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

  /**
   * What a job did between two numbers of records: the jobs that are compared do the same work, for
   * people of whom as much is known, whatever their speed.
   *
   * @param from records at the beginning; 0 for the beginning of the run
   * @param to records at the end
   * @throws IllegalStateException if the job has not come that far or nothing lies between
   */
  Part between(long from, long to) {
    Point first = null;
    Point last = null;
    for (Point point : points) {
      if (first == null || point.records <= from) {
        first = point;
      }
      if (last == null && point.records >= to) {
        last = point;
      }
    }
    if (last == null || first.records >= last.records) {
      throw new IllegalStateException(
          "nothing could be measured between record "
              + from
              + " and record "
              + to
              + "; take more events, or fewer to warm up");
    }
    double seconds = (last.nanos - first.nanos) / NANOS;
    long records = last.records - first.records;
    return new Part(
        seconds, records, records / seconds, (last.cpuNanos - first.cpuNanos) / 1_000.0 / records);
  }
}
