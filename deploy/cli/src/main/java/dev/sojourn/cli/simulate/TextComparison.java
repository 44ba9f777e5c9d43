package dev.sojourn.cli.simulate;

import dev.sojourn.cli.output.Table;
import dev.sojourn.simulator.statistics.Path;
import dev.sojourn.simulator.statistics.PathComparison;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What differs between two simulations of the same people, told as tables. */
final class TextComparison {
  private final Simulation.Side draft;
  private final Simulation.Against against;
  private final PrintWriter out;

  TextComparison(Simulation.Side draft, Simulation.Against against, PrintWriter out) {
    this.draft = draft;
    this.against = against;
    this.out = out;
  }

  void print() {
    PathComparison paths = against.paths();
    Table table = new Table("WHAT", "NAME", "NUMBER", "DRAFT", "AGAINST", "CHANGE");
    for (Metrics.Delta delta : Metrics.compare(Metrics.of(draft), Metrics.of(against.side()))) {
      if (delta.change() != 0) {
        table.row(
            delta.what().get(0),
            delta.what().get(1),
            delta.what().get(2),
            Words.number(delta.draft()),
            Words.number(delta.against()),
            Words.change(delta.change()));
      }
    }
    TextReport.section(
        out, "Against " + against.side().scenario().name(), table, "No number differs.");
    out.println();
    out.println(
        Words.number(paths.different())
            + " people go another way, "
            + Words.number(paths.otherTimes())
            + " the same way at other times, "
            + Words.number(paths.same())
            + " the same way at the same times.");
    paths
        .first()
        .forEach(
            (profile, ways) -> {
              out.println("  " + profile);
              out.println("    draft    " + way(ways.draft()));
              out.println("    against  " + way(ways.other()));
            });
  }

  /** Journey by journey, in the order in which the person came to them. */
  static String way(List<Path.Mark> marks) {
    if (marks.isEmpty()) {
      return "nothing";
    }
    List<String> journeys = marks.stream().map(Path.Mark::journey).distinct().toList();
    List<String> ways = new ArrayList<>();
    for (String journey : journeys) {
      ways.add(
          journey
              + ": "
              + marks.stream()
                  .filter(mark -> mark.journey().equals(journey))
                  .map(Path.Mark::what)
                  .collect(Collectors.joining(" > ")));
    }
    return String.join("; ", ways);
  }
}
