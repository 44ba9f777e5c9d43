package dev.sojourn.cli;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.cli.definition.Change;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.preview.PreviewReport;
import dev.sojourn.cli.preview.StayCounts;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
      "Checks the migrations, publishes them as drafts, and lets the journeys job count who is at which step of the versions that are left. "
          + "The counts are those of the second or two that counting takes. To move people then, apply the migration with --state live."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn preview migrations/cart-recovery-to-4.yaml",
      "  sojourn preview migrations/cart-recovery-to-4.yaml --json",
      "  sojourn apply migrations/cart-recovery-to-4.yaml --state live",
      "",
      "Exit codes: 0 counted; 1 problems found, nothing published; 3 broker or registry cannot be reached, or no job answers."
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
    for (Change change : application.plan()) {
      if (change.action() == Change.Action.REFUSED) {
        throw CommandException.problem(change.document().id() + ": " + change.note());
      }
    }
    PreviewReport preview = new PreviewReport(spec.commandLine().getOut(), output.json());
    try (StayCounts counts = new StayCounts(connection)) {
      asked(application).publish(connection, Optional.empty());
      for (Migration migration : migrations) {
        preview.print(migration, application.checked(), counts.of(migration, patience));
      }
    }
    return ExitCode.OK;
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

  /** A draft that is there already is counted for again when it is published again. */
  private static Application asked(Application application) {
    List<Change> plan = new ArrayList<>();
    for (Change change : application.plan()) {
      plan.add(
          change.action() == Change.Action.UNCHANGED
              ? new Change(change.document(), Change.Action.POINT, change.state(), change.note())
              : change);
    }
    return new Application(application.checked(), plan);
  }
}
