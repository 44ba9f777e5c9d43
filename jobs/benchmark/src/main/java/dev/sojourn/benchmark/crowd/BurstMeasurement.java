package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Percentiles;
import dev.sojourn.benchmark.pipeline.CheckpointLog.Checkpoint;
import java.time.Duration;
import java.util.List;

/**
 * Waits that come due within one second, half a second before a checkpoint is to begin, so that it
 * has to be taken while they are worked off.
 */
final class BurstMeasurement implements Measurement {
  private static final double TARGET = 30_000;
  private static final long SECOND = 1_000;

  /** Waits a second at which a burst is surely over. */
  private static final int SLOW = 10_000;

  /** How long before a checkpoint. */
  private static final long BEFORE_CHECKPOINT = 500;

  private final int people;
  private final long checkpointMillis;
  private final double perSecond;

  /**
   * @param perSecond at which rate the job made people known
   */
  BurstMeasurement(CrowdPlan.Sizes sizes, long checkpointMillis, double perSecond) {
    this.people = sizes.burst();
    this.checkpointMillis = checkpointMillis;
    this.perSecond = perSecond;
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    long from = moment(deployment);
    Waiting waiting = new Waiting(CrowdDefinitions.BURST, people, from, SECOND);
    try (OutputReader reader =
        deployment.read(deployment.settings().topics().journeySteps(), waiting::take)) {
      long inside = waiting.enter(deployment);
      if (inside >= from) {
        throw new IllegalStateException(
            "people were still coming in when the first wait came due; take fewer with --burst");
      }
      // Log times count: what was written meanwhile is read when it is over.
      reader.hold();
      long over = from + SECOND + people * 1_000L / SLOW;
      Thread.sleep(Math.max(0, over - System.currentTimeMillis()));
      reader.goOn();
      waiting.awaitAll(deployment, reader);
    }
    return figures(deployment, waiting, from);
  }

  private long moment(Deployment deployment) {
    long earliest = System.currentTimeMillis() + Waiting.lead(people, perSecond);
    List<Checkpoint> known = deployment.checkpoints();
    if (known.isEmpty()) {
      return earliest;
    }
    long moment = known.get(known.size() - 1).triggeredAt() - BEFORE_CHECKPOINT;
    long more = Math.max(0, earliest - moment);
    return moment + (more + checkpointMillis - 1) / checkpointMillis * checkpointMillis;
  }

  private List<Figure> figures(Deployment deployment, Waiting waiting, long from)
      throws InterruptedException {
    long until = waiting.last();
    double seconds = (until - from) / 1_000.0;
    double drained = waiting.fired() / seconds;
    deployment.await(
        "the checkpoint after the burst",
        Duration.ofMillis(60_000 + 2 * checkpointMillis),
        () -> deployment.checkpoints().stream().anyMatch(one -> one.triggeredAt() > until));
    List<Checkpoint> all = deployment.checkpoints();
    List<Checkpoint> meanwhile = all.stream().filter(one -> one.overlaps(from, until)).toList();
    long failed =
        all.get(all.size() - 1).failed()
            - all.stream()
                .filter(one -> one.completedAt() < from)
                .mapToLong(Checkpoint::failed)
                .max()
                .orElse(0);
    Percentiles lateness = waiting.lateness(from);
    return List.of(
        Figure.equal("waits that ended by time", waiting.fired(), "", people),
        Figure.equal("ended twice", waiting.again(), "", 0),
        Figure.of("from the first due to the last ended", seconds, "s"),
        Figure.judged(
            "ended a second", Math.rint(drained), "/s", "30,000 or more", drained >= TARGET),
        Figure.of("lateness, p50", lateness.p50(), "ms"),
        Figure.of("lateness, p99", lateness.p99(), "ms"),
        Figure.of("lateness, max", lateness.max(), "ms"),
        Figure.of("checkpoints under way meanwhile, completed", meanwhile.size(), ""),
        Figure.equal("checkpoints failed", failed, "", 0),
        Figure.of(
            "longest of these checkpoints",
            meanwhile.stream().mapToLong(Checkpoint::millis).max().orElse(0),
            "ms"));
  }
}
