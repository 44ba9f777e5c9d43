package dev.sojourn.cli.simulate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.cli.Sojourn;
import dev.sojourn.simulator.outcome.OutcomesFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keeps docs/simulate.md true: its examples are run. */
class SimulateDocumentationTest {
  private static final Path ROOT = Path.of("../..");

  @TempDir Path directory;
  private final String page = read(ROOT.resolve("docs/simulate.md"));

  @Test
  void theFirstSimulationGivesWhatThePageShows() throws IOException {
    Path history = Files.writeString(directory.resolve("history.jsonl"), block("```json\n"));
    StringWriter out = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    String shown = block("```\n$ sojourn simulate");
    String definitions = ROOT.resolve("docs/examples/first-steps").toString();

    int code =
        line.execute(
            "simulate",
            definitions,
            "--signals",
            history.toString(),
            "--until",
            "2026-03-02T09:02:30Z",
            "--zone",
            "UTC");

    assertThat(code).isZero();
    assertThat(
            out.toString()
                .replace(definitions, "docs/examples/first-steps")
                .replace(history.toString(), "history.jsonl"))
        .isEqualTo(shown.substring(shown.indexOf('\n') + 1));
  }

  @Test
  void theOutcomesAreGood() {
    assertThat(OutcomesFile.read("outcomes.yaml", block("```yaml\n")).problems()).isEmpty();
  }

  private String block(String begin) {
    Matcher block =
        Pattern.compile(Pattern.quote(begin) + "(.*?)```", Pattern.DOTALL).matcher(page);
    assertThat(block.find()).as(begin).isTrue();
    return block.group(1);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
