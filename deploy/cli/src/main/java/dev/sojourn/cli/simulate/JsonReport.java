package dev.sojourn.cli.simulate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.engine.definition.document.ChannelLimits;
import dev.sojourn.simulator.statistics.Axis;
import dev.sojourn.simulator.statistics.Books;
import dev.sojourn.simulator.statistics.ChannelBook;
import dev.sojourn.simulator.statistics.ChannelLoad;
import dev.sojourn.simulator.statistics.JourneyBook;
import dev.sojourn.simulator.statistics.Lengths;
import dev.sojourn.simulator.statistics.Path;
import dev.sojourn.simulator.statistics.StepBook;
import dev.sojourn.simulator.statistics.Tally;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;

/** A simulation told as one JSON object, with everything over time. Lengths are in seconds. */
final class JsonReport {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private JsonReport() {}

  static ObjectNode of(Simulation simulation) {
    Simulation.About about = simulation.about();
    ObjectNode root = JSON.objectNode();
    root.put("signalsFrom", about.signals())
        .put("signals", about.count())
        .put("unreadable", about.unreadable())
        .put("from", instant(about.from()))
        .put("until", instant(about.until()))
        .put("outcomes", about.outcomes());
    root.set("axis", axis(about.axis()));
    root.set("hours", axis(about.hours()));
    root.set("draft", side(simulation.draft()));
    simulation.against().ifPresent(against -> against(root, simulation, against));
    return root;
  }

  private static void against(ObjectNode root, Simulation simulation, Simulation.Against against) {
    root.set("against", side(against.side()));
    ObjectNode paths = root.putObject("paths");
    paths
        .put("different", against.paths().different())
        .put("otherTimes", against.paths().otherTimes())
        .put("same", against.paths().same());
    ArrayNode people = paths.putArray("first");
    against
        .paths()
        .first()
        .forEach(
            (profile, ways) -> {
              ObjectNode person = people.addObject().put("profile", profile);
              person.set("draft", way(ways.draft()));
              person.set("against", way(ways.other()));
            });
    ArrayNode changes = root.putArray("changes");
    for (Metrics.Delta delta :
        Metrics.compare(Metrics.of(simulation.draft()), Metrics.of(against.side()))) {
      changes
          .addObject()
          .put("what", delta.what().get(0))
          .put("name", delta.what().get(1))
          .put("number", delta.what().get(2))
          .put("draft", delta.draft())
          .put("against", delta.against())
          .put("change", delta.change());
    }
  }

  private static ArrayNode way(List<Path.Mark> marks) {
    ArrayNode way = JSON.arrayNode();
    for (Path.Mark mark : marks) {
      way.addObject()
          .put("journey", mark.journey())
          .put("what", mark.what())
          .put("at", instant(mark.at()));
    }
    return way;
  }

  private static ObjectNode side(Simulation.Side side) {
    Books books = side.books();
    ObjectNode object = JSON.objectNode();
    object
        .put("definitions", side.scenario().name())
        .put("people", books.people())
        .put("requestsRecorded", books.recorded())
        .put("requestsModelled", books.modelled())
        .put("emitted", books.emitted());
    object.set("signals", tally(books.signals()));
    object.set("deadLetters", tally(books.rejections()));
    ArrayNode journeys = object.putArray("journeys");
    books.journeys().forEach((version, book) -> journeys.add(journey(side, version, book)));
    ArrayNode channels = object.putArray("channels");
    books
        .channels()
        .forEach(
            (name, book) ->
                channels.add(channel(name, book, side.loads().get(name), side.limits().get(name))));
    ArrayNode audiences = object.putArray("audiences");
    books
        .audiences()
        .forEach(
            (name, book) -> {
              ObjectNode audience = audiences.addObject();
              audience
                  .put("audience", name)
                  .put("entered", book.entered())
                  .put("exited", book.exited())
                  .put("members", book.members().now());
              audience.set("membersOverTime", series(book.members().samples()));
            });
    return object;
  }

