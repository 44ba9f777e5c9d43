package dev.sojourn.cli.definition;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.engine.definition.Problem;
import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * Tells problems: to people on standard error, in the form that editors recognise; to programs on
 * standard output.
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

  /** The last line: how many documents, how many problems. */
  public void summary(CheckedDocuments checked) {
    PrintWriter out = line.getOut();
    int documents = checked.documents().size();
    int problems = checked.problems().size();
    if (json) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("documents", documents)
              .put("problems", problems));
    } else {
      out.println(
          documents
              + (documents == 1 ? " document, " : " documents, ")
              + (problems == 0
                  ? "no problems"
                  : problems == 1 ? "1 problem" : problems + " problems"));
    }
    out.flush();
  }

  private static String json(Problem problem) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", problem.file())
        .put("line", problem.line())
        .put("column", problem.column())
        .put("path", problem.path())
        .put("message", problem.message())
        .put("remedy", problem.remedy())
        .toString();
  }
}
