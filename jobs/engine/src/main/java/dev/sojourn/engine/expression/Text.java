package dev.sojourn.engine.expression;

import com.google.re2j.Pattern;
import dev.sojourn.engine.expression.Expression.Failure;
import java.util.List;
import java.util.Map;

/** Functions of strings, and {@code size} of whatever has one. */
enum Text {
  CONTAINS {
    @Override
    boolean test(String text, String part) {
      return text.contains(part);
    }
  },
  STARTS_WITH {
    @Override
    boolean test(String text, String part) {
      return text.startsWith(part);
    }
  },
  ENDS_WITH {
    @Override
    boolean test(String text, String part) {
      return text.endsWith(part);
    }
  };

  private static final Failure NOT_TEXT =
      new Failure(false, "a function of strings is given something else");
  private static final Failure NO_SIZE =
      new Failure(false, "size is asked of something that has none");

  abstract boolean test(String text, String part);

  /** A node that applies the function to two others. */
  Node of(Node left, Node right) {
    return scope -> {
      Object text = left.eval(scope);
      Object part = right.eval(scope);
      return text instanceof String a && part instanceof String b
          ? (Object) test(a, b)
          : Node.fault(text, part, NOT_TEXT);
    };
  }

  /**
   * Whether a pattern is found anywhere in a text. Takes time linear in the text's length, whatever
   * the pattern.
   */
  static Node matches(Node operand, Pattern pattern) {
    return scope -> {
      Object text = operand.eval(scope);
      return text instanceof String string
          ? (Object) pattern.matcher(string).find()
          : Node.fault(text, NOT_TEXT);
    };
  }

  /** Characters (code points) of a string, elements of a list, members of a map. */
  static Node size(Node operand) {
    return scope -> {
      Object value = operand.eval(scope);
      if (value instanceof String text) {
        return (long) text.codePointCount(0, text.length());
      }
      if (value instanceof List<?> list) {
        return (long) list.size();
      }
      if (value instanceof Map<?, ?> map) {
        return members(map);
      }
      return Node.fault(value, NO_SIZE);
    };
  }

  private static long members(Map<?, ?> map) {
    long members = 0;
    for (Object value : map.values()) {
      members += value == null ? 0 : 1;
    }
    return members;
  }
}
