package dev.sojourn.journeys.directory;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the directory tells of itself, per subtask, below {@code sojourn}: {@code runsUnderWay}, and
 * {@code asked}, people to whom a command was written.
 */
final class DirectoryMetrics {
  private final Counter asked;
  private volatile long underWay;

  DirectoryMetrics(MetricGroup operator) {
    MetricGroup group = operator.addGroup("sojourn");
    asked = group.counter("asked");
    group.gauge("runsUnderWay", () -> underWay);
  }

  void asked(long people) {
    asked.inc(people);
  }

  void underWay(long runs) {
    underWay = runs;
  }
}
