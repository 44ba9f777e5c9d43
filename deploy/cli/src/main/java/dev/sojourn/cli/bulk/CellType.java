package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.publish.AvroValues;
import dev.sojourn.cli.publish.LineException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** What the cells of a column are, and what they become as values of an attribute. */
public enum CellType {
  /** What the file says: text in CSV, the value itself in other formats. */
  AS_IS,
  /** Text. */
  STRING,
  /** A whole number of 64 bits, or a decimal one with a point. */
  NUMBER,
  /** {@code true}, {@code yes}, {@code 1}, or {@code false}, {@code no}, {@code 0}. */
  BOOLEAN,
  /** A moment with its offset, or milliseconds since 1970; kept as text in UTC. */
  TIMESTAMP,
  /** A day, {@code 2026-03-01}; kept as text. */
  DATE,
  /** Texts with a separator between them. */
  LIST,
  /** Any value, written as JSON. */
  JSON;

  private static final ObjectMapper READER =
      new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
  private static final Set<String> TRUE = Set.of("true", "yes", "1");
  private static final Set<String> FALSE = Set.of("false", "no", "0");

  /** As it is written in mappings. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The type of a label; empty if there is none. */
  public static Optional<CellType> ofLabel(String label) {
    return Arrays.stream(values()).filter(type -> type.label().equals(label)).findFirst();
  }

  /**
   * A cell as a value that a signal carries.
   *
   * @param cell not empty
   * @param separator between the items of a list
   * @throws RowException {@link RowCode#VALUE_INVALID} if it is of another type
   */
  Object value(Object cell, String separator) throws RowException {
    return switch (this) {
      case AS_IS -> cell;
      case STRING -> string(cell);
      case NUMBER -> number(cell);
      case BOOLEAN -> bool(cell);
      case TIMESTAMP -> timestamp(cell);
      case DATE -> date(cell);
      case LIST -> list(cell, separator);
      case JSON -> json(cell);
    };
  }

  private static Object string(Object cell) throws RowException {
    if (cell instanceof String || cell instanceof Number || cell instanceof Boolean) {
      return cell.toString();
    }
    throw wrong("a text");
  }

  private static Object number(Object cell) throws RowException {
    if (cell instanceof Long || cell instanceof Double) {
      return cell;
    }
    if (cell instanceof String text && text.length() <= 40 && isPlainNumber(text.strip())) {
      String digits = text.strip();
      if (digits.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E')) {
        try {
          return Long.parseLong(digits);
        } catch (NumberFormatException e) {
          throw wrong("a number of 64 bits");
        }
      }
      double value = Double.parseDouble(digits);
      if (Double.isFinite(value)) {
        return value;
      }
    }
    throw wrong("a number, such as 12 or 12.5");
  }

  /** Java takes more for a number than anybody means, such as {@code 0x1p3} and {@code 1d}. */
  private static boolean isPlainNumber(String text) {
    return text.matches("[+-]?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?");
  }

  private static Object bool(Object cell) throws RowException {
    String text = cell instanceof Boolean || cell instanceof Long ? cell.toString() : "";
    String word = (cell instanceof String s ? s.strip() : text).toLowerCase(Locale.ROOT);
    if (TRUE.contains(word)) {
      return true;
    }
    if (FALSE.contains(word)) {
      return false;
    }
    throw wrong("true or false, yes or no, 1 or 0");
  }

  private static Object timestamp(Object cell) throws RowException {
    try {
      if (cell instanceof Long millis) {
        return Instant.ofEpochMilli(millis).toString();
      }
      if (cell instanceof String text) {
        String moment = text.strip();
        return moment.matches("-?[0-9]{1,15}")
            ? Instant.ofEpochMilli(Long.parseLong(moment)).toString()
            : OffsetDateTime.parse(moment).toInstant().toString();
      }
    } catch (DateTimeException e) {
      // Falls through to the one message that says what is expected.
    }
    throw wrong("a moment with its offset, such as 2026-03-01T09:00:00Z, or milliseconds");
  }

  private static Object date(Object cell) throws RowException {
    try {
      if (cell instanceof String text) {
        return LocalDate.parse(text.strip()).toString();
      }
    } catch (DateTimeException e) {
      // As above.
    }
    throw wrong("a day, such as 2026-03-01");
  }

  private static Object list(Object cell, String separator) throws RowException {
    if (cell instanceof List<?>) {
      return cell;
    }
    if (!(cell instanceof String text)) {
      throw wrong("a list");
    }
    List<Object> items = new ArrayList<>();
    for (int from = 0; from <= text.length(); ) {
      int to = text.indexOf(separator, from);
      int end = to < 0 ? text.length() : to;
      String item = text.substring(from, end).strip();
      if (!item.isEmpty()) {
        items.add(item);
      }
      from = end + separator.length();
    }
    return items;
  }

  private static Object json(Object cell) throws RowException {
    if (!(cell instanceof String text)) {
      return cell;
    }
    try {
      ObjectNode holder = READER.createObjectNode();
      holder.set("cell", READER.readTree(text));
      return AvroValues.map(holder, "row").get("cell");
    } catch (JsonProcessingException e) {
      throw wrong("JSON");
    } catch (LineException e) {
      throw new RowException(RowCode.VALUE_INVALID, "must not hold that: " + e.getMessage());
    }
  }

  private static RowException wrong(String expected) {
    return new RowException(RowCode.VALUE_INVALID, "must be " + expected);
  }
}
