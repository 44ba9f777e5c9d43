package dev.sojourn.benchmark.crowd;

import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.benchmark.latency.Clock;
import dev.sojourn.cli.definition.Application;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.avro.specific.SpecificRecord;

/**
 * How long from publishing a version of a journey to the first request that it makes, while events
 * arrive of which every tenth starts it. Counts from before the documents are written to their
 * topic; to check them takes as long as it takes.
 */
final class PublishMeasurement implements Measurement {
  private static final double TARGET = 2_000;

  /** Between one version and the next. */
  private static final long PAUSE_MILLIS = 1_000;

  private final CrowdPlan.Sizes sizes;
  private final int people;

  /** By version, when its first request was read; 0 before. */
  private final AtomicLongArray effects;

  /**
   * @param people who do something
   */
  PublishMeasurement(CrowdPlan.Sizes sizes, int people) {
    this.sizes = sizes;
    this.people = people;
    this.effects = new AtomicLongArray(sizes.repetitions() + 1);
  }

  @Override
  public List<Figure> run(Deployment deployment) throws Exception {
    double[] millis = new double[sizes.repetitions()];
    try (OutputReader reader =
            deployment.read(deployment.settings().topics().messageRequests(), this::take);
        Load load =
            Load.start(
                Crowd.inTurn(
                    CrowdDefinitions.entry(CrowdDefinitions.PUBLISHED),
                    people,
                    number -> Map.of("tenth", number % 10)),
                sizes.publishPerSecond(),
                deployment.writer())) {
      Thread.sleep(sizes.warmUpMillis());
      for (int version = 1; version <= millis.length; version++) {
        millis[version - 1] = publish(deployment, version);
        Thread.sleep(PAUSE_MILLIS);
      }
      load.check();
      reader.check();
      return figures(millis, load.lateness().p99());
    }
  }

  private double publish(Deployment deployment, int version) throws Exception {
    Application application =
        deployment.planned(
            deployment.file("published-" + version, CrowdDefinitions.published(version)),
            Optional.empty());
    long begin = Clock.micros();
    deployment.publish(application);
    deployment.await(
        "version " + version + " to take effect",
        Duration.ofMinutes(1),
        () -> effects.get(version) > 0);
    return (effects.get(version) - begin) / 1_000.0;
  }

  private void take(SpecificRecord record, long loggedAt, long readAt) {
    if (record instanceof MessageRequest request
        && request.getOrigin() instanceof JourneyOrigin origin
        && origin.getJourney().equals(CrowdDefinitions.PUBLISHED)) {
      effects.compareAndSet(origin.getVersion(), 0, readAt);
    }
  }

  private static List<Figure> figures(double[] millis, double senderP99) {
    double[] sorted = millis.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return List.of(
        Figure.of("versions published", sorted.length, ""),
        Figure.of("to the first effect, min", sorted[0], "ms"),
        Figure.of("to the first effect, median", median, "ms"),
        Figure.below("to the first effect, max", sorted[sorted.length - 1], "ms", TARGET),
        Figure.of("sender's own lateness, p99", senderP99, "ms"));
  }
}
