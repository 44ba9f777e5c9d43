package dev.sojourn.benchmark;

import dev.sojourn.benchmark.latency.LatencyBenchmark;
import dev.sojourn.benchmark.latency.LatencyPlan;
import dev.sojourn.benchmark.latency.LatencyResult;
import dev.sojourn.benchmark.pipeline.DataSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The journeys job's latency under a steady load. */
@Command(
    name = "latency",
    description =
        "From the intended sending of an event to its request and audience change, at a fixed rate.",
    mixinStandardHelpOptions = true)
final class LatencyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions run;

  @Option(
      names = "--events-before",
      defaultValue = "2000000",
      description =
          "How many events are on the topic beforehand, so that the job is warm. Default: ${DEFAULT-VALUE}.")
  private long eventsBefore;

  @Option(
      names = "--rate",
      defaultValue = "5000",
      description = "Events a second. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(
      names = "--warm-up",
      defaultValue = "20",
      description = "Seconds at that rate that do not count. Default: ${DEFAULT-VALUE}.")
  private int warmUpSeconds;

  @Option(
      names = "--measure",
      defaultValue = "120",
      description = "Seconds that count. Default: ${DEFAULT-VALUE}.")
  private int measureSeconds;

  @Override
  public Integer call() throws Exception {
    run.limitTime();
    LatencyPlan plan =
        new LatencyPlan(
            run.directory.toAbsolutePath().resolve("latency"),
            new DataSet(
                eventsBefore,
                run.profiles(RunOptions.PROFILES),
                run.keys,
                run.seed,
                run.partitions),
            perSecond,
            warmUpSeconds,
            measureSeconds,
            run.parallelism,
            run.checkpointMillis,
            run.bufferTimeoutMillis,
            run.managedMb,
            run.heap,
            !run.inProcess,
            run.outside());
    LatencyResult result = new LatencyBenchmark(plan, RunOptions::tell).run();
    run.print(spec.commandLine().getOut(), result, result.text());
    return 0;
  }
}
