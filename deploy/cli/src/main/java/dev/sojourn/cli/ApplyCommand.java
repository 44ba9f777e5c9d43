package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.definition.Application;
import dev.sojourn.cli.definition.Change;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.output.Table;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.lint.Finding;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn apply}. */
@Command(
    name = "apply",
    description = {
      "Check documents and publish them: all of them, or none if there is a problem with one.",
      "",
      "A version never changes once it is published: a document whose text differs from the published text of its version is refused; raise metadata.version. "
          + "New versions take effect a second after they are published; people inside a journey stay on the version in which they entered. "
          + "The documents are checked together with those that are live already. Of several versions of a document the highest gets the state, and the others are published beside it.",
      "",
      "States of journeys: live; paused, nobody enters and sends are held; closed, nobody enters and those inside finish; stopped, everybody inside is ended; "
          + "draft, only profiles with test: true enter, beside the live version; dry-run, everybody enters beside the live version and nothing is sent; "
          + "withdrawn, it is no longer tried beside the live version; deleted.",
      "",
      "A migration that the job refused is tried again with --state live, once what was wrong is right."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn apply definitions/",
      "  sojourn apply definitions/ --dry-run",
      "  sojourn apply journeys/cart.yaml --state paused",
      "  sojourn apply journeys/cart-v2.yaml --state draft",
      "",
      "Exit codes: 0 published, or nothing to do; 1 problems found, or with --strict warnings, nothing published; 3 broker or registry cannot be reached."
    })
final class ApplyCommand implements Callable<Integer> {
  /** The states that can be asked for. */
  enum State {
    /** In use. */
    LIVE,
    /** Nobody enters; those inside go on. */
    PAUSED,
    /** Nobody enters any more; those inside go on to their end. */
    CLOSED,
    /** Everybody inside is ended. */
    STOPPED,
    /** Beside the live version; for test profiles only. */
    DRAFT,
    /** Beside the live version; for everybody, and nothing is sent. */
    DRY_RUN,
    /** No longer tried beside the live version. */
    WITHDRAWN,
    /** As closed; and no other document can refer to it. */
    DELETED;

    PublicationState published() {
      return PublicationState.valueOf(name());
    }

    /** As it stands on the command line. */
    @Override
    public String toString() {
      return published().label();
    }
  }

  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories with *.yaml and *.yml files at any depth.")
  private List<Path> paths;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description =
          "State for all of the documents: ${COMPLETION-CANDIDATES}. Default: new documents are live, others keep their state.")
  private State state;

  @Option(names = "--dry-run", description = "Tell what would be done, and publish nothing.")
  private boolean dryRun;

  @Option(
      names = "--strict",
      description = "Publish nothing if there are warnings, such as `sojourn validate` tells.")
  private boolean strict;

  @Override
  public Integer call() {
    Connection connection = connecting.connection();
    Optional<PublicationState> wanted = Optional.ofNullable(state).map(State::published);
    Application application = Application.plan(connection, paths, wanted);
    List<Finding> findings = application.checked().findings(wanted);
    ProblemReport report = new ProblemReport(spec.commandLine(), output);
    if (!application.checked().problems().isEmpty()) {
      report.print(application.checked().problems());
      report.summary(application.checked(), findings);
      return ExitCode.PROBLEMS;
    }
    report.printFindings(findings);
    if (ProblemReport.isEnough(findings, strict)) {
      spec.commandLine()
          .getErr()
          .println(
              "sojourn: nothing is published, because there are warnings and --strict is given");
      return ExitCode.PROBLEMS;
    }
    if (application.isSound() && !dryRun) {
      application.publish(connection, publisher());
    }
    print(application.plan());
    if (!application.isSound()) {
      spec.commandLine()
          .getErr()
          .println("sojourn: nothing is published, because something is refused");
      return ExitCode.PROBLEMS;
    }
    return ExitCode.OK;
  }

  private static Optional<String> publisher() {
    return Optional.ofNullable(System.getProperty("user.name")).filter(name -> !name.isBlank());
  }

  private void print(List<Change> changes) {
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      for (Change change : changes) {
        out.println(
            JsonNodeFactory.instance
                .objectNode()
                .put("kind", change.document().kind().label())
                .put("name", change.document().name())
                .put("version", change.document().version())
                .put("state", change.stateLabel())
                .put("result", change.action().label())
                .put("note", change.note()));
      }
      out.flush();
      return;
    }
    Table table = new Table("KIND", "NAME", "VERSION", "STATE", dryRun ? "WOULD BE" : "RESULT", "");
    for (Change change : changes) {
      table.row(
          change.document().kind().label(),
          change.document().name(),
          change.document().version(),
          change.stateLabel(),
          change.action().label(),
          change.note());
    }
    table.print(out);
  }
}
