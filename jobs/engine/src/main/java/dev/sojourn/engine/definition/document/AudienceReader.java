package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.definition.Audience;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads audiences. */
final class AudienceReader {
  private static final List<String> RULES =
      List.of("all", "any", "not", "profile", "events", "absent", "audience");
  private static final List<String> BOUNDS = List.of("atLeast", "atMost", "exactly");
  private static final Rule NOBODY = new Rule.Any(List.of());

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
      case "events" -> new Rule.Count(matcher(rule), window(rule), bound(rule.at("count")));
      case "absent" ->
          new Rule.Absent(matcher(rule), Times.exact(rule.at("for")).orElse(Duration.ofDays(1)));
      default -> new Rule.Member(rule.textOrEmpty());
    };
  }

  private static List<Rule> rules(Element list) {
    return list.items().stream().map(AudienceReader::rule).toList();
  }

  private static EventMatcher matcher(Element events) {
    return new EventMatcher(
        events.at("type").textOrEmpty(),
        Expressions.optionalCondition(events.at("where"), Expressions.AUDIENCE_EVENT));
  }

  private static Optional<Duration> window(Element events) {
    return Times.exact(events.at("within"));
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
