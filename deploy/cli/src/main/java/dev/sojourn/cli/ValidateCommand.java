package dev.sojourn.cli;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.engine.definition.lint.Finding;
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

/** {@code sojourn validate}. */
@Command(
    name = "validate",
    description = {
      "Check documents, without connecting to anything.",
      "",
      "Checks everything that can be known: the documents' shape, expressions and their types, references between documents, loops without waits, templates and the "
          + "configuration of connectors. Every problem is told as file:line:column, with what to do.",
      "",
      "Then tells what may be published but should be seen: warnings, of what never happens or does not do what it looks like, and infos. "
          + "Each has a name, by which a document can silence it (metadata.silence, or silence at a step)."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn validate definitions/",
      "  sojourn validate journeys/cart.yaml channels.yaml --json",
      "  sojourn validate definitions/ --strict",
      "",
      "Exit codes: 0 all is well, 1 problems found, or with --strict warnings."
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories with *.yaml and *.yml files at any depth.")
  private List<Path> paths;

  @Option(names = "--strict", description = "Take warnings for problems.")
  private boolean strict;

  @Override
  public Integer call() {
    CheckedDocuments checked = DocumentFiles.check(paths, List.of());
    List<Finding> findings = checked.findings(Optional.empty());
    ProblemReport report = new ProblemReport(spec.commandLine(), output);
    report.print(checked.problems());
    report.printFindings(findings);
    report.summary(checked, findings);
    return checked.problems().isEmpty() && !ProblemReport.isEnough(findings, strict)
        ? ExitCode.OK
        : ExitCode.PROBLEMS;
  }
}
