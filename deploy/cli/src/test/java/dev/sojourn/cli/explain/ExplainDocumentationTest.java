package dev.sojourn.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Keeps the generated parts of docs/explain.md what the command says. Writes them anew with {@code
 * -Dsojourn.docs.write=true}.
 */
class ExplainDocumentationTest {
  private static final Path FILE = Path.of("../../docs/explain.md");

  @Test
  void theExamplesAreWhatTheCommandSays() throws IOException {
    check("example", block(Stories.silence().explained(1200)));
    check("why-not", block(Stories.eventsOnly().explained(60).whyNot("cart-recovery")));
  }

  @Test
  void theReasonsAreThoseOfTheCommand() throws IOException {
    StringBuilder text = new StringBuilder();
    for (Reason.Group group : Reason.Group.values()) {
      text.append("### ").append(group.title()).append("\n\n");
      text.append("| Reason | What happened | What to do |\n|---|---|---|\n");
      Reasons.all().stream()
          .filter(reason -> reason.group() == group)
          .forEach(
              reason ->
                  text.append("| `")
                      .append(reason.code())
                      .append("` | ")
                      .append(reason.words())
                      .append(" | ")
                      .append(reason.remedy())
                      .append(" |\n"));
      text.append('\n');
    }
    check("reasons", text.toString());
  }

  @Test
  void everyFieldOfTheJsonIsNamed() throws IOException {
    String page = Files.readString(FILE);

    Stories.carts()
        .explained(600)
        .toJson()
        .fieldNames()
        .forEachRemaining(field -> assertThat(page).contains("`" + field + "`"));
    Arrays.stream(Place.Kind.values())
        .forEach(kind -> assertThat(page).contains("`" + kind.label() + "`"));
  }

  private static String block(Explanation explanation) {
    return "```\n" + String.join("\n", explanation.toLines()) + "\n```\n\n";
  }

  /** Compares what stands between two marks of a name. */
  private static void check(String name, String wanted) throws IOException {
    String begin = "<!-- " + name + ": generated -->\n\n";
    String end = "<!-- end of " + name + " -->";
    String page = Files.readString(FILE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end);
    assertThat(from).isGreaterThanOrEqualTo(begin.length()).isLessThanOrEqualTo(to);
    if (Boolean.getBoolean("sojourn.docs.write")) {
      page = page.substring(0, from) + wanted + page.substring(to);
      Files.writeString(FILE, page);
      to = page.indexOf(end);
    }
    assertThat(page.substring(from, to)).isEqualTo(wanted);
  }
}
