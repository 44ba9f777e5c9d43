package dev.sojourn.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a published journey says, as far as it helps to explain. Read from the document itself, so
 * that a version of another build, or a kind of step that is not known here, does no harm: what is
 * not understood is left out.
 */
final class JourneyOutline {
  private static final Set<String> EDGES =
      Set.of("next", "timeout", "notSent", "failed", "skipped", "else");

  private final JsonNode spec;

  /**
   * @param document as published
   */
  JourneyOutline(JsonNode document) {
    this.spec = document.path("spec");
  }

  JsonNode spec() {
    return spec;
  }

  /** The kind of a step, such as {@code wait}; empty if there is no such step. */
  String kind(String step) {
    for (String field : names(spec.path("steps").path(step))) {
      if (!EDGES.contains(field)) {
        return field;
      }
    }
    return "";
  }

  /** What stands under the step's kind; missing if there is no such step. */
  JsonNode step(String step) {
    return spec.path("steps").path(step).path(kind(step));
  }

  /** What an await waits for, such as {@code event `order.placed`}; empty for another step. */
  String awaited(String step) {
    JsonNode await = step(step);
    if (!kind(step).equals("await")) {
      return "";
    }
    if (await.has("any")) {
      List<String> all = new ArrayList<>();
      await.path("any").forEach(one -> all.add(awaited(one)));
      return String.join(", or ", all);
    }
    return awaited(await);
  }

  private static String awaited(JsonNode one) {
    if (one.has("event")) {
      return event(one.path("event"));
    } else if (one.has("report")) {
      return "report "
          + texts(one.path("report").path("status"))
          + " of `"
          + one.path("report").path("of").asText()
          + "`";
    } else if (one.has("audience")) {
      return transition(one.path("audience"));
    }
    return Flow.of(one);
  }

  /** An event with its condition. */
  static String event(JsonNode event) {
    return "event `"
        + event.path("type").asText()
        + "`"
        + (event.has("when") ? " with `" + event.path("when").asText() + "`" : "");
  }

  /** A change of membership. */
  static String transition(JsonNode audience) {
    return (audience.path("on").asText().equals("exited") ? "leaving" : "entering")
        + " audience `"
        + audience.path("name").asText()
        + "`";
  }

  private static String texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add("`" + text.asText() + "`"));
    return texts.stream().collect(Collectors.joining(" or "));
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }
}
