package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Rule.Function;
import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.expression.ExpectedType;
import dev.sojourn.engine.time.CalendarUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what an audience says of events in a window. */
final class EventsReader {
  private static final String COUNT = "count";
  private static final List<String> FUNCTIONS =
      List.of(COUNT, "sum", "min", "max", "distinct", "first", "last");
  private static final List<String> BOUNDS = List.of("atLeast", "atMost", "exactly");

  /** Those that keep a value of every event of a window. */
  private static final Set<Function> KEEPING =
      Set.of(Function.SUM, Function.MIN, Function.MAX, Function.FIRST);

  private EventsReader() {}

  static Rule read(Element events) {
    Optional<Element> stated = events.oneOf(FUNCTIONS);
    EventMatcher matcher = AudienceReader.matcher(events);
    Window window = window(events);
    if (stated.isPresent() && !stated.get().name().equals(COUNT)) {
      return aggregate(events, stated.get(), matcher, window);
    }
    if (stated.isPresent() && events.at("is").exists()) {
      events
          .at("is")
          .refuseName("'is' does not go with count", "say atLeast, atMost or exactly inside count");
    }
    refuseKeep(events, "a count keeps no more than it needs");
    return new Rule.Count(matcher, window, bound(events.at(COUNT)));
  }

  private static Rule aggregate(
      Element events, Element value, EventMatcher matcher, Window window) {
    Function function = Function.valueOf(value.name().toUpperCase(Locale.ROOT));
    Element is = events.at("is");
    if (is.node().isMissingNode()) {
      events.refuse(
          "'is' is missing", "add it: what the " + value.name() + " must be, as {above: 100}");
    }
    ValueTest test = ValueTests.read(is, function);
    ExpectedType type = ValueTests.typeOf(test, function);
    if (!KEEPING.contains(function)) {
      refuseKeep(events, "a rule with " + value.name() + " keeps no more than it needs");
    } else if (window instanceof Window.Ever) {
      refuseKeep(events, "without a window one value is kept");
    }
    return new Rule.Aggregate(
        matcher,
        function,
        Expressions.ofEvent(value, Expressions.AUDIENCE_EVENT, matcher.type(), type),
        window,
        test,
        AudienceReader.keep(events));
  }

  private static void refuseKeep(Element events, String why) {
    if (events.at("keep").exists()) {
      events.at("keep").refuseName("'keep' does nothing here: " + why, "remove it");
    }
  }

  private static Window window(Element events) {
    Element during = events.at("during");
    if (during.node().isMissingNode()) {
      return Times.exact(events.at("within"))
          .<Window>map(Window.Rolling::new)
          .orElseGet(Window.Ever::new);
    }
    if (!events.at("within").node().isMissingNode()) {
      during.refuseName("'during' cannot stand beside 'within'", "state at most one of them");
    }
    return new Window.Calendar(
        unit(during.at("calendar").textOrEmpty()), Times.zoneChoice(during.at("timezone")));
  }

  private static CalendarUnit unit(String text) {
    return switch (text) {
      case "week" -> CalendarUnit.WEEK;
      case "month" -> CalendarUnit.MONTH;
      default -> CalendarUnit.DAY;
    };
  }

  private static Rule.Bound bound(Element count) {
    Optional<Element> stated = count.oneOf(BOUNDS);
    Rule.Comparison comparison =
        switch (stated.map(Element::name).orElse("")) {
          case "atMost" -> Rule.Comparison.AT_MOST;
          case "exactly" -> Rule.Comparison.EXACTLY;
          default -> Rule.Comparison.AT_LEAST;
        };
    return new Rule.Bound(comparison, stated.map(bound -> bound.number(1)).orElse(1));
  }
}
