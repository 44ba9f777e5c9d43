package dev.sojourn.simulator.story;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * A table of texts and what is said about them: parts that begin with a line {@code === title},
 * each with a line {@code === then} before what is said. Written anew with {@code
 * -Dsojourn.golden.write=true}.
 */
record GoldenTable(String resource, List<Row> rows) {
  private static final String THEN = "=== then\n";

  record Row(String title, String given, String then) {
    @Override
    public String toString() {
      return title;
    }
  }

  static GoldenTable read(String resource, UnaryOperator<String> said) {
    List<Row> rows = new ArrayList<>();
    boolean write = Boolean.getBoolean("sojourn.golden.write");
    for (String part :
        Pattern.compile("^=== (?!then$)", Pattern.MULTILINE).split(Shop.resource(resource))) {
      if (!part.isBlank()) {
        int title = part.indexOf('\n');
        int then = part.indexOf(THEN);
        String given = part.substring(title + 1, then);
        rows.add(
            new Row(
                part.substring(0, title),
                given,
                write ? said.apply(given) : part.substring(then + THEN.length())));
      }
    }
    GoldenTable table = new GoldenTable(resource, List.copyOf(rows));
    if (write) {
      table.write();
    }
    return table;
  }

  private void write() {
    StringBuilder text = new StringBuilder();
    for (Row row : rows) {
      text.append("=== ").append(row.title).append('\n').append(row.given);
      text.append(THEN).append(row.then);
    }
    try {
      Files.writeString(
          Path.of("src/test/resources/dev/sojourn/simulator/story").resolve(resource), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
