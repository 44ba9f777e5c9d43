package dev.sojourn.benchmark.crowd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.Sojourn;
import dev.sojourn.cli.connection.Connection;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine;

/**
 * What {@code sojourn preview} tells of a migration.
 *
 * @param at how many are at each step; steps at which nobody is are left out
 * @param seconds how long the command took
 */
record Preview(Map<String, Long> at, double seconds) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Publishes the migration as a draft, and counts.
   *
   * @throws IllegalStateException if the command fails, with what it says
   */
  static Preview of(Connection connection, Path migration) throws IOException {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    long begin = System.nanoTime();
    int code =
        line.execute(
            "preview",
            migration.toString(),
            "--json",
            "--bootstrap=" + connection.bootstrap(),
            "--registry=" + connection.registry(),
            "--prefix=" + connection.topics().prefix());
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (code != 0) {
      throw new IllegalStateException("the preview failed: " + err);
    }
    Map<String, Long> at = new TreeMap<>();
    for (String row : out.toString().lines().collect(Collectors.toList())) {
      JsonNode json = JSON.readTree(row);
      if (json.path("inside").asLong() > 0) {
        at.put(json.path("step").asText(), json.path("inside").asLong());
      }
    }
    return new Preview(at, seconds);
  }

  /** How many at all steps. */
  long inside() {
    return at.values().stream().mapToLong(Long::longValue).sum();
  }
}
