package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.signal.CustomerEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What decisions rested on, in short texts for people. */
public final class Details {
  /** Longest text, characters. */
  private static final int LONGEST = 300;

  private Details() {}

  /** Names and texts in turn; what is empty is left out. */
  public static Map<String, String> of(String... namesAndTexts) {
    Map<String, String> details = new LinkedHashMap<>();
    for (int i = 0; i < namesAndTexts.length; i += 2) {
      if (!namesAndTexts[i + 1].isEmpty()) {
        details.put(namesAndTexts[i], shorten(namesAndTexts[i + 1]));
      }
    }
    return details;
  }

  /** A condition and the values that it read. */
  static Map<String, String> condition(Expression condition, Scope scope) {
    return of("condition", condition.source(), "values", values(condition, scope));
  }

  /** An event that did something, how late it was, and the condition under which. */
  static Map<String, String> event(EventMatcher matcher, CustomerEvent event, Scope scope) {
    Map<String, String> details =
        of("event", event.type(), "occurredAt", moment(event.occurredAt()));
    long late = scope.now() - event.occurredAt();
    if (late > 0) {
      details.put("late", Duration.ofMillis(late).toString());
    }
    matcher.when().ifPresent(when -> details.putAll(condition(when, scope)));
    return details;
  }

  /** The values that an expression reads, such as {@code profile.country = FR}. */
  static String values(Expression expression, Scope scope) {
    StringBuilder text = new StringBuilder();
    Map<String, Object> profile = scope.variable("profile");
    for (String attribute : new TreeSet<>(expression.profileAttributes())) {
      if (!attribute.equals("*") && profile != null) {
        add(text, "profile." + attribute, profile.get(attribute));
      }
    }
    TreeSet<String> paths = new TreeSet<>();
    expression.eventPaths().forEach(path -> paths.add(String.join(".", path)));
    for (String path : paths) {
      if (!path.isEmpty() && scope.event() != null) {
        add(text, "event." + path, scope.event().at(List.of(path.split("\\."))));
      }
    }
    return text.toString();
  }

  private static void add(StringBuilder text, String name, Object value) {
    text.append(text.isEmpty() ? "" : ", ").append(name).append(" = ");
    text.append(value == null ? "nothing" : shorten(String.valueOf(value)));
  }

  /** A moment, in UTC. */
  public static String moment(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }

  private static String shorten(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
