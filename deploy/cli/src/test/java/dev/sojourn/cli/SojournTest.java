package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class SojournTest {
  @TempDir Path data;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandItIsWrongUsage() {
    assertThat(execute()).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("say which command").contains("sojourn demo");
  }

  @Test
  void anUnknownOptionIsWrongUsage() {
    assertThat(execute("run", "--kafka-prot", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("--kafka-port");
  }

  @Test
  void anUnknownKindIsWrongUsageAndTheKindsAreTold() {
    assertThat(execute("get", "campaign", "--data", data.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(err.toString()).contains("ContactPolicy");
  }

  @ParameterizedTest
  @MethodSource("connecting")
  void whereNoInstanceRunsItCannotBeReached(List<String> command) {
    assertThat(execute(with(command, "--data", data.toString()))).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(err.toString())
        .contains("no instance runs on the data directory")
        .contains("--bootstrap");
  }

  static List<List<String>> connecting() {
    return List.of(
        List.of("get"),
        List.of("status"),
        List.of("publish"),
        List.of("tail", "signals"),
        List.of("explain", "ann"),
        List.of("apply", "."));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandHasHelpWithExamplesAndExitCodes(String command) {
    assertThat(execute(command, "--help")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).contains("Examples:").contains("Exit codes:").contains("--json");
  }

  static List<String> commands() {
    return List.copyOf(Sojourn.commandLine().getSubcommands().keySet());
  }

  @Test
  void theVersionIsTold() {
    assertThat(execute("--version")).isEqualTo(ExitCode.OK);
    assertThat(out.toString()).startsWith("sojourn ");
  }

  private int execute(String... args) {
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  private static String[] with(List<String> command, String... more) {
    return java.util.stream.Stream.concat(command.stream(), java.util.Arrays.stream(more))
        .toArray(String[]::new);
  }
}
