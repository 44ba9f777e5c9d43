package dev.sojourn.cli.simulate;

import java.util.Locale;

/** Builds HTML and SVG; what is not markup is escaped. */
final class Markup {
  private final StringBuilder text = new StringBuilder();

  /** Markup as it stands. */
  Markup raw(String markup) {
    text.append(markup);
    return this;
  }

  /** Text, whoever wrote it. */
  Markup text(String plain) {
    text.append(escape(plain));
    return this;
  }

  /** An element with nothing but text in it. */
  Markup element(String name, String attributes, String plain) {
    String begin = attributes.isEmpty() ? name : name + " " + attributes;
    return raw("<" + begin + ">").text(plain).raw("</" + name + ">");
  }

  /** For attributes too. */
  static String escape(String plain) {
    StringBuilder escaped = new StringBuilder(plain.length() + 16);
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      switch (c) {
        case '<' -> escaped.append("&lt;");
        case '>' -> escaped.append("&gt;");
        case '&' -> escaped.append("&amp;");
        case '"' -> escaped.append("&quot;");
        case '\'' -> escaped.append("&#39;");
        default -> escaped.append(Character.isISOControl(c) && c != '\n' ? '\uFFFD' : c);
      }
    }
    return escaped.toString();
  }

  /** A coordinate. */
  static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
