package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Migration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Reads migrations (V3). Whether they fit their journey's versions is checked with those. */
final class MigrationReader {
  private MigrationReader() {}

  static Migration read(Element root) {
    Element spec = root.at("spec");
    Map<String, Migration.Destination> steps = new LinkedHashMap<>();
    for (Element step : spec.at("steps").members()) {
      steps.put(step.name(), destination(step));
    }
    return new Migration(
        Metadata.name(root),
        Metadata.version(root),
        spec.at("journey").textOrEmpty(),
        from(spec.at("from"), spec.at("to").number(0)),
        spec.at("to").number(0),
        Collections.unmodifiableMap(steps),
        spec.at("waits").textOrEmpty().equals("recompute")
            ? Migration.Waits.RECOMPUTE
            : Migration.Waits.KEEP,
        spec.at("pace").number(EntryReader.DEFAULT_PACE));
  }

  private static List<Integer> from(Element from, int to) {
    List<Element> stated = from.node().isArray() ? from.items() : List.of(from);
    TreeSet<Integer> versions = new TreeSet<>();
    for (Element version : stated) {
      int number = version.number(-1);
      if (number == to) {
        version.refuse(
            "version " + to + " is where people are moved to", "leave it out, or change to");
      } else if (number > 0 && !versions.add(number)) {
        version.refuse("version " + number + " is stated twice", "state it once");
      }
    }
    return List.copyOf(versions);
  }

  private static Migration.Destination destination(Element step) {
    if (step.node().isObject()) {
      return new Migration.Goes(step.at("step").textOrEmpty());
    }
    return step.textOrEmpty().equals("exit") ? new Migration.Leaves() : new Migration.Stays();
  }
}
