package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.List;
import java.util.Map;

/** Ways to a value: paths into variables, members of maps, elements of lists. */
final class Access {
  private static final Failure NOT_INDEXABLE =
      new Failure(false, "neither a list nor a map stands before [ ]");
  private static final Failure NOT_AN_INDEX =
      new Failure(false, "an index of a list is a whole number");
  private static final Failure BEYOND = new Failure(true, "the list has no such element");
  private static final Failure NO_KEY = new Failure(true, "the map has no such key");

  private Access() {}

  /** The value at a path of constant names; missing if it is not there or null. */
  static Node path(Reads.Path path) {
    List<String> names = path.names();
    if (path.variable() == Variable.EVENT) {
      return names.isEmpty() ? Access::wholeEvent : new EventProperty(names);
    }
    String variable = path.variable().label();
    if (names.isEmpty()) {
      return scope -> members(scope, variable);
    }
    Failure missing = new Failure(true, variable + "." + String.join(".", names) + " is missing");
    if (names.size() == 1) {
      String name = names.get(0);
      return scope -> {
        Object value = members(scope, variable).get(name);
        return value == null ? missing : value;
      };
    }
    return scope -> {
      Object value = SlotLayout.walk(members(scope, variable), names);
      return value == null ? missing : value;
    };
  }

  /** Whether there is a value at a path, null being none. */
  static Node has(Reads.Path path) {
    if (path.variable() == Variable.EVENT) {
      EventProperty property = new EventProperty(path.names());
      return scope -> property.find(scope) != null;
    }
    String variable = path.variable().label();
    List<String> names = path.names();
    return scope -> SlotLayout.walk(members(scope, variable), names) != null;
  }

  /** A member of whatever map an expression gives. */
  static Node member(Node operand, String name) {
    Failure missing = new Failure(true, name + " is missing");
    return scope -> {
      Object value = operand.eval(scope);
      if (value instanceof Map<?, ?> map) {
        Object member = map.get(name);
        return member == null ? missing : member;
      }
      return Node.fault(value, missing);
    };
  }

  /** Whether whatever map an expression gives has a member. */
  static Node hasMember(Node operand, String name) {
    Failure notMap = new Failure(true, "what should have " + name + " is not a map");
    return scope -> {
      Object value = operand.eval(scope);
      return value instanceof Map<?, ?> map
          ? (Object) (map.get(name) != null)
          : Node.fault(value, notMap);
    };
  }

  /** {@code a[b]}. */
  static Node index(Node operand, Node index) {
    return scope -> {
      Object container = operand.eval(scope);
      Object at = index.eval(scope);
      if (container instanceof List<?> list) {
        return element(list, at);
      }
      if (container instanceof Map<?, ?> map && at != null && !(at instanceof Failure)) {
        Object value = at instanceof String key ? map.get(key) : null;
        return value == null ? NO_KEY : value;
      }
      return Node.fault(container, at, NOT_INDEXABLE);
    };
  }

  private static Object element(List<?> list, Object at) {
    long position;
    if (at instanceof Long whole) {
      position = whole;
    } else if (at instanceof Double real) {
      // As in the library: a real number that is whole is a valid index, any other leads nowhere.
      position = real.longValue() == real ? real.longValue() : -1;
    } else {
      return Node.fault(at, NOT_AN_INDEX);
    }
    if (position != (int) position) {
      // No list can be that long; the library does not call this missing either.
      return NOT_AN_INDEX;
    }
    if (position < 0 || position >= list.size()) {
      return BEYOND;
    }
    Object value = list.get((int) position);
    return value == null ? Node.NOTHING : value;
  }

  private static Map<String, Object> members(Scope scope, String variable) {
    Map<String, Object> members = scope.variable(variable);
    return members == null ? Map.of() : members;
  }

  private static Object wholeEvent(Scope scope) {
    CustomerEvent event = scope.event();
    return event == null ? Map.of() : event.properties();
  }
}
