package dev.sojourn.cli;

import dev.sojourn.avro.CountRequest;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.preview.PreviewReport;
import dev.sojourn.cli.runs.CountTally;
import dev.sojourn.cli.runs.RunsTopic;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn preview}. */
@Command(
    name = "preview",
    description = {
      "Show how many people a migration would move, by step, and move nobody.",
      "",
      "Checks the migrations, publishes nothing, and lets the journeys job count who is at which step of the versions that are left. "
          + "The counts are exact as of the moment that is told, a second after the question. To move people then, apply the migration with --state live."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn preview migrations/cart-recovery-to-4.yaml",
      "  sojourn preview migrations/cart-recovery-to-4.yaml --json",
      "  sojourn apply migrations/cart-recovery-to-4.yaml --state live",
      "",
      "Exit codes: 0 counted; 1 problems found; 3 broker or registry cannot be reached; 4 the job does not answer."
    })
final class PreviewCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files with migrations, or directories of such files.")
  private List<Path> paths;

  @Option(
      names = "--wait",
      paramLabel = "DURATION",
      defaultValue = "PT1M",
      description = "How long to wait for the job's answer. Default: ${DEFAULT-VALUE}.")
  private Duration patience;

  @Override
  public Integer call() {
    Connection connection = connecting.connection();
    Application application =
        Application.plan(connection, paths, Optional.of(PublicationState.DRAFT));
    ProblemReport report = new ProblemReport(spec.commandLine(), output);
    if (!application.checked().problems().isEmpty()) {
      report.print(application.checked().problems());
      report.summary(application.checked(), List.of());
      return ExitCode.PROBLEMS;
    }
    List<Migration> migrations = migrations(application);
    PreviewReport preview = new PreviewReport(spec.commandLine().getOut(), output.json());
    RunsTopic runs = new RunsTopic(connection);
    for (Migration migration : migrations) {
      CountTally tally = runs.count(question(migration), patience, known -> {});
      if (!tally.isBySteps()) {
        throw CommandException.failed(
            "the journeys job is of an older build, which does not count by steps; update it first");
      }
      preview.print(migration, application.checked(), tally);
    }
    return ExitCode.OK;
  }

  private static CountRequest question(Migration migration) {
    return CountRequest.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setKind("journey")
        .setName(migration.journey())
        .setVersions(migration.from())
        .setBySteps(true)
        .build();
  }

  private static List<Migration> migrations(Application application) {
    List<Migration> migrations = new ArrayList<>();
    for (SourceDocument source : application.checked().sources()) {
      if (!(source.document() instanceof Migration migration)) {
        throw CommandException.problem(
            source.file()
                + ":"
                + source.line()
                + ": is a "
                + source.document().kind().label()
                + ", and only migrations have a preview; name files with migrations only");
      }
      migrations.add(migration);
    }
    return migrations;
  }
}
