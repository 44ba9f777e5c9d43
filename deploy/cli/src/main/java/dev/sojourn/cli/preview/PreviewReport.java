package dev.sojourn.cli.preview;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.definition.CheckedDocuments;
import dev.sojourn.cli.output.Table;
import dev.sojourn.cli.runs.CountTally;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck.Place;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.SourceDocument;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What would become of those who are inside, as a table or as JSON lines. */
public final class PreviewReport {
  private final PrintWriter out;
  private final boolean json;

  /**
   * @param json one object per line and step
   */
  public PreviewReport(PrintWriter out, boolean json) {
    this.out = out;
    this.json = json;
  }

  /**
   * Prints a migration's counts: every step at which somebody can be, and every other one at which
   * somebody is.
   *
   * @param documents among which the journey's versions are
   */
  public void print(Migration migration, CheckedDocuments documents, CountTally counts) {
    Table table = new Table("VERSION", "STEP", "INSIDE", "WOULD");
    Map<String, Step> target = steps(migration, migration.to(), documents);
    long all = 0;
    for (int version : migration.from()) {
      Map<String, Step> steps = steps(migration, version, documents);
      Map<String, Long> inside = new TreeMap<>(counts.steps(version));
      for (Step step : steps.values()) {
        if (Place.of(step).isPresent()) {
          inside.putIfAbsent(step.id(), 0L);
        }
      }
      for (Map.Entry<String, Long> at : inside.entrySet()) {
        Row row =
            Row.of(migration, at.getKey(), Optional.ofNullable(steps.get(at.getKey())), target);
        all += at.getValue();
        if (json) {
          out.println(
              line(migration, version, at.getKey(), at.getValue(), row)
                  .put("moment", counts.moment().orElseThrow().toString()));
        } else {
          table.row(version, at.getKey(), String.format("%,d", at.getValue()), row.words());
        }
      }
    }
    if (!json) {
      out.printf(
          "%s version %d: journey %s to version %d%n",
          migration.name(), migration.version(), migration.journey(), migration.to());
      table.print(out);
      out.printf("%,d inside at %s%n", all, counts.moment().orElseThrow());
    }
    out.flush();
  }

  private static ObjectNode line(
      Migration migration, int version, String step, long inside, Row row) {
    ObjectNode line =
        JsonNodeFactory.instance
            .objectNode()
            .put("migration", migration.name())
            .put("journey", migration.journey())
            .put("version", version)
            .put("step", step)
            .put("inside", inside)
            .put("becomes", row.becomes());
    row.step().ifPresent(to -> line.put("to", to));
    return line;
  }

  private static Map<String, Step> steps(
      Migration migration, int version, CheckedDocuments documents) {
    for (var list : java.util.List.of(documents.sources(), documents.live())) {
      for (SourceDocument source : list) {
        if (source.document() instanceof Journey journey
            && journey.name().equals(migration.journey())
            && journey.version() == version) {
          return journey.steps();
        }
      }
    }
    return Map.of();
  }

  /**
   * What would become of those at a step.
   *
   * @param becomes stays, goes-on, begins or leaves
   * @param step in the new version; empty for those who leave
   */
  private record Row(String becomes, Optional<String> step) {
    static Row of(Migration migration, String at, Optional<Step> step, Map<String, Step> target) {
      Migration.Destination destination = migration.of(at);
      if (destination instanceof Migration.Leaves) {
        return new Row("leaves", Optional.empty());
      }
      String to = destination instanceof Migration.Goes goes ? goes.step() : at;
      Optional<Place> before = step.flatMap(Place::of);
      Optional<Place> after = Optional.ofNullable(target.get(to)).flatMap(Place::of);
      if (before.isEmpty() || !before.equals(after)) {
        return new Row("begins", Optional.of(to));
      }
      return new Row(to.equals(at) ? "stays" : "goes-on", Optional.of(to));
    }

    String words() {
      return switch (becomes) {
        case "leaves" -> "leave the journey";
        case "begins" -> "begin " + step.orElseThrow();
        case "stays" -> "stay";
        default -> "go on at " + step.orElseThrow();
      };
    }
  }
}
