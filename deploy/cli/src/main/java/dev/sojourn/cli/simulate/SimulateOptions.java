package dev.sojourn.cli.simulate;

import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.history.SignalFiles;
import dev.sojourn.cli.history.SignalSource;
import dev.sojourn.cli.history.TopicSource;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.simulator.outcome.OutcomeModel;
import dev.sojourn.simulator.outcome.OutcomesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is simulated, and how. */
public final class SimulateOptions {
  private static final String DEFAULT_OUTCOMES =
      "each sent at once, nothing delivered, opened or clicked, calls answered with nothing (--outcomes FILE says otherwise)";

  /** Where results go. */
  public record Results(boolean json, Path html) {}

  @Option(
      names = "--signals",
      paramLabel = "FILE",
      description =
          "Recorded signals: a file of `sojourn record`, or JSON lines as `sojourn publish` takes them, with `loggedAt` (default: the topic).")
  private Path signals;

  @Option(
      names = "--from",
      paramLabel = "MOMENT",
      description = "Only signals logged at or after this moment (default: all).")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "MOMENT",
      description = "Only signals logged before this moment (default: all).")
  private String to;

  @Option(
      names = "--until",
      paramLabel = "MOMENT",
      description =
          "Let time pass up to this moment, also when the record is at its end (default: --to, or else the end of the record).")
  private String until;

  @ArgGroup(exclusive = true)
  private Base base = new Base();

  /** What drafts stand on. */
  private static final class Base {
    @Option(
        names = "--live",
        description = "On top of what is live now, as if it had been live all the time.")
    private boolean live;

    @Option(
        names = "--history",
        description = "On top of what was published, each from its own log time on.")
    private boolean history;

    DraftReader.On on() {
      return live ? DraftReader.On.LIVE : history ? DraftReader.On.HISTORY : DraftReader.On.NOTHING;
    }
  }

  @Option(
      names = "--against",
      paramLabel = "DIR",
      description =
          "Compare with other definitions over the same people: a directory, `live` or `history`. A directory stands on the same as the drafts do.")
  private String against;

  @Option(
      names = "--outcomes",
      paramLabel = "FILE",
      description =
          "What comes of messages that never went out: shares and delays, a document of kind Outcomes (default: each is sent at once, nothing is opened).")
  private Path outcomes;

  @Option(
      names = "--recorded-only",
      description =
          "Nothing comes of messages but what is recorded: with --history, simulated is what was live.")
  private boolean recordedOnly;

  @Option(
      names = "--requests",
      paramLabel = "FILE",
      description =
          "Write the draft's requests to a file too: one JSON object a line, with the fields that they have on the topic, in no order.")
  private Path requests;

  @Option(
      names = "--bucket",
      paramLabel = "DURATION",
      description =
          "Length of the parts of time over which people and members are told, such as PT1H or P1D (default: as fits).")
  private Duration bucket;

  @Option(
      names = "--differing",
      paramLabel = "N",
      defaultValue = "10",
      description = "List so many of the people whose way differs (default: 10).")
  private int listed;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Simulate on so many threads (default: all cores).")
  private int threads;

  private CommandLine line;
  private List<Path> drafts = List.of();
  private ConnectionOptions connecting;
  private Connection connection;
  private final List<Problem> problems = new ArrayList<>();

  /**
   * Simulates and tells the results.
   *
   * @return problems in definitions or outcomes; nothing was simulated if there are any
   */
  public List<Problem> run(
      CommandLine command,
      List<Path> paths,
      ConnectionOptions connectionOptions,
      MomentOptions moments,
      SimulationTelling telling,
      Results results) {
    line = command;
    drafts = paths;
    connecting = connectionOptions;
    checkUsage();
    Instant now = Instant.now();
    SignalSource.Window window = moments.window(line, "--from", from, "--to", to, now);
    OptionalLong end = moments.moment(line, "--until", until, now);
    Optional<OutcomeModel> model = model();
    DraftReader reader = new DraftReader(base.on(), this::connection);
    DefinitionSource draft = reader.draft(drafts);
    Optional<DefinitionSource> other = Optional.ofNullable(against).map(reader::against);
    problems.addAll(reader.problems());
    if (!problems.isEmpty()) {
      return List.copyOf(problems);
    }
    SimulationOptions options =
        new SimulationOptions(
            model,
            outcomesName(),
            end.isPresent() ? end : window.to(),
            bucket == null ? OptionalLong.empty() : OptionalLong.of(bucket.toMillis()),
            threads > 0 ? threads : Runtime.getRuntime().availableProcessors(),
            listed);
    Simulation simulation = run(new Simulations(source(), window, options, telling), draft, other);
    tell(simulation, new Words(moments.zone(line)), results);
    return List.of();
  }

  private Simulation run(
      Simulations simulations, DefinitionSource draft, Optional<DefinitionSource> other) {
    if (requests == null) {
      return simulations.run(draft, other, SimulationRun.Witness.NONE);
    }
    try (RequestLines lines = new RequestLines(requests)) {
      return simulations.run(draft, other, lines);
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.problem("cannot write " + requests + ": " + e.getMessage());
    }
  }

  private void checkUsage() {
    if (drafts.isEmpty() && !base.live && !base.history) {
      throw new ParameterException(
          line, "say what to simulate: drafts, --live or --history, or drafts on one of these");
    }
    if (recordedOnly && outcomes != null) {
      throw new ParameterException(line, "--outcomes cannot stand beside --recorded-only");
    }
    if (bucket != null && bucket.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new ParameterException(line, "--bucket must be at least PT1S");
    }
    if (listed < 0 || threads < 0) {
      throw new ParameterException(line, "--differing and --threads must not be negative");
    }
  }

  private SignalSource source() {
    return signals != null ? SignalFiles.open(signals) : new TopicSource(connection());
  }

  private Connection connection() {
    if (connection == null) {
      connection = connecting.connection();
    }
    return connection;
  }

  private String outcomesName() {
    if (recordedOnly) {
      return "nothing comes of them (--recorded-only)";
    }
    return outcomes == null ? DEFAULT_OUTCOMES : "outcomes as in " + outcomes;
  }

  private Optional<OutcomeModel> model() {
    if (recordedOnly) {
      return Optional.empty();
    }
    if (outcomes == null) {
      return Optional.of(OutcomeModel.DEFAULT);
    }
    try {
      OutcomesFile.Reading reading =
          OutcomesFile.read(outcomes.toString(), Files.readString(outcomes));
      problems.addAll(reading.problems());
      return reading.model();
    } catch (IOException e) {
      throw CommandException.problem(
          Files.exists(outcomes)
              ? outcomes + " cannot be read: " + e.getMessage()
              : "there is no file " + outcomes);
    }
  }

  private void tell(Simulation simulation, Words words, Results results) {
    PrintWriter out = line.getOut();
    if (results.json()) {
      out.println(JsonReport.of(simulation));
      out.flush();
    } else {
      new TextReport(simulation, words, out).print();
    }
    if (results.html() != null) {
      write(results.html(), () -> HtmlReport.of(simulation, words));
    }
  }

  private static void write(Path file, Supplier<String> text) {
    try {
      Files.writeString(file, text.get());
    } catch (IOException e) {
      throw CommandException.problem("cannot write " + file + ": " + e.getMessage());
    }
  }
}
