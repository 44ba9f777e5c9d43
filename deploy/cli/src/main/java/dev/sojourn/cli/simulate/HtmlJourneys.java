package dev.sojourn.cli.simulate;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.StepBook;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The journeys of a page: their graphs, and people over time. */
final class HtmlJourneys {
  private final Simulation simulation;
  private final Words words;

  HtmlJourneys(Simulation simulation, Words words) {
    this.simulation = simulation;
    this.words = words;
  }

  static String anchor(Books.Version version) {
    return Markup.escape("journey-" + version.journey() + "-" + version.version());
  }

  void write(Markup page) {
    simulation.draft().books().journeys().forEach((version, book) -> journey(page, version, book));
  }

  private void journey(Markup page, Books.Version version, JourneyBook book) {
    Optional<Journey> journey =
        Optional.ofNullable(simulation.draft().scenario().journeys().get(version));
    String name = version.journey() + ", version " + version.version();
    page.raw("<section id=\"" + anchor(version) + "\">").element("h2", "", name);
    page.element("p", "", summary(book));
    page.raw("<div class=\"scroll sheet\">").raw(GraphSvg.of(name, journey, book)).raw("</div>\n");
    JourneyPicture picture = JourneyPicture.of(journey, book);
    people(page, book);
    sides(page, book);
    page.raw("<details>").element("summary", "", "Steps in numbers");
    HtmlTable table =
        new HtmlTable(
            "Step",
            "Kind",
            "#Came",
            "#Inside",
            "#Most inside",
            "#Median stay",
            "#Mean stay",
            "#Longest",
            "#Sent",
            "#Not sent");
    for (String id : picture.steps()) {
      StepBook step = book.steps().get(id);
      if (step != null) {
        table.row(
            id,
            Words.kind(journey.orElse(null), id),
            step.visits(),
            step.inside().now(),
            TextReport.most(step.inside().samples()),
            Words.length(step.stays().median()),
            Words.length(step.stays().mean()),
            Words.length(step.stays().longest()),
            step.sent(),
            step.refusals().total());
      }
    }
    page.raw(table.toString()).raw("</details></section>\n");
  }

  private static String summary(JourneyBook book) {
    StringBuilder text = new StringBuilder(Words.number(book.entries().total()) + " came in");
    if (book.refusals().total() > 0) {
      text.append(", ").append(Words.number(book.refusals().total())).append(" were refused");
    }
    text.append("; ").append(Words.number(book.inside().now())).append(" are inside at the end");
    if (book.ends().total() > 0) {
      text.append("; ended: ").append(Words.tally(book.ends().counts()));
      text.append("; median stay ").append(Words.length(book.stays().median()));
    }
    if (book.goals().count() > 0) {
      text.append(". ")
          .append(Words.number(book.goals().count()))
          .append(" reached the goal (")
          .append(Words.share(book.goals().count(), book.entries().total()))
          .append("), half of them within ")
          .append(Words.length(book.goals().median()));
    }
    return text.append('.').toString();
  }

  private record Named(String name, long[] samples, long most) {}

  private void people(Markup page, JourneyBook book) {
    List<Named> waiting = new ArrayList<>();
    book.steps()
        .forEach(
            (id, step) -> {
              long[] samples = step.inside().samples();
              long most = TextReport.most(samples);
              if (most > 0) {
                waiting.add(new Named(id, samples, most));
              }
            });
    waiting.sort(Comparator.comparingLong(Named::most).reversed());
    page.element("h3", "", "People per step over time");
    if (waiting.isEmpty()) {
      page.raw("<p class=\"soft\">Nobody stood at any step for long enough to be seen.</p>");
      return;
    }
    List<ChartSvg.Series> series = new ArrayList<>();
    for (Named one : waiting) {
      if (series.size() < ChartSvg.COLOURS) {
        series.add(new ChartSvg.Series(one.name(), one.samples().clone()));
      } else {
        rest(series, one.samples());
      }
    }
    page.raw("<div class=\"scroll\">")
        .raw(
            ChartSvg.stacked("People per step over time", simulation.about().axis(), words, series))
        .raw("</div><p class=\"legend\">");
    for (int i = 0; i < series.size(); i++) {
      page.raw("<span><i class=\"c" + i % ChartSvg.COLOURS + "\"></i>")
          .text(series.get(i).name())
          .raw("</span>");
    }
    page.raw("</p>\n");
  }

  /** More steps than colours: those with the fewest people are told together. */
  private static void rest(List<ChartSvg.Series> series, long[] more) {
    int last = series.size() - 1;
    long[] sum = series.get(last).values().clone();
    for (int i = 0; i < sum.length; i++) {
      sum[i] += more[i];
    }
    series.set(last, new ChartSvg.Series("all others", sum));
  }

  private static void sides(Markup page, JourneyBook book) {
    HtmlTable table =
        new HtmlTable("Step", "Side", "#Came", "#Share", "#Goals", "#Of those who came");
    book.steps()
        .forEach(
            (id, step) -> {
              long all =
                  step.sides().values().stream().mapToLong(StepBook.SideBook::assigned).sum();
              step.sides()
                  .forEach(
                      (name, side) ->
                          table.row(
                              id,
                              name,
                              side.assigned(),
                              Words.share(side.assigned(), all),
                              side.goals(),
                              Words.share(side.goals(), side.assigned())));
            });
    if (!table.isEmpty()) {
      page.raw("<h3>Experiments and splits</h3>").raw(table.toString());
    }
  }
}
