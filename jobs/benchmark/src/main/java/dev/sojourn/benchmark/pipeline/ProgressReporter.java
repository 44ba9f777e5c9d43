package dev.sojourn.benchmark.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.apache.flink.metrics.reporter.Scheduled;

/**
 * Notes in a file how far a job has come in a topic: per line the time in ns ({@link
 * System#nanoTime}), the records read, and the CPU time of the process in ns. In another file, per
 * line a completed checkpoint ({@link CheckpointLog}). Read from the offsets that Flink's Kafka
 * source tells of, so it is the same measure for every job and costs it nothing.
 */
public final class ProgressReporter implements MetricReporter, Scheduled {
  static final String TOPIC = "topic";
  static final String FILE = "file";
  static final String CHECKPOINTS = "checkpoints";

  private static final String COMPLETED = "numberOfCompletedCheckpoints";
  private static final String FAILED = "numberOfFailedCheckpoints";
  private static final String COMPLETED_AT = "lastCheckpointCompletedTimestamp";
  private static final String DURATION = "lastCheckpointDuration";

  private final Map<String, Gauge<?>> offsets = new ConcurrentHashMap<>();
  private final Map<String, Gauge<?>> checkpoints = new ConcurrentHashMap<>();
  private String topic;
  private Path file;
  private Path checkpointFile;
  private long noted;

  /** Makes the reporter; Flink finds it as a service. */
  public static final class Factory implements MetricReporterFactory {
    @Override
    public MetricReporter createMetricReporter(Properties properties) {
      return new ProgressReporter();
    }
  }

  @Override
  public void open(MetricConfig config) {
    topic = config.getString(TOPIC, "");
    file = Path.of(config.getString(FILE, ""));
    checkpointFile = Path.of(config.getString(CHECKPOINTS, ""));
    report();
  }

  @Override
  public void close() {}

  @Override
  public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
    Map<String, String> variables = group.getAllVariables();
    if (name.equals("currentOffset")
        && metric instanceof Gauge<?> gauge
        && topic.equals(variables.get("<topic>"))) {
      offsets.put(variables.get("<partition>"), gauge);
    }
    if (metric instanceof Gauge<?> gauge
        && List.of(COMPLETED, FAILED, COMPLETED_AT, DURATION).contains(name)) {
      checkpoints.put(name, gauge);
    }
  }

  @Override
  public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
    // The last offset of a source that has ended stays true.
  }

  @Override
  public void report() {
    long records = 0;
    for (Gauge<?> gauge : offsets.values()) {
      // The offset last emitted; negative before the first.
      records += Math.max(0, ((Number) gauge.getValue()).longValue() + 1);
    }
    append(file, System.nanoTime() + "\t" + records + "\t" + cpuNanos() + "\n");
    noteCheckpoint();
  }

  private void noteCheckpoint() {
    long completed = checkpoint(COMPLETED);
    if (completed > noted) {
      noted = completed;
      append(
          checkpointFile,
          "%d\t%d\t%d\t%d%n"
              .formatted(
                  completed, checkpoint(COMPLETED_AT), checkpoint(DURATION), checkpoint(FAILED)));
    }
  }

  private long checkpoint(String name) {
    Gauge<?> gauge = checkpoints.get(name);
    return gauge != null && gauge.getValue() instanceof Number number ? number.longValue() : 0;
  }

  private static void append(Path file, String line) {
    try {
      Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
