package dev.sojourn.engine.message;

import dev.sojourn.engine.definition.Template;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.expression.SlotLayout;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What goes into a request: the values that its template names, and no more. */
public final class RequestContents {
  /**
   * How many objects may lie inside one another in a request: as many as the contract of its topic
   * takes.
   */
  public static final int DEEPEST = 32;

  private RequestContents() {}

  /** How many maps lie inside one another; 0 for other values. */
  public static int depth(Object value) {
    int deepest = 0;
    if (value instanceof Map<?, ?> map) {
      for (Object element : map.values()) {
        deepest = Math.max(deepest, depth(element));
      }
      return deepest + 1;
    }
    if (value instanceof List<?> list) {
      for (Object element : list) {
        deepest = Math.max(deepest, depth(element));
      }
    }
    return deepest;
  }

  /**
   * Nested maps that hold each named value at its path; a value that is missing is left out.
   * Timestamps and durations become text.
   *
   * @param scope gives the variables {@code profile} and {@code journey}
   */
  public static Map<String, Object> of(Template template, Scope scope) {
    Map<String, Object> contents = new LinkedHashMap<>();
    TreeSet<List<String>> paths =
        new TreeSet<>((a, b) -> String.join("\u0000", a).compareTo(String.join("\u0000", b)));
    paths.addAll(template.names());
    for (List<String> path : paths) {
      Map<String, Object> variable = scope.variable(path.get(0));
      if (variable != null) {
        Object value = SlotLayout.walk(variable, path.subList(1, path.size()));
        if (value != null) {
          put(contents, path, plain(value));
        }
      }
    }
    return contents;
  }

  @SuppressWarnings("unchecked")
  private static void put(Map<String, Object> contents, List<String> path, Object value) {
    Map<String, Object> inside = contents;
    for (int i = 0; i < path.size() - 1; i++) {
      Object next =
          inside.computeIfAbsent(path.get(i), name -> new LinkedHashMap<String, Object>());
      if (!(next instanceof Map)) {
        // A shorter path already brought the whole value.
        return;
      }
      inside = (Map<String, Object>) next;
    }
    String last = path.get(path.size() - 1);
    if (!(inside.get(last) instanceof Map)) {
      inside.put(last, value);
    }
  }

  /**
   * Copies maps and lists, turns timestamps and durations into ISO-8601 text, and drops nulls from
   * maps.
   */
  public static Object plain(Object value) {
    if (value instanceof Instant || value instanceof Duration) {
      return value.toString();
    }
    if (value instanceof Integer i) {
      return i.longValue();
    }
    if (value instanceof List<?> list) {
      List<Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(plain(element)));
      return copy;
    }
    if (value instanceof Map<?, ?> map) {
      Map<String, Object> copy = new LinkedHashMap<>();
      map.forEach(
          (name, element) -> {
            if (element != null) {
              copy.put(String.valueOf(name), plain(element));
            }
          });
      return copy;
    }
    return value;
  }
}
