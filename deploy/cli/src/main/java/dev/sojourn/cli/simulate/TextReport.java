package dev.sojourn.cli.simulate;

import dev.sojourn.cli.output.Table;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.simulator.statistics.AudienceBook;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.ChannelBook;
import dev.sojourn.simulator.statistics.ChannelLoad;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.StepBook;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/** A simulation told as tables. */
final class TextReport {
  private final Simulation simulation;
  private final Words words;
  private final PrintWriter out;

  TextReport(Simulation simulation, Words words, PrintWriter out) {
    this.simulation = simulation;
    this.words = words;
    this.out = out;
  }

  void print() {
    about();
    Simulation.Side draft = simulation.draft();
    journeys(draft);
    draft.books().journeys().forEach((version, book) -> journey(draft, version, book));
    sides(draft.books());
    channels(draft);
    audiences(draft.books());
    rejections(draft.books());
    simulation
        .against()
        .ifPresent(against -> new TextComparison(simulation.draft(), against, out).print());
    out.flush();
  }

  private void about() {
    Simulation.About about = simulation.about();
    Books books = simulation.draft().books();
    out.println(
        "Simulated "
            + simulation.draft().scenario().name()
            + " over "
            + Words.number(about.count())
            + " signals of "
            + Words.number(books.people())
            + " people from "
            + about.signals());
    out.println(
        "from "
            + words.moment(about.from())
            + " to "
            + words.moment(about.until())
            + " ("
            + words.zone()
            + ")");
    out.println(
        "Requests: "
            + Words.number(books.recorded())
            + " with their recorded reports, "
            + Words.number(books.modelled())
            + " without: "
            + about.outcomes());
    if (about.unreadable() > 0) {
      out.println(
          Words.number(about.unreadable())
              + " signals could not be read; live they are dead letters");
    }
  }

  private void journeys(Simulation.Side side) {
    Table table =
        new Table(
            "JOURNEY",
            "VERSION",
            "ENTERED",
            "NOT IN",
            "INSIDE",
            "ENDED",
            "MEDIAN STAY",
            "GOALS",
            "OF ENTERED",
            "MEDIAN TO GOAL");
    side.books()
        .journeys()
        .forEach(
            (version, book) ->
                table.row(
                    version.journey(),
                    version.version(),
                    Words.number(book.entries().total()),
                    Words.number(book.refusals().total()),
                    Words.number(book.inside().now()),
                    Words.number(book.ends().total()),
                    Words.length(book.stays().median()),
                    Words.number(book.goals().count()),
                    book.goals().count() == 0
                        ? ""
                        : Words.share(book.goals().count(), book.entries().total()),
                    book.goals().count() == 0 ? "" : Words.length(book.goals().median())));
    section("Journeys", table, "Nobody came into any journey, and nobody was refused.");
  }

  private void journey(Simulation.Side side, Books.Version version, JourneyBook book) {
    Journey journey = side.scenario().journeys().get(version);
    Table table =
        new Table(
            "STEP",
            "KIND",
            "CAME",
            "INSIDE",
            "MOST",
            "MEDIAN STAY",
            "LONGEST",
            "SENT",
            "NOT SENT",
            "WHY NOT");
    for (String id : JourneyPicture.of(Optional.ofNullable(journey), book).steps()) {
      StepBook step = book.steps().get(id);
      if (step == null) {
        table.row(id, Words.kind(journey, id), 0, "", "", "", "", "", "", "");
      } else {
        table.row(
            id,
            Words.kind(journey, id),
            Words.number(step.visits()),
            Words.number(step.inside().now()),
            Words.number(most(step.inside().samples())),
            Words.length(step.stays().median()),
            Words.length(step.stays().longest()),
            step.sent() == 0 ? "" : Words.number(step.sent()),
            step.refusals().total() == 0 ? "" : Words.number(step.refusals().total()),
            Words.tally(step.refusals().counts()));
      }
    }
    section(version.journey() + ", version " + version.version(), table, "It has no steps.");
    if (book.ends().total() > 0) {
      out.println("ended: " + Words.tally(book.ends().counts()));
    }
    if (book.refusals().total() > 0) {
      out.println(
          "not in, each person and reason once a day: " + Words.tally(book.refusals().counts()));
    }
  }

