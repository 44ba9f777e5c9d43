package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

/**
 * Keeps docs/cli.md what the command says of itself. Writes it anew with {@code
 * -Dsojourn.docs.write=true}.
 */
class CliDocumentationTest {
  private static final Path FILE = Path.of("../../docs/cli.md");

  @Test
  void theDocumentationIsWhatTheCommandSays() throws IOException {
    String text = document();
    if (Boolean.getBoolean("sojourn.docs.write")) {
      Files.writeString(FILE, text);
    }

    assertThat(Files.readString(FILE)).isEqualTo(text);
  }

  private static String document() {
    CommandLine sojourn = Sojourn.commandLine();
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # The command

        `./sojourn` in a checkout builds what is not built yet and runs the command. This page is what the command says of itself; a test keeps it so.

        Results go to standard output, problems to standard error. With `--json`, results are JSON, one object per line.

        The launcher reads `SOJOURN_JAVA_OPTS` (further options of the Java virtual machine), `SOJOURN_HEAP` (heap of `run` and `demo`, default `2g`), `SOJOURN_NO_BUILD` (not
        empty: run what is there) and `MAVEN_ARGS` (such as `--offline`). `SOJOURN_LOG` names a log level (`debug`, `info`, …): commands then log to standard error, an instance logs
        more to its files.

        """);
    section(text, "sojourn", sojourn);
    sojourn.getSubcommands().forEach((name, line) -> section(text, "sojourn " + name, line));
    return text.toString();
  }

  private static void section(StringBuilder text, String title, CommandLine line) {
    String usage = line.getUsageMessage(Ansi.OFF).stripTrailing().replaceAll("[ \\t]+\\n", "\n");
    text.append("## ").append(title).append("\n\n```\n").append(usage).append("\n```\n\n");
  }
}
