package dev.sojourn.cli.simulate;

import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.ChannelBook;
import dev.sojourn.simulator.statistics.ChannelLoad;
import java.util.List;
import java.util.OptionalLong;

/** The channels of a page: what is to be sent against what the limits allow. */
final class HtmlChannels {
  private final Simulation simulation;
  private final Words words;

  HtmlChannels(Simulation simulation, Words words) {
    this.simulation = simulation;
    this.words = words;
  }

  void write(Markup page) {
    page.raw("<section id=\"channels\"><h2>Channels</h2>");
    if (simulation.draft().books().channels().isEmpty()) {
      page.raw("<p>Nothing was to be sent.</p>");
    }
    simulation.draft().books().channels().forEach((name, book) -> channel(page, name, book));
    page.raw("</section>\n");
  }

  private void channel(Markup page, String name, ChannelBook book) {
    ChannelLoad load = simulation.draft().loads().get(name);
    page.element("h3", "", name);
    page.element("p", "", summary(name, book, load));
    Axis hours = simulation.about().hours();
    OptionalLong limit =
        load.perHour() == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(load.perHour());
    page.raw("<div class=\"scroll\">")
        .raw(
            ChartSvg.bars(
                "Requests per hour to " + name, hours, words, load.demand().parts(), drawn(load)))
        .raw("</div>")
        .element(
            "p",
            "class=\"legend\"",
            "Requests per hour"
                + (limit.isEmpty()
                    ? "; the channel has no limit"
                    : drawn(load).isEmpty()
                        ? "; the limit of "
                            + Words.number(limit.getAsLong())
                            + " an hour is far above"
                        : ""));
    if (load.longestQueue() > 0) {
      page.raw("<div class=\"scroll\">")
          .raw(
              ChartSvg.stacked(
                  "Queue of " + name,
                  hours,
                  words,
                  List.of(new ChartSvg.Series("queue", load.queue().samples()))))
          .raw("</div><p class=\"legend\">How many would queue</p>\n");
    }
  }

  /** A limit far above everything would press the bars flat. */
  private static OptionalLong drawn(ChannelLoad load) {
    return load.perHour() / 4 > Math.max(1, load.demand().peak())
        ? OptionalLong.empty()
        : OptionalLong.of(load.perHour());
  }

  private String summary(String name, ChannelBook book, ChannelLoad load) {
    StringBuilder text = new StringBuilder(Words.number(book.requests()) + " requests");
    if (book.dry() > 0) {
      text.append(" and ")
          .append(Words.number(book.dry()))
          .append(" that go nowhere (control groups)");
    }
    text.append("; limits: ").append(Words.limits(simulation.draft().limits().get(name)));
    text.append("; at most ").append(Words.number(load.demand().peak())).append(" in one hour");
    if (load.hoursAbove() > 0) {
      text.append("; ")
          .append(Words.number(load.hoursAbove()))
          .append(load.hoursAbove() == 1 ? " hour has" : " hours have")
          .append(" more than the limits allow");
    }
    if (load.longestQueue() > 0) {
      text.append("; the longest queue is ")
          .append(Words.number(load.longestQueue()))
          .append(", the longest wait ")
          .append(Words.length(load.waits().longest()));
    }
    if (load.expired() > 0) {
      text.append("; ").append(Words.number(load.expired())).append(" would expire");
    }
    if (book.reports().total() > 0) {
      text.append(". Reports: ").append(Words.tally(book.reports().counts()));
    }
    return text.append('.').toString();
  }
}
