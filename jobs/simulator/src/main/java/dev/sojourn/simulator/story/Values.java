package dev.sojourn.simulator.story;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sojourn.engine.definition.document.Element;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Values as signals and messages carry them: from YAML, compared, and shown. */
final class Values {
  private Values() {}

  /** The members of a map, in their order; a member that is null stays as null. */
  static Map<String, Object> map(Element element) {
    Map<String, Object> map = new LinkedHashMap<>();
    element.members().forEach(member -> map.put(member.name(), of(member.node())));
    return map;
  }

  static Object of(JsonNode node) {
    return switch (node.getNodeType()) {
      case BOOLEAN -> node.booleanValue();
      case NUMBER ->
          node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
      case STRING -> node.textValue();
      case ARRAY -> {
        List<Object> list = new ArrayList<>();
        node.forEach(element -> list.add(of(element)));
        yield list;
      }
      case OBJECT -> {
        Map<String, Object> map = new LinkedHashMap<>();
        node.properties().forEach(member -> map.put(member.getKey(), of(member.getValue())));
        yield map;
      }
      default -> null;
    };
  }

  /** Whether two values are the same to an author: 2 is 2.0. */
  static boolean same(Object expected, Object actual) {
    if (expected instanceof Number one && actual instanceof Number other) {
      return (one instanceof Long && other instanceof Long)
          ? one.longValue() == other.longValue()
          : one.doubleValue() == other.doubleValue();
    }
    if (expected instanceof List<?> one && actual instanceof List<?> other) {
      if (one.size() != other.size()) {
        return false;
      }
      for (int i = 0; i < one.size(); i++) {
        if (!same(one.get(i), other.get(i))) {
          return false;
        }
      }
      return true;
    }
    if (expected instanceof Map<?, ?> one && actual instanceof Map<?, ?> other) {
      return one.keySet().equals(other.keySet())
          && one.keySet().stream().allMatch(name -> same(one.get(name), other.get(name)));
    }
    return expected == null ? actual == null : expected.equals(actual);
  }

  /** The values inside nested maps, each by its path, as expectations name them. */
  static Map<String, Object> byPath(Map<String, Object> nested) {
    Map<String, Object> flat = new LinkedHashMap<>();
    flatten("", nested, flat);
    return flat;
  }

  private static void flatten(String around, Map<?, ?> nested, Map<String, Object> flat) {
    nested.forEach(
        (name, value) -> {
          String path = around.isEmpty() ? name.toString() : around + "." + name;
          if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            flatten(path, map, flat);
          } else {
            flat.put(path, value);
          }
        });
  }

  /** As an author would write it, on one line. */
  static String show(Object value, Wallclock clock) {
    if (value == null) {
      return "nothing";
    }
    if (value instanceof Moment moment) {
      return clock.moment(moment.at());
    }
    if (value instanceof String text) {
      return text(text);
    }
    if (value instanceof List<?> list) {
      return list.stream()
          .map(element -> show(element, clock))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> entry.getKey() + ": " + show(entry.getValue(), clock))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    return value.toString();
  }

  /** In quotation marks where it would be taken for something else. */
  private static String text(String text) {
    boolean plain =
        !text.isBlank()
            && text.equals(text.strip())
            && !text.matches(
                "(?s)true|false|null|~|[-+.]?\\d.*|.*[\\p{Cntrl}'\"{}\\[\\]].*|.*(, |: ).*");
    return plain ? text : "'" + visible(text.replace("'", "''")) + "'";
  }

  /** A terminal must not take for its own what stands in a value. */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n') {
        visible.append("\\n");
      } else if (Character.isISOControl(c)) {
        visible.append(String.format("\\u%04x", (int) c));
      } else {
        visible.append(c);
      }
    }
    return visible.toString();
  }
}
