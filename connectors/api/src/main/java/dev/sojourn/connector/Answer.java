package dev.sojourn.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a called system answered, as values that conditions and messages can use (S9). Every answer
 * that exists has its place in a report: its values are plain and it is within the limits below.
 *
 * @param values by name: Boolean, Long, Double, String, List of these and of maps, Map of these;
 *     null inside lists and maps means missing. Unmodifiable, in the order given; empty where
 *     nothing was answered
 */
public record Answer(Map<String, Object> values) {

  /** No answer, as to a message. */
  public static final Answer NONE = new Answer(Map.of());

  /**
   * The largest answer, in bytes: as much as an instance of a journey may know in all. Names and
   * texts count as UTF-8, numbers as 8, and each value 1 more.
   */
  public static final int MAX_BYTES = 256 * 1024;

  /** How many objects may lie inside one another, the answer itself being the first. */
  public static final int MAX_DEPTH = 32;

  /** Code of an answer beyond a limit of size. */
  public static final String TOO_LARGE = "answer-too-large";

  /**
   * Code of an answer that is not there, cannot be read, or holds what has no place in a report.
   */
  public static final String UNREADABLE = "answer-unreadable";

  /**
   * Copies the values, to the last; other whole numbers become Long, floats Double.
   *
   * @throws UnfitException if a value is of another class, a list lies right inside a list, a
   *     number is not finite, or a limit is passed
   */
  public Answer {
    values = new Copy().map(values, 1);
  }

  /** Whether nothing was answered. */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** Tells nothing of the values, which may be personal. */
  @Override
  public String toString() {
    return "Answer of " + values.size() + " values";
  }

  /**
   * Values cannot be an answer. A connector may let it pass: an attempt that ends with it is {@link
   * Outcome.Permanent} with its code.
   */
  public static final class UnfitException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final String code;

    /**
     * @param code {@link #TOO_LARGE} or {@link #UNREADABLE}
     * @param message for people; without the answer's own words
     */
    public UnfitException(String code, String message) {
      super(message);
      this.code = code;
    }

    public String code() {
      return code;
    }
  }

  /** One walk over the values, which ends at the first limit. */
  private static final class Copy {
    private int bytes;

    Map<String, Object> map(Map<?, ?> given, int depth) {
      if (depth > MAX_DEPTH) {
        throw new UnfitException(
            UNREADABLE, "the answer has objects more than " + MAX_DEPTH + " deep in one another");
      }
      Map<String, Object> copy = new LinkedHashMap<>();
      given.forEach(
          (name, value) -> {
            if (!(name instanceof String text)) {
              throw new UnfitException(UNREADABLE, "the answer has a name that is not a text");
            }
            count(utf8(text));
            copy.put(text, value(value, depth));
          });
      return Collections.unmodifiableMap(copy);
    }

    private List<Object> list(List<?> given, int depth) {
      List<Object> copy = new ArrayList<>();
      for (Object value : given) {
        if (value instanceof List<?>) {
          throw new UnfitException(
              UNREADABLE, "the answer has a list right inside a list; put an object between them");
        }
        copy.add(value(value, depth));
      }
      return Collections.unmodifiableList(copy);
    }

    private Object value(Object value, int depth) {
      count(1);
      if (value == null || value instanceof Boolean) {
        return value;
      } else if (value instanceof String text) {
        count(utf8(text));
        return text;
      } else if (value instanceof List<?> list) {
        return list(list, depth);
      } else if (value instanceof Map<?, ?> map) {
        return map(map, depth + 1);
      }
      count(8);
      return number(value);
    }

    private static Object number(Object value) {
      if (value instanceof Long
          || value instanceof Integer
          || value instanceof Short
          || value instanceof Byte) {
        return ((Number) value).longValue();
      } else if (value instanceof Double || value instanceof Float) {
        double number = ((Number) value).doubleValue();
        if (Double.isFinite(number)) {
          return number;
        }
        throw new UnfitException(UNREADABLE, "the answer has a number that is not finite");
      }
      throw new UnfitException(
          UNREADABLE,
          "the answer has a " + value.getClass().getName() + ", which is no plain value");
    }

    private void count(int more) {
      bytes += more;
      if (bytes > MAX_BYTES) {
        throw new UnfitException(TOO_LARGE, "the answer is larger than " + MAX_BYTES + " bytes");
      }
    }

    /** Bytes that a text takes; counting ends beyond the limit. Nothing is encoded for it. */
    private static int utf8(String text) {
      int length = 0;
      for (int i = 0; i < text.length() && length <= MAX_BYTES; i++) {
        char c = text.charAt(i);
        length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
      }
      return length;
    }
  }
}
