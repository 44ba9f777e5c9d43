package dev.sojourn.benchmark;

import dev.sojourn.benchmark.cpu.CpuShares;
import dev.sojourn.benchmark.pipeline.DataSet;
import dev.sojourn.benchmark.pipeline.ThroughputBenchmark;
import dev.sojourn.benchmark.pipeline.ThroughputPlan;
import dev.sojourn.benchmark.pipeline.ThroughputResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The bare job and the journeys job in turn. */
@Command(
    name = "throughput",
    description = "The bare job and the journeys job over the same events, in turn.",
    mixinStandardHelpOptions = true)
final class ThroughputCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private RunOptions run;

  @Option(
      names = "--events",
      defaultValue = "8000000",
      description = "How many events are written to the topic, once. Default: ${DEFAULT-VALUE}.")
  private long events;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Each job once per round. Default: ${DEFAULT-VALUE}.")
  private int rounds;

  @Option(
      names = "--warm-up",
      paramLabel = "EVENTS",
      defaultValue = "4000000",
      description = "Events from the first that do not count. Default: ${DEFAULT-VALUE}.")
  private long warmUpEvents;

  @Option(
      names = "--measure",
      paramLabel = "EVENTS",
      defaultValue = "3000000",
      description =
          "Events after these that count, the same for both jobs; fewer if the events end. Default:"
              + " ${DEFAULT-VALUE}.")
  private long measuredEvents;

  @Option(
      names = "--profile",
      paramLabel = "DIR",
      description =
          "Take a CPU profile of each job's steady part: collapsed stacks and flame graphs in DIR, shares on"
              + " the error stream. Slows the jobs a little.")
  private Path profile;

  @Override
  public Integer call() throws Exception {
    run.limitTime();
    if (profile != null) {
      Files.createDirectories(profile);
    }
    ThroughputPlan plan =
        new ThroughputPlan(
            run.directory.toAbsolutePath(),
            new DataSet(
                events, run.profiles(RunOptions.PROFILES), run.keys, run.seed, run.partitions),
            rounds,
            warmUpEvents,
            measuredEvents,
            run.parallelism,
            run.checkpointMillis,
            run.bufferTimeoutMillis,
            run.managedMb,
            run.heap,
            !run.inProcess,
            run.outside(),
            Optional.ofNullable(profile).map(Path::toAbsolutePath));
    ThroughputResult result = new ThroughputBenchmark(plan, RunOptions::tell).run();
    run.print(spec.commandLine().getOut(), result, result.text());
    if (profile != null) {
      tellShares();
    }
    return 0;
  }

  private void tellShares() throws Exception {
    try (Stream<Path> files = Files.list(profile)) {
      for (Path file :
          files.filter(path -> path.toString().endsWith(".collapsed")).sorted().toList()) {
        RunOptions.tell(file.getFileName() + ": " + CpuShares.read(file).text());
      }
    }
  }
}
