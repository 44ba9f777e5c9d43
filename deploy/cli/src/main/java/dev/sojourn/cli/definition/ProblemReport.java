package dev.sojourn.cli.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.engine.definition.Lint;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.lint.Finding;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * Tells problems and findings: to people on standard error, in the form that editors recognise; to
 * programs on standard output.
 */
public final class ProblemReport {
  private final CommandLine line;
  private final boolean json;

  public ProblemReport(CommandLine line, OutputOptions output) {
    this.line = line;
    this.json = output.json();
  }

  public void print(List<Problem> problems) {
    PrintWriter to = json ? line.getOut() : line.getErr();
    for (Problem problem : problems) {
      to.println(json ? json(problem) : problem.toString());
    }
    to.flush();
  }

  /** Tells what authors should see, after the problems. */
  public void printFindings(List<Finding> findings) {
    PrintWriter to = json ? line.getOut() : line.getErr();
    for (Finding finding : findings) {
      to.println(json ? json(finding) : finding.toString());
    }
    to.flush();
  }

  /**
   * Whether findings are to be taken for problems.
   *
   * @param strict whether warnings are
   */
  public static boolean isEnough(List<Finding> findings, boolean strict) {
    return strict
        && findings.stream()
            .anyMatch(finding -> finding.lint().severity() == Lint.Severity.WARNING);
  }

  /** The last line: how many documents, how many problems, how many findings. */
  public void summary(CheckedDocuments checked, List<Finding> findings) {
    PrintWriter out = line.getOut();
    int documents = checked.documents().size();
    int problems = checked.problems().size();
    if (json) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("documents", documents)
              .put("problems", problems)
              .put("warnings", count(findings, Lint.Severity.WARNING))
              .put("infos", count(findings, Lint.Severity.INFO)));
    } else {
      out.println(
          documents
              + (documents == 1 ? " document, " : " documents, ")
              + (problems == 0
                  ? "no problems"
                  : problems == 1 ? "1 problem" : problems + " problems")
              + counted(findings, Lint.Severity.WARNING)
              + counted(findings, Lint.Severity.INFO));
    }
    out.flush();
  }

  private static long count(List<Finding> findings, Lint.Severity severity) {
    return findings.stream().filter(finding -> finding.lint().severity() == severity).count();
  }

  /** Nothing if there are none. */
  private static String counted(List<Finding> findings, Lint.Severity severity) {
    long count = count(findings, severity);
    return count == 0 ? "" : ", " + count + " " + severity.label() + (count == 1 ? "" : "s");
  }

  private static String json(Finding finding) {
    ObjectNode object =
        JsonNodeFactory.instance
            .objectNode()
            .put("finding", finding.lint().label())
            .put("severity", finding.lint().severity().label());
    return place(object, finding.at()).toString();
  }

  private static String json(Problem problem) {
    return place(JsonNodeFactory.instance.objectNode(), problem).toString();
  }

  private static ObjectNode place(ObjectNode object, Problem problem) {
    return object
        .put("file", problem.file())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("path", problem.path())
        .put("message", problem.message())
        .put("remedy", problem.remedy());
  }
}