  private static ObjectNode journey(Simulation.Side side, Books.Version version, JourneyBook book) {
    ObjectNode journey = JSON.objectNode();
    journey
        .put("journey", version.journey())
        .put("version", version.version())
        .put("entered", book.entries().total())
        .put("inside", book.inside().now())
        .put("goals", book.goals().count());
    journey.set("notIn", tally(book.refusals()));
    journey.set("ended", tally(book.ends()));
    journey.set("stay", lengths(book.stays()));
    journey.set("timeToGoal", lengths(book.goals()));
    journey.set("enteredOverTime", series(book.entries().parts()));
    journey.set("insideOverTime", series(book.inside().samples()));
    ArrayNode steps = journey.putArray("steps");
    book.steps()
        .forEach(
            (id, step) ->
                steps.add(step(id, Words.kind(side.scenario().journeys().get(version), id), step)));
    ArrayNode edges = journey.putArray("edges");
    book.edges()
        .forEach(
            (edge, count) ->
                edges
                    .addObject()
                    .put("from", edge.from())
                    .put("edge", edge.name())
                    .put("to", edge.to())
                    .put("count", count));
    return journey;
  }

  private static ObjectNode step(String id, String kind, StepBook book) {
    ObjectNode step = JSON.objectNode();
    step.put("step", id)
        .put("kind", kind)
        .put("came", book.visits())
        .put("inside", book.inside().now())
        .put("sent", book.sent());
    step.set("notSent", tally(book.refusals()));
    step.set("held", tally(book.holds()));
    step.set("stay", lengths(book.stays()));
    step.set("insideOverTime", series(book.inside().samples()));
    if (!book.sides().isEmpty()) {
      ArrayNode sides = step.putArray("sides");
      book.sides()
          .forEach(
              (name, side) ->
                  sides
                      .addObject()
                      .put("side", name)
                      .put("came", side.assigned())
                      .put("goals", side.goals()));
    }
    return step;
  }

  private static ObjectNode channel(
      String name, ChannelBook book, ChannelLoad load, ChannelLimits limits) {
    ObjectNode channel = JSON.objectNode();
    channel.put("channel", name);
    ArrayNode stated = channel.putArray("limits");
    if (limits != null) {
      limits
          .limits()
          .forEach(
              limit ->
                  stated
                      .addObject()
                      .put("count", limit.count())
                      .put("seconds", limit.per().toMillis() / 1e3));
    }
    if (load.perHour() != Long.MAX_VALUE) {
      channel.put("limitPerHour", load.perHour());
    }
    channel
        .put("requests", book.requests())
        .put("dry", book.dry())
        .put("mostPerHour", load.demand().peak())
        .put("hoursAbove", load.hoursAbove())
        .put("longestQueue", load.longestQueue());
    if (load.longestQueue() > 0) {
      channel.put("longestQueueAt", instant(load.longestQueueAt()));
    }
    if (load.lastSent() != Long.MIN_VALUE) {
      channel.put("lastSent", instant(load.lastSent()));
    }
    channel.put("wouldExpire", load.expired()).put("wouldBeRejected", load.rejected());
    channel.set("wait", lengths(load.waits()));
    channel.set("reports", tally(book.reports()));
    channel.set("requestsPerHour", series(load.demand().parts()));
    channel.set("sentPerHour", series(load.sent().parts()));
    channel.set("queueOverTime", series(load.queue().samples()));
    return channel;
  }

  private static ObjectNode axis(Axis axis) {
    return JSON.objectNode()
        .put("from", instant(axis.from()))
        .put("partSeconds", axis.part() / 1_000)
        .put("parts", axis.parts());
  }

  private static ObjectNode tally(Tally tally) {
    ObjectNode object = JSON.objectNode();
    tally.counts().forEach(object::put);
    return object;
  }

  private static ObjectNode lengths(Lengths lengths) {
    return JSON.objectNode()
        .put("count", lengths.count())
        .put("mean", lengths.mean() / 1e3)
        .put("median", lengths.median() / 1e3)
        .put("longest", lengths.longest() / 1e3);
  }

  private static ArrayNode series(long[] values) {
    ArrayNode array = JSON.arrayNode();
    LongStream.of(values).forEach(array::add);
    return array;
  }

  private static String instant(long at) {
    return Instant.ofEpochMilli(at).toString();
  }
}
