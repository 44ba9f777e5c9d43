package dev.sojourn.cli;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.DefinitionsTopic;
import dev.sojourn.cli.definition.Published;
import dev.sojourn.cli.explain.Evidence;
import dev.sojourn.cli.explain.Explanation;
import dev.sojourn.cli.explain.LogTime;
import dev.sojourn.cli.explain.PersonReader;
import dev.sojourn.cli.output.OutputOptions;
import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn explain}. */
@Command(
    name = "explain",
    description = {
      "Tell what happened to one person, and why; and why something did not happen.",
      "",
      "Shows each stay in a journey step by step: what was waited for, which condition decided over which values, what was sent and what became of it, "
          + "which cap or quiet hours kept a message back; entries that were refused; comings and goings in audiences; dead letters. "
          + "What can be done about the reasons is told below it.%n"
          + "Reads one partition of each topic. Moments are an instant (2025-06-02T12:00:00Z), a date or local time (2025-06-02T12:00), or how long ago (P3D)."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn explain ann",
      "  sojourn explain ann --journey cart-recovery --since P2D --zone Europe/Paris",
      "  sojourn explain ann --request 9f31a2b4          why was this sent?",
      "  sojourn explain ann --why-not cart-recovery     why did she not get it?",
      "  sojourn explain ann --json | jq '.visits[].now'",
      "",
      "Exit codes: 0 something is known of the person, 1 nothing is, or there is no such request, 3 broker or registry cannot be reached."
    })
final class ExplainCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(paramLabel = "PROFILE", description = "The profile key, exactly as it is written.")
  private String profile;

  @ArgGroup(exclusive = true)
  private Question question = new Question();

  /** What is asked; nothing: tell everything. */
  private static final class Question {
    @Option(
        names = "--journey",
        paramLabel = "JOURNEY",
        description = "Only what concerns this journey.")
    private String journey;

    @Option(
        names = "--request",
        paramLabel = "ID",
        description =
            "Why this message was sent, or this system called, and what became of it; the id or its beginning.")
    private String request;

    @Option(
        names = "--why-not",
        paramLabel = "JOURNEY",
        description = "Why the person is not in this journey, or got no message from it.")
    private String whyNot;
  }

  @Option(
      names = "--since",
      paramLabel = "MOMENT",
      description = "Only what was logged at or after this moment (default: all that is kept).")
  private String since;

  @Option(
      names = "--until",
      paramLabel = "MOMENT",
      description = "Only what was logged before this moment (default: now).")
  private String until;

  @Option(
      names = "--zone",
      paramLabel = "ZONE",
      description =
          "IANA zone in which moments are read and told, such as Europe/Paris (default: this machine's).")
  private String zone;

  @Override
  public Integer call() {
    Instant now = Instant.now();
    ZoneId there = zone();
    PersonReader.Window window =
        new PersonReader.Window(
            moment("--since", since, there, now), moment("--until", until, there, now));
    if (window.since().isPresent() && !window.since().get().isBefore(window.until().orElse(now))) {
      throw new ParameterException(spec.commandLine(), "--since must lie before --until, and now");
    }
    Connection connection = connecting.connection();
    Published published = new DefinitionsTopic(connection).read();
    Evidence evidence =
        new PersonReader(connection, new ReadProgress(spec.commandLine().getErr()))
            .read(profile, window, question.whyNot != null);
    Explanation all = Explanation.of(profile, evidence, published, there, now);
    Explanation told = told(all);
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      out.println(told.toJson());
    } else {
      told.toLines().forEach(out::println);
    }
    out.flush();
    return all.isUnknown() ? ExitCode.PROBLEMS : ExitCode.OK;
  }

  private Explanation told(Explanation all) {
    if (question.request != null) {
      return all.onlyRequest(question.request);
    } else if (question.whyNot != null) {
      return all.whyNot(question.whyNot);
    }
    return question.journey != null ? all.onlyJourney(question.journey) : all;
  }

  private ZoneId zone() {
    try {
      return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(), "there is no zone " + zone + "; write one such as Europe/Paris", e);
    }
  }

  private Optional<Instant> moment(String option, String text, ZoneId there, Instant now) {
    try {
      return Optional.ofNullable(text).map(stated -> LogTime.parse(stated, there, now));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + ": " + e.getMessage(), e);
    }
  }
}
