package dev.sojourn.engine.definition.document;

import java.util.List;

/**
 * Where the characters of a scalar's value stand in the file, so that an error inside an expression
 * can be shown where the author wrote it.
 *
 * @param lines of the whole file
 * @param start of the scalar, with its quotation mark or block indicator
 */
record ScalarText(List<String> lines, Position start, Style style) {

  /** How a scalar is written. */
  enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL,
    FOLDED
  }

  /**
   * The place of a character of the value.
   *
   * @param line within the value, from 1
   * @param column within the line of the value, from 1
   */
  Position of(int line, int column) {
    return switch (style) {
      case PLAIN -> line == 1 ? inFirstLine(column - 1) : start;
      case SINGLE_QUOTED, DOUBLE_QUOTED -> line == 1 ? inFirstLine(quoted(column - 1)) : start;
      case LITERAL -> inBlock(line, column);
      case FOLDED -> inFolded(column);
    };
  }

  /**
   * A place in the line in which the scalar begins; its beginning if the value has gone on to the
   * next line by then.
   */
  private Position inFirstLine(int offset) {
    Position position = new Position(start.line(), start.column() + offset);
    return position.column() <= text(start.line()).length() + 1 ? position : start;
  }

  /** How far behind the opening quotation mark's place a character of the value is written. */
  private int quoted(int characters) {
    String text = text(start.line());
    int first = start.column();
    int at = first;
    for (int i = 0; i < characters && at < text.length(); i++) {
      at += escape(text, at);
    }
    return at - first + 1;
  }

  /** How many characters of the file stand for one of the value. */
  private int escape(String text, int at) {
    if (style == Style.SINGLE_QUOTED) {
      return text.startsWith("''", at) ? 2 : 1;
    }
    if (text.charAt(at) != '\\' || at + 1 >= text.length()) {
      return 1;
    }
    return switch (text.charAt(at + 1)) {
      case 'x' -> 4;
      case 'u' -> 6;
      case 'U' -> 10;
      default -> 2;
    };
  }

  private Position inBlock(int line, int column) {
    int at = start.line() + line;
    return at > lines.size() ? start : new Position(at, indentation() + column);
  }

  /**
   * Lines of a folded scalar are joined by one space each, as long as there are no empty or further
   * indented ones.
   */
  private Position inFolded(int column) {
    int rest = column;
    int indentation = indentation();
    for (int line = start.line() + 1; line <= lines.size(); line++) {
      int length = text(line).length() - indentation;
      if (length <= 0 || text(line).charAt(indentation) == ' ') {
        return start;
      }
      if (rest <= length + 1) {
        return new Position(line, indentation + rest);
      }
      rest -= length + 1;
    }
    return start;
  }

  private int indentation() {
    for (int line = start.line() + 1; line <= lines.size(); line++) {
      String text = text(line);
      if (!text.isBlank()) {
        return text.length() - text.stripLeading().length();
      }
    }
    return 0;
  }

  private String text(int line) {
    return lines.get(line - 1);
  }
}
