package dev.sojourn.cli;

import dev.sojourn.cli.definition.ProblemReport;
import dev.sojourn.cli.journeytest.CaseFilter;
import dev.sojourn.cli.journeytest.JUnitReport;
import dev.sojourn.cli.journeytest.TestReport;
import dev.sojourn.cli.journeytest.TestRun;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.simulator.story.Style;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn test}. */
@Command(
    name = "test",
    description = {
      "Run the test cases of journeys, without connecting to anything.",
      "",
      "Cases are documents of kind JourneyTest in files named *.test.yaml: given these people, when this happens and that time passes, expect these messages. "
          + "Definitions are checked first, as `sojourn validate` does. Each case has people and a clock of its own, and takes some milliseconds. "
          + "A case that fails shows everything that happened in it, with the first difference marked."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn test definitions/",
      "  sojourn test definitions/cart.test.yaml --filter 'within the hour'",
      "  sojourn test definitions/ --junit target/journeys.xml",
      "  sojourn test --each docs/examples/*/",
      "",
      "Exit codes: 0 all cases passed, 1 some failed, or there are problems in definitions or cases."
    })
final class TestCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private OutputOptions output;

  @Parameters(
      arity = "1..*",
      paramLabel = "PATH",
      description =
          "Directories with definitions and cases at any depth, or files of either. Where only files of cases are named, the definitions are those in their directories.")
  private List<Path> paths;

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      defaultValue = "",
      description =
          "Run only cases whose name, `document: case`, has this text in it, in whatever case of letters.")
  private String filter;

  @Option(
      names = "--each",
      description =
          "Take each PATH for a set of definitions of its own, which knows nothing of the others.")
  private boolean each;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write the results to a file too, as JUnit XML for a CI server.")
  private Path junit;

  @Override
  public Integer call() {
    CaseFilter cases = new CaseFilter(filter);
    TestRun run = each ? TestRun.ofEach(paths, cases) : TestRun.of(paths, cases);
    if (!run.problems().isEmpty()) {
      new ProblemReport(spec.commandLine(), output).print(run.problems());
      return ExitCode.PROBLEMS;
    }
    if (run.cases() == 0) {
      throw CommandException.problem("no case has '" + filter + "' in its name");
    }
    PrintWriter out = spec.commandLine().getOut();
    if (output.json()) {
      TestReport.printJson(run, out);
    } else {
      TestReport.print(run, style(), out);
    }
    writeJUnit(run);
    return run.failed() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private void writeJUnit(TestRun run) {
    if (junit == null) {
      return;
    }
    try {
      JUnitReport.write(run, junit);
    } catch (IOException e) {
      throw CommandException.problem("cannot write " + junit + ": " + e.getMessage());
    }
  }

  /** The launcher knows whether there is a terminal; NO_COLOR is how its user says no. */
  private static Style style() {
    String noColour = System.getenv("NO_COLOR");
    return Boolean.getBoolean("sojourn.terminal") && (noColour == null || noColour.isEmpty())
        ? Style.COLOUR
        : Style.PLAIN;
  }
}
