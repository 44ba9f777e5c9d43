package dev.sojourn.systemtest.job;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.awaitility.Awaitility;

/** A Flink cluster in this process. */
public final class JobCluster implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  private final Configuration configuration = new Configuration();
  private final Path savepoints;
  private final MiniCluster cluster;

  /**
   * Starts it.
   *
   * @param directory for everything that it writes
   * @param slots the highest parallelism of its jobs
   */
  public JobCluster(Path directory, int slots) throws Exception {
    savepoints = directory.resolve("savepoints");
    configuration.set(RestOptions.BIND_PORT, "0");
    configuration.set(CoreOptions.TMP_DIRS, directory.resolve("scratch").toString());
    configuration.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(64L * slots));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(32));
    configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(32));
    // Little lies between reading and handling, so that a stop in the middle is one in the middle.
    configuration.set(TaskManagerOptions.MEMORY_SEGMENT_SIZE, new MemorySize(4 * 1024));
    cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .withRandomPorts()
                .build());
    cluster.start();
  }

  /**
   * Starts a job.
   *
   * @param topology adds it to an environment
   * @param savepoint where it goes on from; empty: from nothing
   */
  public JobID submit(Consumer<StreamExecutionEnvironment> topology, Optional<String> savepoint)
      throws Exception {
    StreamExecutionEnvironment env = new StreamExecutionEnvironment(configuration);
    topology.accept(env);
    JobGraph graph =
        env.getStreamGraph()
            .getJobGraph(Thread.currentThread().getContextClassLoader(), JobID.generate());
    savepoint.ifPresent(
        path ->
            graph.setSavepointRestoreSettings(
                SavepointRestoreSettings.forPath(path, false, RecoveryClaimMode.NO_CLAIM)));
    cluster.submitJob(graph).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return graph.getJobID();
  }

  /**
   * Ends a job in the middle of its input, right after a savepoint. What it writes between the two
   * it writes again when it goes on; a stop with savepoint, which would write nothing, is refused
   * by Flink while some of the sources' subtasks are held up and others not, since their chain has
   * union state.
   *
   * @return where it can go on from
   */
  public String cancelWithSavepoint(JobID job) throws Exception {
    String savepoint =
        cluster
            .triggerSavepoint(
                job, savepoints.toUri().toString(), true, SavepointFormatType.CANONICAL)
            .get(LIMIT_SECONDS, TimeUnit.SECONDS);
    cluster.requestJobResult(job).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    return savepoint;
  }

  /** Returns when all tasks of a job run. */
  public void awaitRunning(JobID job) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(LIMIT_SECONDS))
        .until(
            () -> {
              for (AccessExecutionVertex task : tasks(job)) {
                if (task.getExecutionState() != ExecutionState.RUNNING) {
                  return false;
                }
              }
              return true;
            });
  }

  /** Ends every job that a test has left. */
  public void cancelAll() throws Exception {
    for (JobStatusMessage job : cluster.listJobs().get(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      if (!job.getJobState().isGloballyTerminalState()) {
        cancel(job.getJobId());
      }
    }
  }

  /** Ends a job; returns when it writes nothing more. */
  public void cancel(JobID job) throws Exception {
    cluster.cancelJob(job).get(LIMIT_SECONDS, TimeUnit.SECONDS);
    cluster.requestJobResult(job).get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** How often a job has been started anew after a failure. */
  public int restarts(JobID job) throws Exception {
    int most = 0;
    for (AccessExecutionVertex task : tasks(job)) {
      most = Math.max(most, task.getCurrentExecutionAttempt().getAttemptNumber());
    }
    return most;
  }

  private Iterable<? extends AccessExecutionVertex> tasks(JobID job) throws Exception {
    return cluster
        .getExecutionGraph(job)
        .get(LIMIT_SECONDS, TimeUnit.SECONDS)
        .getAllExecutionVertices();
  }

  @Override
  public void close() throws Exception {
    cluster.closeAsync().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }
}
