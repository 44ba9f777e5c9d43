package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.benchmark.latency.Percentiles;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.cli.runs.RunState;
import dev.sojourn.engine.directory.Timetable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.avro.specific.SpecificRecord;

/**
 * An audience is published that half of the people come into: everybody is swept (A9), while events
 * arrive of which each changes the membership of another audience.
 */
final class SweepMeasurement implements Measurement {
  /**
   * The sweep paces itself at its target: what it may fall short of it by its beginning and end.
   */
  private static final double NEARLY = 0.99;

  private static final double LATENCY_TARGET = 250;
  private static final long AFTERMATH_MILLIS = 2_000;

  private final CrowdPlan.Sizes sizes;
  private final int people;
  private final TimedSamples latencies = new TimedSamples();
  private final Seen swept = new Seen();
  private final AtomicLong lastSwept = new AtomicLong();

  /**
   * @param people whom the sweep goes through
   */
  SweepMeasurement(CrowdPlan.Sizes sizes, int people) {
    this.sizes = sizes;
    this.people = people;
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    int members = Crowd.below(CrowdDefinitions.SWEPT_PARTS, people);
    Duration patience = Duration.ofSeconds(120L + people / 2_000);
    try (RunWatch runs = RunWatch.start(deployment);
        OutputReader reader =
            deployment.read(deployment.settings().topics().audienceChanges(), this::take);
        Load load = Load.start(Crowd.touching(people), sizes.perSecond(), deployment.writer())) {
      Thread.sleep(sizes.warmUpMillis());
      deployment.publish("swept", CrowdDefinitions.swept());
      RunState run = runs.await("sweep/", patience);
      deployment.await(
          "all changes of a sweep", Duration.ofMinutes(2), () -> swept.count() == members);
      Thread.sleep(AFTERMATH_MILLIS);
      load.check();
      reader.check();
      return figures(run, load.lateness());
    }
  }

  private void take(SpecificRecord record, long loggedAt, long readAt) {
    if (!(record instanceof AudienceChange change)) {
      return;
    }
    if (change.getAudience().equals(CrowdDefinitions.SWEPT)) {
      swept.add(change.getProfile());
      lastSwept.set(readAt);
    } else if (change.getSignal() != null) {
      long sentAt = ShopTraffic.sentAt(change.getSignal());
      latencies.add(sentAt, readAt - sentAt);
    }
  }

  private List<Figure> figures(RunState run, Percentiles sender) {
    long from = run.startedAt().toEpochMilli() * 1_000;
    double seconds = Duration.between(run.startedAt(), run.lastTold()).toMillis() / 1_000.0;
    double perSecond = run.told() / seconds;
    Percentiles latency = latencies.between(from, Math.max(lastSwept.get(), from + 1));
    if (latency.count() == 0) {
      throw new IllegalStateException("no event fell into the sweep; take more people");
    }
    return List.of(
        Figure.of("people asked", run.told(), ""),
        Figure.judged(
            "people asked a second",
            perSecond,
            "/s",
            "20,000 (its pace), less 1 % at most",
            perSecond >= NEARLY * Timetable.SWEEP_PACE),
        Figure.of("from taking effect to the last change", (lastSwept.get() - from) / 1e6, "s"),
        Figure.equal(
            "members", swept.count(), "", Crowd.below(CrowdDefinitions.SWEPT_PARTS, people)),
        Figure.of("events meanwhile", latency.count(), ""),
        Figure.of("event to audience change, p50", latency.p50(), "ms"),
        Figure.below("event to audience change, p99", latency.p99(), "ms", LATENCY_TARGET),
        Figure.of("event to audience change, max", latency.max(), "ms"),
        Figure.of("sender's own lateness, p99", sender.p99(), "ms"));
  }
}
