package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ValidateCommandTest {
  private static final String WARNED =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: j, version: 1}
      spec:
        entry: {event: {type: a}}
        start: one
        steps:
          one: {wait: {for: PT1H}}
          two: {end: {}}
      """;
  private static final String TOLD_ONLY =
      WARNED
          .replace("  start: one", "  holdout: {percent: 0.1}\n  start: one")
          .replace("one: {wait: {for: PT1H}}", "one: {wait: {for: PT1H}, next: two}");

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void findingsAreToldAndDoNotFail() throws IOException {
    assertThat(validate(WARNED)).isEqualTo(ExitCode.OK);
    assertThat(err.toString())
        .contains(
            "j.yaml:9:5: warning: spec.steps.two: no way leads to this step (draw an edge to it, or remove it) [unreachable-step]");
    assertThat(out.toString()).contains("1 document, no problems, 1 warning\n");
  }

  @Test
  void strictTakesWarningsForProblems() throws IOException {
    assertThat(validate(WARNED, "--strict")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).contains("[unreachable-step]");
  }

  @Test
  void strictLetsInfosPass() throws IOException {
    assertThat(validate(TOLD_ONLY, "--strict")).isEqualTo(ExitCode.OK);
    assertThat(err.toString()).contains("info: spec.holdout.percent").contains("[tiny-share]");
    assertThat(out.toString()).contains("1 document, no problems, 1 info\n");
  }

  @Test
  void findingsAreObjectsOfTheirOwn() throws IOException {
    assertThat(validate(WARNED, "--json")).isEqualTo(ExitCode.OK);
    assertThat(out.toString().lines())
        .hasSize(2)
        .first()
        .asString()
        .startsWith("{\"finding\":\"unreachable-step\",\"severity\":\"warning\",\"file\":")
        .contains("\"line\":9,\"column\":5,\"path\":\"spec.steps.two\"");
    assertThat(out.toString())
        .contains("{\"documents\":1,\"problems\":0,\"warnings\":1,\"infos\":0}");
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whereThereAreProblemsNothingElseIsTold() throws IOException {
    assertThat(validate(WARNED + "      x: 1\n")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err.toString()).doesNotContain("warning");
  }

  private int validate(String yaml, String... options) throws IOException {
    Path file = Files.writeString(directory.resolve("j.yaml"), yaml);
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    String[] args = new String[options.length + 2];
    args[0] = "validate";
    args[1] = file.toString();
    System.arraycopy(options, 0, args, 2, options.length);
    return line.execute(args);
  }
}
