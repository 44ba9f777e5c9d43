package dev.sojourn.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Parts of documents, and values of events, on one line, as an author would write them. */
final class Flow {
  /** Values are for recognising, not for reading whole documents. */
  private static final int LONGEST = 200;

  private Flow() {}

  static String of(JsonNode node) {
    return shortened(full(node));
  }

  /** A plain value: texts in quotes, lists and maps as in YAML. */
  static String of(Object value) {
    return shortened(plain(value));
  }

  private static String full(JsonNode node) {
    if (node.isObject()) {
      return node.properties().stream()
          .map(field -> field.getKey() + ": " + full(field.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (node.isArray()) {
      return StreamSupport.stream(node.spliterator(), false)
          .map(Flow::full)
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return node.asText();
  }

  private static String plain(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + plain(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    } else if (value instanceof List<?> list) {
      return list.stream().map(Flow::plain).collect(Collectors.joining(", ", "[", "]"));
    }
    return value instanceof String text ? "'" + text + "'" : String.valueOf(value);
  }

  private static String shortened(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }
}
