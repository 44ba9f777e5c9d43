package dev.sojourn.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.output.Table;
import dev.sojourn.cli.runs.RunState;
import dev.sojourn.cli.runs.RunsTopic;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sojourn runs}. */
@Command(
    name = "runs",
    description = {
      "Show the runs over many: sweeps, reads of audiences by schedules and business events, stops, releases after a pause, moves.",
      "",
      "TOLD is how many people were told, OF how many there are to tell; with a tilde, by how far the run has come. What a person makes of it stands in journey-steps and audience-changes. Why a run is refused stands below."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn runs",
      "  sojourn runs --last 1000 --json | jq 'select(.state == \"running\")'",
      "",
      "Exit codes: 0 done, 3 broker or registry cannot be reached."
    })
final class RunsCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Option(
      names = {"-n", "--last"},
      paramLabel = "N",
      defaultValue = "20",
      description = "How many of the runs that began last to show (default: ${DEFAULT-VALUE}).")
  private int last;

  @Override
  public Integer call() {
    List<RunState> runs = new RunsTopic(connecting.connection()).read().runs();
    List<RunState> shown = runs.subList(0, Math.max(0, Math.min(last, runs.size())));
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      shown.forEach(run -> out.println(json(run)));
    } else {
      print(shown, out);
    }
    out.flush();
    return ExitCode.OK;
  }

  private static void print(List<RunState> runs, PrintWriter out) {
    Table table = new Table("KIND", "JOURNEY", "BEGAN", "STATE", "TOLD", "OF", "PACE", "ENDED");
    for (RunState run : runs) {
      table.row(
          run.kind(),
          run.journey().isEmpty() ? "-" : run.journey(),
          run.startedAt(),
          run.state(),
          run.told(),
          (run.isExact() ? "" : "~") + run.expected(),
          run.pace() + "/s",
          run.isOver() ? run.lastTold() : "-");
    }
    table.print(out);
    for (RunState run : runs) {
      if (!run.reason().isEmpty()) {
        out.println();
        out.println(run.run() + " is refused: " + run.reason());
      }
    }
  }

  private static ObjectNode json(RunState run) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("run", run.run())
            .put("kind", run.kind())
            .put("journey", run.journey())
            .put("startedAt", run.startedAt().toString())
            .put("pace", run.pace())
            .put("state", run.state())
            .put("told", run.told())
            .put("expected", run.expected())
            .put("progress", run.progress())
            .put("lastTold", run.lastTold().toString());
    if (!run.reason().isEmpty()) {
      json.put("reason", run.reason());
    }
    return json;
  }
}