  static long most(long[] samples) {
    return Arrays.stream(samples).max().orElse(0);
  }

  private void sides(Books books) {
    Table table =
        new Table("JOURNEY", "VERSION", "STEP", "SIDE", "CAME", "SHARE", "GOALS", "OF CAME");
    books
        .journeys()
        .forEach(
            (version, book) ->
                book.steps()
                    .forEach(
                        (id, step) -> {
                          long all =
                              step.sides().values().stream()
                                  .mapToLong(StepBook.SideBook::assigned)
                                  .sum();
                          step.sides()
                              .forEach(
                                  (name, side) ->
                                      table.row(
                                          version.journey(),
                                          version.version(),
                                          id,
                                          name,
                                          Words.number(side.assigned()),
                                          Words.share(side.assigned(), all),
                                          Words.number(side.goals()),
                                          Words.share(side.goals(), side.assigned())));
                        }));
    if (!table.isEmpty()) {
      section("Experiments and splits", table, "");
    }
  }

  private void channels(Simulation.Side side) {
    Table table =
        new Table(
            "CHANNEL",
            "LIMITS",
            "REQUESTS",
            "DRY",
            "MOST IN 1H",
            "LIMIT IN 1H",
            "HOURS ABOVE",
            "LONGEST QUEUE",
            "AT",
            "LONGEST WAIT",
            "EXPIRE",
            "REJECTED");
    side.books()
        .channels()
        .forEach(
            (name, book) -> {
              ChannelLoad load = side.loads().get(name);
              table.row(
                  name,
                  Words.limits(side.limits().get(name)),
                  Words.number(book.requests()),
                  Words.number(book.dry()),
                  Words.number(load.demand().peak()),
                  load.perHour() == Long.MAX_VALUE ? "any" : Words.number(load.perHour()),
                  Words.number(load.hoursAbove()),
                  Words.number(load.longestQueue()),
                  load.longestQueue() == 0 ? "" : words.moment(load.longestQueueAt()),
                  Words.length(load.waits().longest()),
                  Words.number(load.expired()),
                  Words.number(load.rejected()));
            });
    section("Channels", table, "Nothing was to be sent.");
    Table reports = new Table("CHANNEL", "REPORTS");
    for (Map.Entry<String, ChannelBook> channel : side.books().channels().entrySet()) {
      if (channel.getValue().reports().total() > 0) {
        reports.row(channel.getKey(), Words.tally(channel.getValue().reports().counts()));
      }
    }
    if (!reports.isEmpty()) {
      out.println();
      reports.print(out);
    }
  }

  private void audiences(Books books) {
    Table table = new Table("AUDIENCE", "CAME IN", "LEFT", "MEMBERS", "MOST");
    for (Map.Entry<String, AudienceBook> audience : books.audiences().entrySet()) {
      AudienceBook book = audience.getValue();
      table.row(
          audience.getKey(),
          Words.number(book.entered()),
          Words.number(book.exited()),
          Words.number(book.members().now()),
          Words.number(most(book.members().samples())));
    }
    if (!table.isEmpty()) {
      section("Audiences", table, "");
    }
  }

  private void rejections(Books books) {
    if (books.rejections().total() > 0) {
      out.println();
      out.println(
          "Could not be used, live dead letters: " + Words.tally(books.rejections().counts()));
    }
  }

  private void section(String title, Table table, String otherwise) {
    section(out, title, table, otherwise);
  }

  static void section(PrintWriter out, String title, Table table, String otherwise) {
    out.println();
    out.println(title);
    if (table.isEmpty()) {
      out.println(otherwise);
    } else {
      table.print(out);
    }
  }
}
