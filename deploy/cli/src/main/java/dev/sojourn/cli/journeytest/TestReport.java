package dev.sojourn.cli.journeytest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.journeytest.SuiteResult.TimedResult;
import dev.sojourn.simulator.story.CaseResult;
import dev.sojourn.simulator.story.Failure;
import dev.sojourn.simulator.story.FailureText;
import dev.sojourn.simulator.story.Style;
import dev.sojourn.simulator.story.Suite;
import java.io.PrintWriter;

/** Tells what came of the cases: of those that failed everything, to people or to programs. */
public final class TestReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private TestReport() {}

  /** For people. */
  public static void print(TestRun run, Style style, PrintWriter out) {
    for (SuiteResult suite : run.suites()) {
      for (TimedResult one : suite.cases()) {
        if (!one.result().passed()) {
          out.println(
              style.bad("FAILED")
                  + " "
                  + style.bold(suite.suite().name() + ": " + one.result().test().name()));
          out.println();
          FailureText.lines(one.result(), style).forEach(out::println);
          out.println();
        }
      }
    }
    out.println(summary(run, style));
    out.flush();
  }

  private static String summary(TestRun run, Style style) {
    String cases = run.cases() == 1 ? "1 case, " : run.cases() + " cases, ";
    return run.failed() == 0
        ? cases + style.good("all passed")
        : cases + (run.cases() - run.failed()) + " passed, " + style.bad(run.failed() + " failed");
  }

  /** For programs: one object per case, then one that sums up. */
  public static void printJson(TestRun run, PrintWriter out) {
    for (SuiteResult suite : run.suites()) {
      for (TimedResult one : suite.cases()) {
        out.println(json(suite.suite(), one));
      }
    }
    out.println(
        JSON.objectNode()
            .put("cases", run.cases())
            .put("passed", run.cases() - run.failed())
            .put("failed", run.failed()));
    out.flush();
  }

  private static ObjectNode json(Suite suite, TimedResult one) {
    CaseResult result = one.result();
    ObjectNode object =
        JSON.objectNode()
            .put("file", suite.file())
            .put("line", result.test().place().line())
            .put("test", suite.name())
            .put("case", result.test().name())
            .put("result", result.passed() ? "passed" : "failed")
            .put("millis", one.took().toMillis());
    result.failure().ifPresent(failure -> object.set("failure", json(result, failure)));
    return object;
  }

  private static ObjectNode json(CaseResult result, Failure failure) {
    ObjectNode object =
        JSON.objectNode()
            .put("line", failure.place().line())
            .put("column", failure.place().column())
            .put("path", failure.place().path())
            .put("message", failure.message());
    failure.expected().forEach(object.withArray("expected")::add);
    failure.happened().forEach(object.withArray("happened")::add);
    return object.put("text", String.join("\n", FailureText.lines(result, Style.PLAIN)));
  }
}
