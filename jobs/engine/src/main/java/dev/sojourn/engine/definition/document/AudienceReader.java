package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.expression.ExpectedType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads audiences. */
final class AudienceReader {
  private static final List<String> RULES =
      List.of("all", "any", "not", "profile", "events", "absent", "sequence", "date", "audience");
  private static final Rule NOBODY = new Rule.Any(List.of());

  /** How many values or events are kept of a person, unless the document says otherwise (A4). */
  private static final int DEFAULT_KEEP = 1_000;

  private AudienceReader() {}

  static Audience read(Element root) {
    return new Audience(Metadata.name(root), Metadata.version(root), rule(root.at("spec")));
  }

  private static Rule rule(Element element) {
    Optional<Element> stated = element.oneOf(RULES);
    if (stated.isEmpty()) {
      return NOBODY;
    }
    Element rule = stated.get();
    return switch (rule.name()) {
      case "all" -> new Rule.All(rules(rule));
      case "any" -> new Rule.Any(rules(rule));
      case "not" -> new Rule.Not(rule(rule));
      case "profile" -> new Rule.Profile(Expressions.condition(rule, Expressions.AUDIENCE_PROFILE));
      case "events" -> EventsReader.read(rule);
      case "absent" ->
          new Rule.Absent(matcher(rule), Times.exact(rule.at("for")).orElse(Duration.ofDays(1)));
      case "sequence" -> sequence(rule);
      case "date" -> date(rule);
      default -> new Rule.Member(rule.textOrEmpty());
    };
  }

  private static List<Rule> rules(Element list) {
    return list.items().stream().map(AudienceReader::rule).toList();
  }

  /** Which events are meant. */
  static EventMatcher matcher(Element events) {
    String type = events.at("type").textOrEmpty();
    return new EventMatcher(
        type, Expressions.eventCondition(events.at("where"), Expressions.AUDIENCE_EVENT, type));
  }

  /** How much is kept of a person (A4). */
  static int keep(Element rule) {
    return rule.at("keep").number(DEFAULT_KEEP);
  }

  private static Rule sequence(Element sequence) {
    List<EventMatcher> steps =
        sequence.at("steps").items().stream().map(AudienceReader::matcher).toList();
    Element within = sequence.at("within");
    if (steps.size() > 1 && within.node().isMissingNode()) {
      sequence.refuse(
          "'within' is missing, although there are several steps",
          "add it: the first step occurred less than this before the last, for example PT1H");
    }
    if (steps.size() == 1 && within.exists()) {
      within.refuseName(
          "a sequence of one step has no length", "remove it, or state inLast: how long ago");
    }
    Element following = sequence.at("notFollowedBy");
    Optional<Duration> period = Times.exact(following.at("for"));
    Optional<Duration> inLast = Times.exact(sequence.at("inLast"));
    if (period.isPresent() && inLast.isPresent() && inLast.get().compareTo(period.get()) <= 0) {
      sequence
          .at("inLast")
          .refuse(
              "is over before it is certain that nothing followed",
              "state more than notFollowedBy.for, which is " + period.get());
    }
    return new Rule.Sequence(
        steps,
        Times.exact(within),
        following.exists()
            ? Optional.of(new Rule.Following(matcher(following), period.orElse(Duration.ofDays(1))))
            : Optional.empty(),
        inLast,
        keep(sequence));
  }

  private static Rule date(Element date) {
    return new Rule.OnDate(
        Expressions.read(date.at("of"), Expressions.AUDIENCE_PROFILE, ExpectedType.MOMENT),
        daysAfter(date.at("is")),
        date.at("yearly").isTrue(),
        Times.zoneChoice(date.at("timezone")));
  }

  private static int daysAfter(Element is) {
    if (!is.node().isObject()) {
      return 0;
    }
    Optional<Element> stated = is.oneOf(List.of("inDays", "daysAgo"));
    int days = stated.map(element -> element.number(0)).orElse(0);
    return stated.filter(element -> element.name().equals("inDays")).isPresent() ? -days : days;
  }
}
