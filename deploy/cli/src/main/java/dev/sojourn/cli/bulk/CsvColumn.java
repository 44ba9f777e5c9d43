package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What the values of an attribute are, seen one after the other, and how they are told in cells.
 */
final class CsvColumn {
  private static final String SEPARATOR = "|";

  private CellType type;

  /** Notes a value. A type holds as long as all values are of it; whatever is mixed is JSON. */
  void see(JsonNode value) {
    CellType seen = typeOf(value);
    type = type == null || type == seen ? seen : CellType.JSON;
  }

  CellType type() {
    return type;
  }

  private static CellType typeOf(JsonNode value) {
    if (value.isTextual()) {
      // An empty text as it is would be an empty cell, and a NUL is refused in one.
      return isPlain(value.textValue()) ? CellType.STRING : CellType.JSON;
    } else if (value.isNumber()) {
      return CellType.NUMBER;
    } else if (value.isBoolean()) {
      return CellType.BOOLEAN;
    }
    if (!value.isArray() || value.isEmpty()) {
      return CellType.JSON;
    }
    for (JsonNode item : value) {
      String text = item.isTextual() ? item.textValue() : "";
      if (!isPlain(text) || text.contains(SEPARATOR) || !text.equals(text.strip())) {
        return CellType.JSON;
      }
    }
    return CellType.LIST;
  }

  private static boolean isPlain(String text) {
    return !text.isEmpty() && text.indexOf(0) < 0;
  }

  /** A value as it stands in a cell, before quotation marks. */
  String cell(JsonNode value) {
    return switch (type) {
      case STRING -> value.textValue();
      case NUMBER, BOOLEAN -> value.asText();
      case LIST -> {
        StringBuilder items = new StringBuilder();
        value.forEach(
            item -> items.append(items.isEmpty() ? "" : SEPARATOR).append(item.textValue()));
        yield items.toString();
      }
      case JSON -> value.toString();
      case AS_IS, TIMESTAMP, DATE -> throw new IllegalStateException("no column is " + type);
    };
  }
}
