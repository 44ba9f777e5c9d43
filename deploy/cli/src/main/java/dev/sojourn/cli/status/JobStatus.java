package dev.sojourn.cli.status;

import java.time.Instant;
import java.util.Optional;

/**
 * How a job is doing.
 *
 * @param state Flink's: {@code RUNNING}, {@code RESTARTING}, {@code FAILED}, …
 * @param runningTasks of {@code tasks}
 * @param restarts since it was submitted
 * @param checkpoint when the newest one was complete; empty: none since the start
 * @param frontier the least watermark of its tasks, the log time up to which it has handled
 *     everything; empty: not known yet, or the job has none
 */
public record JobStatus(
    String name,
    String state,
    int runningTasks,
    int tasks,
    long restarts,
    Optional<Instant> checkpoint,
    Optional<Instant> frontier) {

  /** Whether all of it runs. */
  public boolean isRunning() {
    return state.equals("RUNNING") && runningTasks == tasks;
  }
}
