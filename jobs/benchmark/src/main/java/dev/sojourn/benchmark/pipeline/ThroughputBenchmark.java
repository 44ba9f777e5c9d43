package dev.sojourn.benchmark.pipeline;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Both jobs over the same data, in turn, round after round: the machine's own speed drifts, and
 * only what ran side by side can be compared. Each run starts with an empty state at the topic's
 * beginning.
 */
public final class ThroughputBenchmark {
  private static final long LOOK_EVERY_MILLIS = 250;

  /** Beyond this part of the data, some partitions may have come to their end. */
  private static final double BALANCED = 0.97;

  /** A job that reads nothing for so long will not get on. */
  private static final long STALLED_NANOS = 90_000_000_000L;

  private final ThroughputPlan plan;
  private final Consumer<String> log;

  /**
   * @param log told what is going on
   */
  public ThroughputBenchmark(ThroughputPlan plan, Consumer<String> log) {
    this.plan = plan;
    this.log = log;
  }

  /** Writes the data set if it is not there, and runs all rounds. */
  public ThroughputResult run() throws Exception {
    Path directory = Files.createDirectories(plan.directory());
    boolean complete = DataSet.isComplete(directory);
    if (!complete) {
      Directories.empty(directory);
    }
    try (Services services = plan.services()) {
      if (!complete) {
        log.accept("writing " + plan.data().events() + " events to " + directory);
        long records = plan.data().write(services.endpoints(), settings(services).topics());
        DataSet.complete(directory, records);
      }
      List<ThroughputResult.Round> rounds = new ArrayList<>();
      for (int round = 1; round <= plan.rounds(); round++) {
        ThroughputResult.Rate bare = rate(JobKind.BARE, services, directory, round);
        ThroughputResult.Rate journeys = rate(JobKind.JOURNEYS, services, directory, round);
        rounds.add(new ThroughputResult.Round(bare, journeys));
      }
      return new ThroughputResult(
          plan.data().events(),
          plan.data().profiles(),
          plan.data().keys().name().toLowerCase(java.util.Locale.ROOT),
          plan.parallelism(),
          rounds);
    }
  }

  private JobSettings settings(Services services) {
    return plan.settings(JobKind.BARE, services.endpoints(), plan.root());
  }

  private ThroughputResult.Rate rate(JobKind kind, Services services, Path data, int round)
      throws Exception {
    // In one process a run is still being wound up when the next begins.
    Path directory = data.resolve("run-%d-%s".formatted(round, kind.label()));
    Directories.empty(directory);
    JobSettings settings = plan.settings(kind, services.endpoints(), directory);
    DataSet.emptyOutputs(services.endpoints(), settings.topics(), settings.partitions());
    double outputsBefore = outputs(kind, settings);
    long end = end(DataSet.records(data));
    Progress progress = run(settings, end, round);
    double outputs = outputs(kind, settings) - outputsBefore;
    Progress.Part steady = progress.between(plan.warmUpEvents(), end);
    if (plan.ownProcesses()) {
      Directories.empty(directory);
    }
    ThroughputResult.Rate rate =
        new ThroughputResult.Rate(
            steady.seconds(),
            steady.perSecond(),
            steady.cpuMicros(),
            100 * outputs / progress.records());
    log.accept(
        "round %d %s: %.0f events/s over %.0f s, %.1f us CPU per event"
            .formatted(round, kind.label(), rate.perSecond(), rate.seconds(), rate.cpuMicros()));
    return rate;
  }

  /** The record up to which is measured. */
  private long end(long records) {
    return Math.min(
        plan.warmUpEvents() + plan.measuredEvents(), Math.round(Math.floor(records * BALANCED)));
  }

  /** Runs a job until it has read so many records. */
  private Progress run(JobSettings settings, long end, int round) throws Exception {
    try (RunningJob job = start(settings, end, round)) {
      long seen = 0;
      long seenAt = System.nanoTime();
      while (true) {
        Progress progress = Progress.read(settings.progress());
        if (progress.records() >= end) {
          return progress;
        }
        if (progress.records() > seen) {
          seen = progress.records();
          seenAt = System.nanoTime();
        }
        if (!job.isAlive() || System.nanoTime() - seenAt > STALLED_NANOS) {
          throw new IllegalStateException(
              "the "
                  + settings.kind().label()
                  + " job "
                  + (job.isAlive() ? "does not get on" : "failed")
                  + " after "
                  + progress.records()
                  + " records; see "
                  + RunningJob.log(settings));
        }
        Thread.sleep(LOOK_EVERY_MILLIS);
      }
    }
  }

  private RunningJob start(JobSettings settings, long end, int round) throws Exception {
    if (!plan.ownProcesses()) {
      return RunningJob.inProcess(settings);
    }
    List<String> profile = new ArrayList<>();
    plan.profile()
        .ifPresent(
            directory ->
                profile.addAll(
                    List.of(
                        directory
                            .resolve(settings.kind().label() + "-" + round + ".collapsed")
                            .toString(),
                        Long.toString(plan.warmUpEvents()),
                        // Written before the run is over.
                        Long.toString(end - (end - plan.warmUpEvents()) / 5))));
    return RunningJob.inOwnProcess(settings, plan.heap(), profile);
  }

  private static double outputs(JobKind kind, JobSettings settings) throws Exception {
    List<String> topics =
        kind == JobKind.BARE
            ? List.of(settings.prefix() + BareJob.OUTPUT)
            : List.of(
                settings.topics().audienceChanges(),
                settings.topics().messageRequests(),
                settings.topics().journeySteps());
    double sum = 0;
    for (String topic : topics) {
      sum += DataSet.written(settings.endpoints(), topic, settings.partitions());
    }
    return sum;
  }
}
