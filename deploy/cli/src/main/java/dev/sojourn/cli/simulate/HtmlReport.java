package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.ChannelBook;
import dev.sojourn.simulator.statistics.ChannelLoad;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.PathComparison;
import dev.sojourn.simulator.statistics.StepBook;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * A simulation as a page: one file that loads nothing, runs nothing, and reads well in light and
 * dark, on a desk and on a telephone.
 */
final class HtmlReport {
  private static final String STYLE = "/simulate/report.css";

  private final Simulation simulation;
  private final Words words;
  private final Markup page = new Markup();

  private HtmlReport(Simulation simulation, Words words) {
    this.simulation = simulation;
    this.words = words;
  }

  static String of(Simulation simulation, Words words) {
    return new HtmlReport(simulation, words).write();
  }

  private String write() {
    String title = "Simulation of " + simulation.draft().scenario().name();
    page.raw("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
        .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
        .raw(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
        .element("title", "", title)
        .raw("<style>\n" + style() + "</style></head>\n<body><header>")
        .element("h1", "", title);
    about();
    page.raw("</header><main>\n");
    cards();
    warnings();
    contents();
    simulation.against().ifPresent(this::comparison);
    new HtmlJourneys(simulation, words).write(page);
    new HtmlChannels(simulation, words).write(page);
    refusals();
    HtmlAudiences.write(simulation, words, page);
    page.raw("</main>\n");
    footer();
    return page.raw("</body></html>\n").toString();
  }

  private static String style() {
    try (InputStream in = HtmlReport.class.getResourceAsStream(STYLE)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void about() {
    Simulation.About about = simulation.about();
    page.element(
        "p",
        "class=\"soft\"",
        words.moment(about.from())
            + " to "
            + words.moment(about.until())
            + " ("
            + words.zone()
            + "), over "
            + Words.number(about.count())
            + " signals from "
            + about.signals()
            + ". Nothing was sent.");
    Books books = simulation.draft().books();
    page.element(
        "p",
        "class=\"soft\"",
        "What became of "
            + Words.number(books.recorded())
            + " requests was recorded; of the other "
            + Words.number(books.modelled())
            + ": "
            + about.outcomes()
            + ".");
  }

  private void cards() {
    page.raw("<div class=\"cards\">");
    card("people", Books::people);
    card("came into journeys", books -> sum(books, book -> book.entries().total()));
    card("inside at the end", books -> sum(books, book -> book.inside().now()));
    card("reached a goal", books -> sum(books, book -> book.goals().count()));
    card(
        "messages and calls",
        books -> books.channels().values().stream().mapToLong(ChannelBook::requests).sum());
    card("sends not made", HtmlReport::sendsNotMade);
    page.raw("</div>\n");
  }

  private static long sum(Books books, ToLongFunction<JourneyBook> number) {
    return books.journeys().values().stream().mapToLong(number).sum();
  }

  private static long sendsNotMade(Books books) {
    return sum(
        books,
        book -> book.steps().values().stream().mapToLong(step -> step.refusals().total()).sum());
  }

  private void card(String name, ToLongFunction<Books> number) {
    long draft = number.applyAsLong(simulation.draft().books());
    page.raw("<div class=\"card\">")
        .element("b", "", Words.number(draft))
        .element("span", "", name);
    simulation
        .against()
        .ifPresent(
            against -> {
              long other = number.applyAsLong(against.side().books());
              page.raw("<br>")
                  .element(
                      "i",
                      "",
                      draft == other
                          ? "as in the other"
                          : Words.change(draft - other) + " from " + Words.number(other));
            });
    page.raw("</div>");
  }

  private void warnings() {
    for (Map.Entry<String, ChannelLoad> channel : simulation.draft().loads().entrySet()) {
      ChannelLoad load = channel.getValue();
      if (load.longestQueue() > 0) {
        page.element(
            "p",
            "class=\"warn\"",
            "Channel "
                + channel.getKey()
                + " has more to send than its limits allow: up to "
                + Words.number(load.longestQueue())
                + " would queue ("
                + words.moment(load.longestQueueAt())
                + "), the longest wait is "
                + Words.length(load.waits().longest())
                + (load.expired() > 0
                    ? ", and " + Words.number(load.expired()) + " would expire before their turn"
                    : "")
                + ".");
      } else if (load.rejected() > 0) {
        page.element(
            "p",
            "class=\"warn\"",
            "Channel "
                + channel.getKey()
                + " would reject "
                + Words.number(load.rejected())
                + " requests, as it lets none wait.");
      }
    }
    Books books = simulation.draft().books();
    if (books.rejections().total() > 0) {
      page.element(
          "p",
          "class=\"warn\"",
          "Could not be used, and would be dead letters: "
              + Words.tally(books.rejections().counts())
              + ".");
    }
    if (simulation.about().unreadable() > 0) {
      page.element(
          "p",
          "class=\"warn\"",
          Words.number(simulation.about().unreadable()) + " signals could not be read.");
    }
  }

  private void contents() {
    page.raw("<nav aria-label=\"Contents\">");
    simulation.against().ifPresent(a -> page.raw("<a href=\"#comparison\">Comparison</a>"));
    simulation
        .draft()
        .books()
        .journeys()
        .keySet()
        .forEach(
            version ->
                page.element(
                    "a",
                    "href=\"#" + HtmlJourneys.anchor(version) + "\"",
                    version.journey() + " " + version.version()));
    page.raw(
        "<a href=\"#channels\">Channels</a><a href=\"#refusals\">Refusals</a><a href=\"#audiences\">Audiences</a></nav>\n");
  }

  private void comparison(Simulation.Against against) {
    PathComparison paths = against.paths();
    page.raw("<section id=\"comparison\">")
        .element("h2", "", "Compared with " + against.side().scenario().name())
        .element(
            "p",
            "",
            Words.number(paths.different())
                + " people go another way through the journeys, "
                + Words.number(paths.otherTimes())
                + " the same way at other times, and for "
                + Words.number(paths.same())
                + " nothing changes.");
    HtmlTable table = new HtmlTable("What", "Name", "Number", "#Draft", "#Other", "#Change");
    for (Metrics.Delta delta :
        Metrics.compare(Metrics.of(simulation.draft()), Metrics.of(against.side()))) {
      if (delta.change() != 0) {
        table.row(
            delta.what().get(0),
            delta.what().get(1),
            delta.what().get(2),
            delta.draft(),
            delta.against(),
            Words.change(delta.change()));
      }
    }
    page.raw(table.isEmpty() ? "<p>No number differs.</p>" : table.toString());
    if (!paths.first().isEmpty()) {
      page.raw("<details>")
          .element(
              "summary", "", "The first " + paths.first().size() + " people who go another way");
      paths
          .first()
          .forEach(
              (profile, ways) -> {
                page.element("h3", "", profile);
                page.element("p", "class=\"way-of\"", "Draft: " + TextComparison.way(ways.draft()));
                page.element("p", "class=\"way-of\"", "Other: " + TextComparison.way(ways.other()));
              });
      page.raw("</details>");
    }
    page.raw("</section>\n");
  }

  private void refusals() {
    HtmlTable table = new HtmlTable("Journey", "Version", "What", "Why", "#How often");
    for (Map.Entry<Books.Version, JourneyBook> journey :
        simulation.draft().books().journeys().entrySet()) {
      String name = journey.getKey().journey();
      int version = journey.getKey().version();
      Words.byNumber(journey.getValue().refusals().counts())
          .forEach(why -> table.row(name, version, "entry", why.getKey(), why.getValue()));
      for (Map.Entry<String, StepBook> step : journey.getValue().steps().entrySet()) {
        Words.byNumber(step.getValue().refusals().counts())
            .forEach(
                why ->
                    table.row(
                        name, version, "send at " + step.getKey(), why.getKey(), why.getValue()));
      }
    }
    page.raw("<section id=\"refusals\"><h2>Refusals</h2>");
    page.raw(
        table.isEmpty()
            ? "<p>Nobody was refused, and every send was made.</p>"
            : "<p class=\"soft\">Refused entries are counted once a day for each person and reason.</p>"
                + table);
    page.raw("</section>\n");
  }

  private void footer() {
    page.raw("<footer>")
        .text(
            "Made by sojourn simulate with the engine that runs the journeys. Each person is simulated from the first signal on: what was known of them before the record is not known here. "
                + "A channel's queue is worked out for its limits alone, first come, first served, with every attempt accepted at once; reports come as if nothing had queued.")
        .raw("</footer>");
  }
}
