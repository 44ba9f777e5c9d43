package dev.sojourn.cli.simulate;

import java.util.ArrayList;
import java.util.List;

/** A table of a page; a header that begins with # is of a column of numbers. */
final class HtmlTable {
  private final String[] header;
  private final List<Object[]> rows = new ArrayList<>();

  HtmlTable(String... header) {
    this.header = header;
  }

  /** Adds a row; as many cells as the header has. */
  HtmlTable row(Object... cells) {
    rows.add(cells);
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    Markup table = new Markup().raw("<div class=\"scroll\"><table><thead><tr>");
    for (String column : header) {
      table.element("th", style(column), column.startsWith("#") ? column.substring(1) : column);
    }
    table.raw("</tr></thead><tbody>");
    for (Object[] row : rows) {
      table.raw("<tr>");
      for (int i = 0; i < row.length; i++) {
        String text = row[i] instanceof Long number ? Words.number(number) : String.valueOf(row[i]);
        table.element("td", text.length() > 60 ? "class=\"wide\"" : style(header[i]), text);
      }
      table.raw("</tr>");
    }
    return table.raw("</tbody></table></div>\n").toString();
  }

  private static String style(String column) {
    return column.startsWith("#") ? "class=\"n\"" : "";
  }
}
