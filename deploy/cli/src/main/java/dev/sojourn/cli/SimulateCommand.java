package dev.sojourn.cli;

import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.simulate.MomentOptions;
import dev.sojourn.cli.simulate.SimulateOptions;
import dev.sojourn.cli.simulate.SimulationTelling;
import dev.sojourn.engine.definition.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn simulate}. */
@Command(
    name = "simulate",
    description = {
      "Run drafts over recorded signals, and tell what would have come of it.",
      "",
      "The same engine as live takes every person through the definitions under a clock that follows the record: entries, people per step over time, sends per hour against "
          + "each channel's limits, refusals by reason, audience sizes. Nothing is sent and nothing published. Signals come from a file (--signals), or from the topic.%n"
          + "What became of messages is taken from the recorded reports; of messages that never went out a file says what comes (--outcomes). "
          + "Moments are an instant (2025-06-02T12:00:00Z), a date or local time (2025-06-02T12:00), or how long ago (P3D)."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn simulate definitions/ --signals march.avro",
      "  sojourn simulate drafts/ --live --from P30D --html report.html",
      "  sojourn simulate drafts/ --live --against live --signals march.avro --outcomes outcomes.yaml",
      "  sojourn simulate --history --from P7D --recorded-only --json | jq .draft.channels",
      "",
      "Exit codes: 0 simulated, 1 problems in definitions, outcomes or signals, 2 wrong usage, 3 broker or registry cannot be reached."
    })
final class SimulateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;
  @Mixin private MomentOptions moments;
  @Mixin private SimulateOptions simulating;

  @Parameters(
      arity = "0..*",
      paramLabel = "PATH",
      description =
          "Drafts: files, or directories with *.yaml and *.yml files at any depth. They are in effect all the time.")
  private List<Path> paths = List.of();

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write a page with each journey's graph and charts over time too: one file that needs nothing else.")
  private Path html;

  @Override
  public Integer call() {
    SimulationTelling telling = new SimulationTelling(spec.commandLine().getErr());
    List<Problem> problems =
        simulating.run(
            spec.commandLine(),
            paths,
            connecting,
            moments,
            telling,
            new SimulateOptions.Results(output.json(), html));
    if (!problems.isEmpty()) {
      new ProblemReport(spec.commandLine(), output).print(problems);
      return ExitCode.PROBLEMS;
    }
    telling.summary("were left out of the simulation");
    return telling.refused() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
