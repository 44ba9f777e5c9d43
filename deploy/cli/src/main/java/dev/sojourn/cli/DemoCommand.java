package dev.sojourn.cli;

import dev.sojourn.cli.demo.Demo;
import dev.sojourn.cli.demo.DemoOptions;
import dev.sojourn.cli.demo.Views;
import dev.sojourn.cli.output.OutputOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code sojourn demo}. */
@Command(
    name = "demo",
    description = {
      "Run Sojourn with a shop whose customers are simulated, and watch journeys send mails.",
      "",
      "Starts what `sojourn run` starts, on free ports, with the examples cart-recovery, welcome and transactional, in which an hour takes ten seconds and a day twenty; a mail "
          + "server and an HTTP server that receive; and an ordinary Kafka producer that plays the shop."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn demo",
      "  sojourn demo --duration PT1M --json",
      "  sojourn demo --rate 1000 --customers 20000 --data demo-data",
      "",
      "Exit codes: 0 ended as asked, 1 no mail has come, 4 it does not start or a job has ended."
    })
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory, to go on with another time (default: a temporary one).")
  private Path data;

  @Option(
      names = "--duration",
      paramLabel = "DURATION",
      description = "How long to run, as an ISO-8601 duration (default: until interrupted).")
  private Duration duration;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "300",
      description = "Events per second, about (default: ${DEFAULT-VALUE}).")
  private double rate;

  @Option(
      names = "--customers",
      paramLabel = "N",
      defaultValue = "5000",
      description = "How many customers the shop has (default: ${DEFAULT-VALUE}).")
  private int customers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "The same seed gives the same customers and the same doings (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--ui-port",
      paramLabel = "PORT",
      defaultValue = "0",
      description = "Port of the Flink web UI; 0: any free one (default: ${DEFAULT-VALUE}).")
  private int uiPort;

  @Override
  public Integer call() throws IOException {
    if (!(rate > 0) || customers < 1) {
      throw new ParameterException(
          spec.commandLine(),
          "there must be customers, and events: --rate and --customers are more than 0");
    }
    boolean temporary = data == null;
    Path directory = temporary ? Files.createTempDirectory("sojourn-demo-") : data;
    Path logs = Logging.toDirectory(directory);
    StopSignal stop = StopSignal.listen();
    DemoOptions options =
        new DemoOptions(
            directory, Optional.ofNullable(duration), rate, customers, seed, uiPort, logs);
    try {
      Demo.Result result =
          new Demo(options, Views.choose(spec.commandLine().getOut(), output.json()))
              .run(stop.arrived());
      if (result.end().isPresent()) {
        throw CommandException.failed(RunCommand.ended(result.end().get(), logs));
      }
      return result.mails() > 0 ? ExitCode.OK : ExitCode.PROBLEMS;
    } finally {
      if (temporary) {
        delete(directory);
      }
    }
  }

  private static void delete(Path directory) {
    try (Stream<Path> paths = Files.walk(directory)) {
      for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(path);
      }
    } catch (IOException | UncheckedIOException e) {
      // A temporary directory that cannot be removed is the operating system's to remove.
    }
  }
}
