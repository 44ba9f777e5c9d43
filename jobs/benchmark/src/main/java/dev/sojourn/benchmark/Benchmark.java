package dev.sojourn.benchmark;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The benchmarks' command line. Always ends the process, whatever still runs in it. */
@Command(
    name = "benchmark",
    description =
        "Measures the journeys job: against a bare Flink job, its latency, and under many people.",
    mixinStandardHelpOptions = true,
    subcommands = {
      ThroughputCommand.class,
      LatencyCommand.class,
      CrowdCommand.class,
      HistoryCommand.class,
      WorkloadCommand.class
    })
public final class Benchmark {
  private Benchmark() {}

  /** Runs a command and ends the process. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.out.flush();
    // A failed mini cluster would keep the process alive.
    Runtime.getRuntime().halt(code);
  }

  static CommandLine commandLine() {
    return new CommandLine(new Benchmark()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
