package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.local.End;
import dev.sojourn.local.Endpoints;
import dev.sojourn.local.LocalOptions;
import dev.sojourn.local.LocalRuntime;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code sojourn run}. */
@Command(
    name = "run",
    description = {
      "Run Sojourn on this machine: a broker, a schema registry and both Flink jobs.",
      "",
      "Everything is kept in the data directory. After a stop, a crash or a kill, the same command goes on where the newest complete checkpoint left off."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn run --definitions definitions/",
      "  sojourn run --data /var/lib/sojourn --kafka-port 19092 --registry-port 18081 --ui-port 0 --json",
      "  sojourn run --bootstrap kafka-1:9092 --registry http://registry:8080/apis/ccompat/v7",
      "",
      "Prints `ready` when it serves. Ctrl-C ends it in order; a second one at once.",
      "",
      "Exit codes: 0 ended as asked, 1 problems in the documents, 4 it does not start or a job has ended."
    })
final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private InstanceOptions instance;
  @Mixin private OutputOptions output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "${env:SOJOURN_DATA:-data}",
      description = "Data directory (SOJOURN_DATA; default: data).")
  private Path data;

  @Option(
      names = "--definitions",
      paramLabel = "PATH",
      description = "Documents to apply at the start, as `sojourn apply` does; may be repeated.")
  private List<Path> definitions = List.of();

  @Option(
      names = "--kafka-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalOptions.DEFAULT_KAFKA_PORT,
      description = "Port of the embedded broker; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int kafkaPort;

  @Option(
      names = "--registry-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalOptions.DEFAULT_REGISTRY_PORT,
      description =
          "Port of the embedded schema registry; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int registryPort;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "" + LocalOptions.DEFAULT_UI_PORT,
      description = "Port of the Flink web UI; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int uiPort;

  @Override
  public Integer call() {
    // Before anything that may make a logger.
    Path logs = Logging.toDirectory(data);
    ProblemReport report = new ProblemReport(spec.commandLine(), output);
    if (!definitions.isEmpty()) {
      // Before anything starts. What is live already may supply what they refer to, so that is left
      // to the full check.
      List<Problem> problems = DocumentFiles.read(definitions);
      if (!problems.isEmpty()) {
        report.print(problems);
        return ExitCode.PROBLEMS;
      }
    }
    LocalOptions options =
        instance.toOptions(spec.commandLine(), data, kafkaPort, registryPort, uiPort);
    StopSignal stop = StopSignal.listen();
    try (LocalRuntime runtime = LocalRuntime.start(options, at -> apply(at, report))) {
      ready(runtime.endpoints(), logs);
      CompletableFuture<End> end = runtime.end();
      CompletableFuture.anyOf(stop.arrived(), end).join();
      if (end.isDone()) {
        throw CommandException.failed(ended(end.join(), logs));
      }
      if (!output.json()) {
        say("stopping: the jobs take a last checkpoint");
      }
    }
    return ExitCode.OK;
  }

  /** Why an instance cannot go on. */
  static String ended(End end, Path logs) {
    return "the "
        + end.part()
        + " has ended ("
        + end.status()
        + ")"
        + (end.reason().isEmpty() ? "" : ": " + end.reason())
        + "; the log in "
        + logs
        + " tells more; start again to go on from the newest checkpoint";
  }

  private void apply(Endpoints endpoints, ProblemReport report) {
    if (definitions.isEmpty()) {
      return;
    }
    Connection connection = Connection.to(endpoints);
    Application application = Application.plan(connection, definitions, Optional.empty());
    if (!application.isSound()) {
      report.print(application.checked().problems());
      application.plan().stream()
          .filter(change -> !change.note().isEmpty())
          .forEach(change -> say(change.document().id() + ": " + change.note()));
      throw CommandException.problem("the definitions cannot be applied; nothing is published");
    }
    application.publish(connection, Optional.empty());
  }

  private void ready(Endpoints endpoints, Path logs) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("at", "ready")
              .put("logs", logs.toString())
              .setAll(endpoints.toJson()));
    } else {
      out.println("ready");
      out.println("  Kafka            " + endpoints.bootstrap());
      out.println("  schema registry  " + endpoints.registry());
      out.println("  Flink            " + endpoints.ui());
      out.println("  log              " + logs);
    }
    out.flush();
  }

  private void say(String message) {
    spec.commandLine().getErr().println("sojourn: " + message);
    spec.commandLine().getErr().flush();
  }
}
