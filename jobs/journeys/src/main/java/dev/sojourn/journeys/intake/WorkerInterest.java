package dev.sojourn.journeys.intake;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;

/**
 * What the intakes of a worker know of the event types that some definition wants, so that an event
 * which nothing wants need not cross the shuffle (A11). The operator that keeps people teaches it,
 * on every worker the two share.
 *
 * <p>What is taught is a fact about the definitions' log: which types are wanted throughout a
 * stretch of log time. Facts of that kind never become wrong, whoever taught them and whatever has
 * been restarted since; outside of the stretch nothing is known, and everything passes. Around a
 * change of the definitions there is such a gap. So nothing depends on this but speed: the operator
 * decides again.
 */
public final class WorkerInterest {
  private static final Map<JobID, WorkerInterest> BY_JOB = new ConcurrentHashMap<>();

  private volatile Fact fact = new Fact(Long.MAX_VALUE, Long.MIN_VALUE, Set.of());

  private WorkerInterest() {}

  /** The one of a job on this worker. */
  public static WorkerInterest of(JobID job) {
    return BY_JOB.computeIfAbsent(job, j -> new WorkerInterest());
  }

  /**
   * Teaches a fact, in place of the one before.
   *
   * @param from first moment of log time for which it holds, ms since the epoch
   * @param to last moment for which it holds
   * @param types all that are wanted
   */
  public void learn(long from, long to, Set<String> types) {
    fact = new Fact(from, to, types);
  }

  /** Whether it is known that nothing wants an event. */
  boolean isUnwanted(String type, long logTime) {
    Fact known = fact;
    return logTime >= known.from && logTime <= known.to && !known.types.contains(type);
  }

  private record Fact(long from, long to, Set<String> types) {}
}
