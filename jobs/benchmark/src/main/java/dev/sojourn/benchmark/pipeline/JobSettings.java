package dev.sojourn.benchmark.pipeline;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.schemas.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/**
 * How one job is run; the same for both kinds. Plain values, as it travels to another process.
 *
 * @param prefix of the topics
 * @param partitions of {@code signals}
 * @param directory of this run: scratch, checkpoints, progress
 * @param managedMb managed memory of the whole worker, which RocksDB uses
 */
public record JobSettings(
    JobKind kind,
    String bootstrapServers,
    String registry,
    String prefix,
    int partitions,
    int parallelism,
    long checkpointMillis,
    long bufferTimeoutMillis,
    int managedMb,
    String directory) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Where the job notes how far it has come. */
  public Path progress() {
    return Path.of(directory, "progress.tsv");
  }

  /** Where the job notes its checkpoints. */
  public Path checkpointLog() {
    return Path.of(directory, "checkpoints.tsv");
  }

  /** How many records of {@code signals} the job has read, as it said last. */
  public long recordsRead() {
    try {
      return Progress.read(progress()).records();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Topics topics() {
    return new Topics(prefix);
  }

  public Endpoints endpoints() {
    return new Endpoints(bootstrapServers, URI.create(registry));
  }

  Duration checkpointInterval() {
    return Duration.ofMillis(checkpointMillis);
  }

  Duration bufferTimeout() {
    return Duration.ofMillis(bufferTimeoutMillis);
  }

  Path checkpoints() {
    return Path.of(directory, "checkpoints");
  }

  /** The cluster's configuration. */
  Configuration cluster() {
    Configuration configuration = new Configuration();
    configuration.set(CoreOptions.TMP_DIRS, Path.of(directory, "scratch").toString());
    configuration.set(TaskManagerOptions.NUM_TASK_SLOTS, parallelism);
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(managedMb));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(64));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(64));
    configuration.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints().toUri().toString());
    // A run that fails must not look like a slow one.
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    configuration.setString(MetricOptions.REPORTERS_LIST.key(), "progress");
    configuration.setString(
        "metrics.reporter.progress.factory.class", ProgressReporter.Factory.class.getName());
    configuration.setString("metrics.reporter.progress.interval", "200 ms");
    configuration.setString(
        "metrics.reporter.progress." + ProgressReporter.TOPIC, topics().signals());
    configuration.setString(
        "metrics.reporter.progress." + ProgressReporter.FILE, progress().toString());
    configuration.setString(
        "metrics.reporter.progress." + ProgressReporter.CHECKPOINTS, checkpointLog().toString());
    return configuration;
  }

  String toJson() {
    try {
      return JSON.writeValueAsString(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static JobSettings ofJson(String json) {
    try {
      return JSON.readValue(json, JobSettings.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
