package dev.sojourn.cli;

import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.definition.DocumentFiles;
import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.output.OutputOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn validate}. */
@Command(
    name = "validate",
    description = {
      "Check documents, without connecting to anything.",
      "",
      "Checks everything that can be known: the documents' shape, expressions and their types, references between documents, loops without waits, templates and the "
          + "configuration of connectors. Every problem is told as file:line:column, with what to do."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn validate definitions/",
      "  sojourn validate journeys/cart.yaml channels.yaml --json",
      "",
      "Exit codes: 0 all is well, 1 problems found."
    })
final class ValidateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description = "Files, or directories with *.yaml and *.yml files at any depth.")
  private List<Path> paths;

  @Override
  public Integer call() {
    CheckedDocuments checked = DocumentFiles.check(paths, List.of());
    ProblemReport report = new ProblemReport(spec.commandLine(), output);
    report.print(checked.problems());
    report.summary(checked);
    return checked.problems().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS;
  }
}
