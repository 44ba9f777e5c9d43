package dev.sojourn.benchmark;

import dev.sojourn.benchmark.crowd.CrowdBenchmark;
import dev.sojourn.benchmark.crowd.CrowdPlan;
import dev.sojourn.benchmark.crowd.CrowdResult;
import dev.sojourn.benchmark.crowd.Scenario;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The journeys job with many people who are mostly silent. */
@Command(
    name = "crowd",
    description = {
      "What the journeys job does with millions of people: sweeps, paced reads, waits, moves, and how soon definitions take effect.",
      "",
      "Exits with 1 if something could not be measured; a target that is missed is told, and is no failure."
    },
    mixinStandardHelpOptions = true)
final class CrowdCommand implements Callable<Integer> {
  private static final int PROFILES = 2_000_000;
  private static final String ALL = "all";

  @Spec private CommandSpec spec;
  @Mixin private RunOptions run;

  @Parameters(
      arity = "1..*",
      paramLabel = "SCENARIO",
      description = "sweep, pace, move, publish, waits, burst, or all: measured in this order.")
  private List<String> scenarios;

  @Option(
      names = "--warm-up",
      defaultValue = "10",
      description =
          "sweep, publish: seconds of load before anything is published. Default: ${DEFAULT-VALUE}.")
  private int warmUpSeconds;

  @Option(
      names = "--rate",
      defaultValue = "2000",
      description =
          "sweep, and move with input: events a second meanwhile. Default: ${DEFAULT-VALUE}.")
  private int perSecond;

  @Option(
      names = "--pace",
      defaultValue = "1000",
      description = "pace: people a second. Default: ${DEFAULT-VALUE}.")
  private int pace;

  @Option(
      names = "--seconds",
      defaultValue = "60",
      description = "pace: over how many seconds. Default: ${DEFAULT-VALUE}.")
  private int seconds;

  @Option(
      names = "--movers",
      defaultValue = "500000",
      description = "move: people inside the journey. Default: ${DEFAULT-VALUE}.")
  private int movers;

  @Option(
      names = "--move-pace",
      defaultValue = "20000",
      description = "move: the migration's pace, people a second. Default: ${DEFAULT-VALUE}.")
  private int movePace;

  @Option(
      names = "--with-input",
      description = "move: those inside ask to come in again meanwhile, --rate of them a second.")
  private boolean withInput;

  @Option(
      names = "--publish-rate",
      defaultValue = "5000",
      description = "publish: events a second meanwhile. Default: ${DEFAULT-VALUE}.")
  private int publishPerSecond;

  @Option(
      names = "--repetitions",
      defaultValue = "10",
      description = "publish: how many versions are published. Default: ${DEFAULT-VALUE}.")
  private int repetitions;

  @Option(
      names = "--people",
      defaultValue = "1000000",
      description = "waits: people who wait. Default: ${DEFAULT-VALUE}.")
  private int waits;

  @Option(
      names = "--minutes",
      defaultValue = "10",
      description = "waits: over how many minutes their waits come due. Default: ${DEFAULT-VALUE}.")
  private double minutes;

  @Option(
      names = "--burst",
      defaultValue = "100000",
      description =
          "burst: people whose waits come due within one second. Default: ${DEFAULT-VALUE}.")
  private int burst;

  @Override
  public Integer call() throws Exception {
    run.limitTime();
    CrowdPlan plan =
        new CrowdPlan(
            run.directory.toAbsolutePath().resolve("crowd"),
            chosen(),
            new CrowdPlan.Sizes(
                run.profiles(PROFILES),
                warmUpSeconds,
                perSecond,
                pace,
                seconds,
                movers,
                movePace,
                withInput,
                publishPerSecond,
                repetitions,
                waits,
                minutes,
                burst),
            run.partitions,
            run.parallelism,
            run.checkpointMillis,
            run.bufferTimeoutMillis,
            run.managedMb,
            run.heap,
            !run.inProcess,
            run.outside());
    CrowdResult result = new CrowdBenchmark(plan, RunOptions::tell).run();
    run.print(spec.commandLine().getOut(), result, result.text());
    return result.isValid() ? 0 : 1;
  }

  private Set<Scenario> chosen() {
    Set<Scenario> chosen = EnumSet.noneOf(Scenario.class);
    for (String name : scenarios) {
      if (name.equals(ALL)) {
        chosen.addAll(EnumSet.allOf(Scenario.class));
      } else {
        chosen.add(scenario(name));
      }
    }
    return chosen;
  }

  private Scenario scenario(String name) {
    try {
      return Scenario.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(),
          "there is no scenario "
              + name
              + "; there are sweep, pace, move, publish, waits, burst, and all",
          e);
    }
  }
}
