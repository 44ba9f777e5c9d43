package dev.sojourn.engine.expression;

import dev.sojourn.engine.expression.Expression.Failure;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * Equality and order. Whole and real numbers compare with each other, in the way of the CEL
 * library: the whole number as a real one. Values of other different types are unequal, and have no
 * order.
 */
enum Comparison {
  LESS,
  LESS_EQUALS,
  GREATER,
  GREATER_EQUALS;

  private static final Failure NO_ORDER =
      new Failure(false, "values of these types cannot be ordered");
  private static final Failure NOT_SEARCHABLE =
      new Failure(false, "neither a list nor a map stands behind in");

  /** A node that compares two others. */
  Node of(Node left, Node right) {
    return scope -> compare(left.eval(scope), right.eval(scope));
  }

  private Object compare(Object left, Object right) {
    if (left instanceof Long a) {
      if (right instanceof Long b) {
        return holds(Long.compare(a, b));
      }
      if (right instanceof Double b) {
        return holds(-mixed(b, a));
      }
    } else if (left instanceof Double a) {
      if (right instanceof Double b) {
        return holds(a, b);
      }
      if (right instanceof Long b) {
        return holds(mixed(a, b));
      }
    } else if (left instanceof String a && right instanceof String b) {
      return holds(a.compareTo(b));
    } else if (left instanceof Instant a && right instanceof Instant b) {
      return holds(a.compareTo(b));
    } else if (left instanceof Duration a && right instanceof Duration b) {
      return holds(a.compareTo(b));
    } else if (left instanceof Boolean a && right instanceof Boolean b) {
      return holds(a.compareTo(b));
    }
    return Node.fault(left, right, NO_ORDER);
  }

  private boolean holds(int order) {
    return switch (this) {
      case LESS -> order < 0;
      case LESS_EQUALS -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_EQUALS -> order >= 0;
    };
  }

  private boolean holds(double a, double b) {
    return switch (this) {
      case LESS -> a < b;
      case LESS_EQUALS -> a <= b;
      case GREATER -> a > b;
      case GREATER_EQUALS -> a >= b;
    };
  }

  private static int mixed(double real, long whole) {
    return Double.compare(real, (double) whole);
  }

  /** {@code left == right}. */
  static Node equal(Node left, Node right) {
    return scope -> {
      Object a = left.eval(scope);
      Object b = right.eval(scope);
      if (a == null || b == null || a instanceof Failure || b instanceof Failure) {
        return Node.fault(a, b, NO_ORDER);
      }
      return equal(a, b);
    };
  }

  /** {@code left in right}. */
  static Node in(Node left, Node right) {
    return scope -> {
      Object value = left.eval(scope);
      Object container = right.eval(scope);
      if (value == null || value instanceof Failure) {
        return Node.fault(value, NO_ORDER);
      }
      if (container instanceof List<?> list) {
        return contains(list, value);
      }
      if (container instanceof Map<?, ?> map) {
        return value instanceof String key && map.get(key) != null;
      }
      return Node.fault(container, NOT_SEARCHABLE);
    };
  }

  private static boolean contains(List<?> list, Object value) {
    // By index, so that no iterator is made.
    for (int i = 0; i < list.size(); i++) {
      if (equal(list.get(i), value)) {
        return true;
      }
    }
    return false;
  }

  /** Whether two values are equal; null equals nothing but null. */
  static boolean equal(Object a, Object b) {
    if (a instanceof Number x) {
      return b instanceof Number y && equalNumbers(x, y);
    }
    if (a instanceof List<?> x) {
      return b instanceof List<?> y && equalLists(x, y);
    }
    if (a instanceof Map<?, ?> x) {
      return b instanceof Map<?, ?> y && equalMaps(x, y);
    }
    return a == null ? b == null : a.equals(b);
  }

  private static boolean equalNumbers(Number a, Number b) {
    if (a instanceof Long x) {
      return b instanceof Long y ? x.equals(y) : mixed(b.doubleValue(), x) == 0;
    }
    double x = a.doubleValue();
    return b instanceof Long y ? mixed(x, y) == 0 : x == b.doubleValue();
  }

  private static boolean equalLists(List<?> a, List<?> b) {
    if (a.size() != b.size()) {
      return false;
    }
    Iterator<?> other = b.iterator();
    for (Object element : a) {
      if (!equal(element, other.next())) {
        return false;
      }
    }
    return true;
  }

  private static boolean equalMaps(Map<?, ?> a, Map<?, ?> b) {
    return covers(a, b) && covers(b, a);
  }

  /** Whether all that the first holds is in the second; a null value is none. */
  private static boolean covers(Map<?, ?> a, Map<?, ?> b) {
    for (Map.Entry<?, ?> entry : a.entrySet()) {
      if (entry.getValue() != null) {
        Object other = b.get(entry.getKey());
        if (other == null || !equal(entry.getValue(), other)) {
          return false;
        }
      }
    }
    return true;
  }
}
