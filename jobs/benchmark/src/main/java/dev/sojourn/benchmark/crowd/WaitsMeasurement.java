package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Percentiles;
import java.util.List;

/**
 * Waits that come due evenly over some minutes. The first may come due while others are still
 * coming in, which costs the job more than anything that is to be measured: counted are those that
 * come due when all are inside.
 */
final class WaitsMeasurement implements Measurement {
  private static final double TARGET = 1_000;

  private final int people;
  private final long millis;
  private final double perSecond;

  /**
   * @param perSecond at which rate the job made people known
   */
  WaitsMeasurement(CrowdPlan.Sizes sizes, double perSecond) {
    this.people = sizes.waits();
    this.millis = Math.round(sizes.minutes() * 60_000);
    this.perSecond = perSecond;
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    long from = System.currentTimeMillis() + Waiting.lead(people, perSecond);
    Waiting waiting = new Waiting(CrowdDefinitions.WAITS, people, from, millis);
    try (OutputReader reader =
        deployment.read(deployment.settings().topics().journeySteps(), waiting::take)) {
      long inside = waiting.enter(deployment);
      waiting.awaitAll(deployment, reader);
      Percentiles lateness = waiting.lateness(Math.max(from, inside));
      if (lateness.count() < people / 2) {
        throw new IllegalStateException(
            "people were still coming in when more than half of the waits had ended; take more --minutes or fewer --waits");
      }
      return List.of(
          Figure.equal("waits that ended by time", waiting.fired(), "", people),
          Figure.equal("ended twice", waiting.again(), "", 0),
          Figure.of("due when all were inside", lateness.count(), ""),
          Figure.of("due in a second", people * 1_000.0 / millis, "/s"),
          Figure.of("lateness, p50", lateness.p50(), "ms"),
          Figure.below("lateness, p99", lateness.p99(), "ms", TARGET),
          Figure.of("lateness, max", lateness.max(), "ms"));
    }
  }
}
