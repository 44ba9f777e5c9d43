package dev.sojourn.journeys;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.rocksdb.CompressionType;

/** How Flink is to run the job: what its promises need, whatever the cluster's defaults are. */
final class JobSettings {
  /**
   * Into how many groups keys are divided, for good: no more subtasks can share them. 720 divides
   * evenly by most numbers of subtasks that a cluster may have (by all from 1 to 6, 8, 9, 10, 12,
   * 15, 16, 18, 20, 24, …), so that no subtask has more to do than another, and leaves room to the
   * largest.
   */
  static final int MAX_PARALLELISM = 720;

  private JobSettings() {}

  static Configuration of(JourneysOptions options) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.NAME, "sojourn journeys");
    settings.set(PipelineOptions.MAX_PARALLELISM, MAX_PARALLELISM);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // Sound, since all records in flight are immutable.
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    // Watermarks come from records only (rule 4).
    settings.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, Duration.ZERO);
    settings.set(ExecutionOptions.BUFFER_TIMEOUT, options.bufferTimeout());
    checkpoints(settings, options);
    restarts(settings);
    return settings;
  }

  private static void checkpoints(Configuration settings, JourneysOptions options) {
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    // What is in the upper levels is soon written again: compressing it costs more than it saves.
    settings.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
        List.of(
            CompressionType.NO_COMPRESSION,
            CompressionType.NO_COMPRESSION,
            CompressionType.SNAPPY_COMPRESSION));
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(
        CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
    settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    settings.set(CheckpointingOptions.MAX_CONCURRENT_CHECKPOINTS, 1);
    // The subtasks' copies of the definitions agree only where all have the same watermark.
    settings.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    options
        .checkpointDir()
        .ifPresent(dir -> settings.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, dir));
  }

  /**
   * A broker or registry that is away is waited for, however long that takes (rule 8): by default
   * the attempts are not limited.
   */
  private static void restarts(Configuration settings) {
    settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(30));
    settings.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
        Duration.ofMinutes(2));
  }
}
