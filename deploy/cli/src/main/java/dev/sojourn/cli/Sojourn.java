package dev.sojourn.cli;

import dev.sojourn.local.LocalStartException;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import java.io.PrintWriter;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The {@code sojourn} command. */
@Command(
    name = "sojourn",
    description = "Real-time customer journeys on Apache Flink.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      DemoCommand.class,
      RunCommand.class,
      ValidateCommand.class,
      TestCommand.class,
      RecordCommand.class,
      SimulateCommand.class,
      ApplyCommand.class,
      PreviewCommand.class,
      GetCommand.class,
      PublishCommand.class,
      ImportCommand.class,
      ExportCommand.class,
      TailCommand.class,
      ExplainCommand.class,
      CountCommand.class,
      RunsCommand.class,
      StatusCommand.class
    },
    footer = {
      "",
      "To begin:",
      "  sojourn demo                     a shop, its customers and their mails, at once",
      "  sojourn run --definitions DIR    your own journeys on this machine",
      "  sojourn COMMAND --help           options and examples of a command",
      "",
      "Exit codes: 0 done, 1 problems found, 2 wrong usage, 3 cannot reach a broker, a registry or an instance, 4 an instance does not start or a job has ended, 70 a bug."
    })
public final class Sojourn implements Runnable {
  /** Of help texts; the examples in them must fit. */
  private static final int WIDTH = 110;

  @Spec private CommandSpec spec;

  /** Without a command there is only something to be learnt. */
  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which command");
  }

  /** The command line, ready to execute; output goes where its writers say. */
  public static CommandLine commandLine() {
    CommandLine line = new CommandLine(new Sojourn());
    // Not by picocli's own mixin: it brings --version too, which means something else to some of
    // them.
    line.getSubcommands().values().forEach(command -> command.getCommandSpec().addOption(help()));
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setUsageHelpWidth(WIDTH);
    line.setExecutionExceptionHandler((failure, command, result) -> report(failure, command));
    return line;
  }

  private static OptionSpec help() {
    return OptionSpec.builder("-h", "--help")
        .usageHelp(true)
        .description("Show this help.")
        .build();
  }

  private static int report(Exception failure, CommandLine command) {
    PrintWriter err = command.getErr();
    if (failure instanceof CommandException e) {
      err.println("sojourn: " + e.getMessage());
      return e.exitCode();
    }
    if (failure instanceof LocalStartException e) {
      err.println("sojourn: " + e.getMessage());
      return ExitCode.FAILED;
    }
    if (failure instanceof RegistryUnavailableException || failure instanceof KafkaException) {
      err.println("sojourn: " + failure.getMessage());
      return ExitCode.UNREACHABLE;
    }
    err.println("sojourn: a bug: " + failure + "; please report it with what follows");
    failure.printStackTrace(err);
    return ExitCode.INTERNAL;
  }

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] args) {
    int code = commandLine().execute(args);
    System.out.flush();
    // Not exit(): libraries leave threads and hooks behind; what had to be closed has been.
    Runtime.getRuntime().halt(code);
  }
}
