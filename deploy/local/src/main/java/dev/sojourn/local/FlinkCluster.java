package dev.sojourn.local;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionGraph;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ExceptionUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A Flink cluster in this process, with its web UI. Each job resumes from the newest complete
 * checkpoint that an earlier run retained, and owns it from then on. Jobs that fail restart without
 * end, ever more slowly up to ten seconds, because a broker or a registry may be away for long.
 */
final class FlinkCluster implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
  private static final Duration LAST_CHECKPOINT = Duration.ofSeconds(15);
  private static final Duration CANCEL = Duration.ofSeconds(10);
  private static final Duration CLOSE = Duration.ofSeconds(15);

  private final Configuration configuration;
  private final Path checkpoints;
  private final MiniCluster cluster;
  private final Map<LocalJob, CompletableFuture<End>> jobs = new ConcurrentHashMap<>();

  private FlinkCluster(Configuration configuration, Path checkpoints, MiniCluster cluster) {
    this.configuration = configuration;
    this.checkpoints = checkpoints;
    this.cluster = cluster;
  }

  /**
   * Starts a cluster without jobs.
   *
   * @param slots as many as the jobs' parallelisms add up to
   */
  static FlinkCluster start(LocalOptions options, DataDirectory data, int slots) throws Exception {
    Configuration configuration = configuration(options, data, slots);
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    cluster.start();
    return new FlinkCluster(configuration, data.checkpoints(), cluster);
  }

  private static Configuration configuration(LocalOptions options, DataDirectory data, int slots) {
    Configuration configuration = new Configuration();
    configuration.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    configuration.set(RestOptions.BIND_PORT, Integer.toString(options.uiPort()));
    configuration.set(WebOptions.SUBMIT_ENABLE, false);
    configuration.set(WebOptions.LOG_PATH, data.log().toString());
    configuration.set(CoreOptions.TMP_DIRS, data.emptyScratch().toString());
    // Slots share managed memory evenly.
    configuration.set(
        TaskManagerOptions.MANAGED_MEMORY_SIZE, options.managedMemory().multiply(slots));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    configuration.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, data.checkpoints().toUri().toString());
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
    configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
    configuration.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
        Duration.ofSeconds(1));
    configuration.set(
        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
        Duration.ofSeconds(10));
    return configuration;
  }

  /** Where the web UI listens. */
  URI ui() throws Exception {
    URI bound = cluster.getRestAddress().get(10, TimeUnit.SECONDS);
    return URI.create("http://127.0.0.1:" + bound.getPort());
  }

  /** Submits a job, resuming from its newest complete checkpoint if there is one. */
  void submit(LocalJob job) throws Exception {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
    job.topology().accept(env);
    JobGraph graph =
        env.getStreamGraph().getJobGraph(FlinkCluster.class.getClassLoader(), job.id());
    Optional<Path> checkpoint = RetainedCheckpoints.newest(checkpoints, job.id());
    checkpoint.ifPresent(
        path ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(
                    path.toUri().toString(), false, RecoveryClaimMode.CLAIM)));
    LOG.info("job={} event=submitting checkpoint={}", job.name(), checkpoint.orElse(null));
    cluster.submitJob(graph).get(60, TimeUnit.SECONDS);
    jobs.put(job, cluster.requestJobResult(job.id()).thenApply(result -> end(job, result)));
  }

  private static End end(LocalJob job, JobResult result) {
    String reason =
        result
            .getSerializedThrowable()
            .map(thrown -> thrown.deserializeError(FlinkCluster.class.getClassLoader()))
            .map(FlinkCluster::rootCause)
            .map(Throwable::toString)
            .orElse("");
    return new End(
        job.name() + " job", result.getJobStatus().map(Enum::name).orElse("UNKNOWN"), reason);
  }

  private static Throwable rootCause(Throwable thrown) {
    Throwable cause = ExceptionUtils.stripExecutionException(thrown);
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    return cause;
  }

  /** Completes when the first of the jobs is over, for whatever reason. */
  CompletableFuture<End> firstEnd() {
    return CompletableFuture.anyOf(jobs.values().toArray(CompletableFuture[]::new))
        .thenApply(End.class::cast);
  }

  /** Whether every task of every submitted job runs. */
  boolean allRunning() throws Exception {
    for (LocalJob job : jobs.keySet()) {
      AccessExecutionGraph graph = cluster.getExecutionGraph(job.id()).get(10, TimeUnit.SECONDS);
      // While a job is initialized its graph has no vertices yet.
      if (graph.getState() != JobStatus.RUNNING) {
        return false;
      }
      for (AccessExecutionVertex vertex : graph.getAllExecutionVertices()) {
        if (vertex.getExecutionState() != ExecutionState.RUNNING) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * The latest failure of a task of a submitted job, from which it may still recover; empty if
   * there was none.
   */
  Optional<String> latestFailure() throws Exception {
    for (LocalJob job : jobs.keySet()) {
      var failure = cluster.getExecutionGraph(job.id()).get(10, TimeUnit.SECONDS).getFailureInfo();
      if (failure != null) {
        Throwable thrown =
            failure.getException().deserializeError(FlinkCluster.class.getClassLoader());
        return Optional.of(job.name() + ": " + rootCause(thrown));
      }
    }
    return Optional.empty();
  }

  /**
   * Ends the jobs, each with a last checkpoint so that the next run has little to read again, then
   * the cluster. Bounded; what takes too long is left to the checkpoint before.
   */
  @Override
  public void close() {
    List<LocalJob> live =
        jobs.entrySet().stream()
            .filter(e -> !e.getValue().isDone())
            .map(Map.Entry::getKey)
            .toList();
    await(
        "last-checkpoint",
        LAST_CHECKPOINT,
        live.stream().map(job -> cluster.triggerCheckpoint(job.id(), CheckpointType.CONFIGURED)));
    await("cancel", CANCEL, live.stream().map(job -> cluster.cancelJob(job.id())));
    await("end", CANCEL, live.stream().map(jobs::get));
    await("close", CLOSE, java.util.stream.Stream.of(cluster.closeAsync()));
  }

  private static void await(
      String step,
      Duration limit,
      java.util.stream.Stream<? extends CompletableFuture<?>> futures) {
    try {
      CompletableFuture.allOf(futures.toArray(CompletableFuture[]::new))
          .get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("event=stop step={} outcome=given-up reason={}", step, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
