package dev.sojourn.engine.life;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/life.md what {@link LifeTable} says. Writes it anew with {@code
 * -Dsojourn.docs.write=true}.
 */
class LifeDocumentationTest {
  private static final Path FILE = Path.of("../../docs/life.md");

  @Test
  void theDocumentationIsTheTable() throws IOException {
    String text = document();
    if (Boolean.getBoolean("sojourn.docs.write")) {
      Files.writeString(FILE, text);
    }

    assertThat(Files.readString(FILE)).isEqualTo(text);
  }

  private static String document() {
    StringBuilder text = new StringBuilder();
    text.append(
        """
        # The life of an instance

        Everything that can happen to a person in a journey, from coming in to leaving. Each transition is a record on `journey-steps`, and there are no others: the tests hold
        whatever the engine tells against this table, take every transition of it, and write this page. The numbers are those of [the rules](semantics.md).

        An instance is *on the way* only within one atomic step: from one moment to the next it rests, or has ended. Under a policy with caps, who comes to a send waits there for the
        end of the moment (P7).

        """);
    text.append("```mermaid\nstateDiagram-v2\n");
    diagram(text);
    text.append("```\n\nStates: ");
    text.append(
        List.of(LifeState.values()).stream()
            .map(LifeState::words)
            .collect(joining(", ", "", ".\n")));
    LifeTable.rows().forEach((title, rows) -> section(text, title, rows));
    return text.toString();
  }

  /** In outline: who is held, is held; who awaits something of the outside, awaits it. */
  private static void diagram(StringBuilder text) {
    Map<String, Set<String>> edges = new LinkedHashMap<>();
    for (LifeArc arc : LifeTable.arcs()) {
      String edge = node(arc.from()) + " --> " + node(arc.to());
      if (!node(arc.from()).equals(node(arc.to())) || arc.from() == LifeState.MOVING) {
        edges.computeIfAbsent(edge, e -> new TreeSet<>()).add(arc.kind().label());
      }
    }
    text.append("  moving: on the way\n  reported: awaiting an outcome or an answer\n");
    edges.forEach(
        (edge, kinds) ->
            text.append("  ")
                .append(edge)
                .append(": ")
                .append(String.join(", ", kinds))
                .append('\n'));
  }

  private static String node(LifeState state) {
    return switch (state) {
      case OUTSIDE, ENDED -> "[*]";
      case MOVING -> "moving";
      case WAITING -> "waiting";
      case AWAITING -> "awaiting";
      case PAUSED, QUIET, CAPPED, COMPETING -> "held";
      case OUTCOME, ANSWER -> "reported";
    };
  }

  private static void section(StringBuilder text, String title, List<LifeRow> rows) {
    text.append("\n## ").append(title).append("\n\n");
    text.append("| From | At | What happens | Record | Edge | Reason | To |\n");
    text.append("|---|---|---|---|---|---|---|\n");
    for (LifeRow row : rows) {
      text.append("| ")
          .append(
              String.join(
                  " | ",
                  from(row.from()),
                  codes(row.at(), ""),
                  row.happens(),
                  '`' + row.kind().label() + '`',
                  codes(row.edges(), "by name"),
                  codes(row.reasons(), "what it was"),
                  row.to() == null ? "the same" : row.to().words()))
          .append(" |\n");
    }
  }

  private static String from(List<LifeState> states) {
    return states.equals(LifeTable.RESTING)
        ? "wherever one rests"
        : states.stream().map(LifeState::words).collect(joining(", "));
  }

  private static String codes(List<String> codes, String any) {
    return codes.stream()
        .filter(code -> !code.isEmpty())
        .map(code -> code.equals(LifeArc.ANY) ? any : '`' + code + '`')
        .collect(joining(", "));
  }
}
