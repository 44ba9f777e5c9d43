package dev.sojourn.benchmark.latency;

import dev.sojourn.benchmark.pipeline.Directories;
import dev.sojourn.benchmark.pipeline.JobSettings;
import dev.sojourn.benchmark.pipeline.RunningJob;
import dev.sojourn.benchmark.pipeline.Services;
import dev.sojourn.benchmark.pipeline.SignalWriter;
import dev.sojourn.benchmark.workload.ShopTraffic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The journeys job under a steady load. It first reads what is on the topic, which warms it up and
 * gives it state; then the load begins.
 */
public final class LatencyBenchmark {
  private static final Duration LIMIT_TO_CATCH_UP = Duration.ofMinutes(10);
  private static final long LOOK_EVERY_MILLIS = 250;

  private static final Duration LIMIT_TO_COME_THROUGH = Duration.ofMinutes(1);

  /** Other partitions may be this far behind the one that was first. */
  private static final long AFTERMATH_MILLIS = 2_000;

  private static final long SEED = 99;

  private final LatencyPlan plan;
  private final Consumer<String> log;

  /**
   * @param log told what is going on
   */
  public LatencyBenchmark(LatencyPlan plan, Consumer<String> log) {
    this.plan = plan;
    this.log = log;
  }

  /** Runs it. */
  public LatencyResult run() throws Exception {
    Directories.empty(plan.root());
    Path run = plan.root().resolve("run");
    Directories.empty(run);
    try (Services services = plan.services()) {
      JobSettings settings = plan.settings(services.endpoints());
      log.accept("writing " + plan.before().events() + " events to start from");
      long records = plan.before().write(services.endpoints(), settings.topics());
      try (RunningJob job =
          plan.ownProcesses()
              ? RunningJob.inOwnProcess(settings, plan.heap(), List.of())
              : RunningJob.inProcess(settings)) {
        awaitCaughtUp(settings, job, records);
        return measure(settings);
      }
    } finally {
      // In one process the job is still being wound up.
      if (plan.ownProcesses()) {
        Directories.empty(plan.root());
      }
    }
  }

  private void awaitCaughtUp(JobSettings settings, RunningJob job, long records) throws Exception {
    long giveUp = System.nanoTime() + LIMIT_TO_CATCH_UP.toNanos();
    while (settings.recordsRead() < records) {
      if (!job.isAlive() || System.nanoTime() > giveUp) {
        throw new IllegalStateException(
            "the job does not catch up: "
                + settings.recordsRead()
                + " of "
                + records
                + " records read; see "
                + RunningJob.log(settings));
      }
      Thread.sleep(LOOK_EVERY_MILLIS);
    }
  }

  private LatencyResult measure(JobSettings settings) throws InterruptedException {
    log.accept(
        "sending %d events/s for %d s"
            .formatted(plan.perSecond(), plan.warmUpSeconds() + plan.measureSeconds()));
    long begin = Clock.micros() + 1_000_000;
    long from = begin + plan.warmUpSeconds() * 1_000_000L;
    long until = from + plan.measureSeconds() * 1_000_000L;
    ShopTraffic traffic = new ShopTraffic(SEED, plan.before().profiles(), plan.before().keys());
    try (SignalWriter writer = new SignalWriter(settings.endpoints(), settings.topics());
        EffectReader effects =
            EffectReader.start(settings.endpoints(), settings.topics(), from, until)) {
      PacedTraffic paced = new PacedTraffic(traffic::next, writer);
      // The load goes on until its later effects are there: the last to count have company too.
      long giveUp = until + LIMIT_TO_COME_THROUGH.toMillis() * 1_000;
      paced.run(
          begin,
          plan.perSecond(),
          () -> {
            long now = Clock.micros();
            return now > giveUp || (now > until && effects.isPast());
          });
      Thread.sleep(AFTERMATH_MILLIS);
      return new LatencyResult(
          plan.perSecond(),
          plan.measureSeconds(),
          effects.requests(),
          effects.changes(),
          paced.lateness());
    }
  }
}
