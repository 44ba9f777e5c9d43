package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Constants, and lists and maps written out. What is made of constants only is made once. */
final class Literal {
  private Literal() {}

  /** A value known beforehand. */
  record Constant(Object value) implements Node {
    @Override
    public Object eval(Scope scope) {
      return value;
    }
  }

  /** {@code [a, b]}. */
  static Node list(List<Node> elements) {
    Node node = scope -> listOf(elements, scope);
    return elements.stream().allMatch(Constant.class::isInstance)
        ? new Constant(node.eval(null))
        : node;
  }

  private static Object listOf(List<Node> elements, Scope scope) {
    List<Object> list = new ArrayList<>(elements.size());
    for (int i = 0; i < elements.size(); i++) {
      Object value = elements.get(i).eval(scope);
      if (value instanceof Failure) {
        return value;
      }
      list.add(value);
    }
    return Collections.unmodifiableList(list);
  }

  /** {@code {"a": b}} with constant names, each once. */
  static Node map(Map<String, Node> members) {
    List<String> names = List.copyOf(members.keySet());
    List<Node> values = names.stream().map(members::get).toList();
    Node node = scope -> mapOf(names, values, scope);
    return values.stream().allMatch(Constant.class::isInstance)
        ? new Constant(node.eval(null))
        : node;
  }

  private static Object mapOf(List<String> names, List<Node> values, Scope scope) {
    Map<String, Object> map = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      Object value = values.get(i).eval(scope);
      if (value instanceof Failure) {
        return value;
      }
      map.put(names.get(i), value);
    }
    return Collections.unmodifiableMap(map);
  }
}
