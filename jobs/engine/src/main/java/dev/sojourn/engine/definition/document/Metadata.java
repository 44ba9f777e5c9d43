package dev.sojourn.engine.definition.document;

import java.util.regex.Pattern;

/** Reads what every document has. */
final class Metadata {
  /** As in the schema; a regular expression's end of input would let a line break pass there. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  private Metadata() {}

  static String name(Element root) {
    Element name = root.at("metadata").at("name");
    if (name.text()
        .filter(text -> text.endsWith("\n") && !NAME.matcher(text).matches())
        .isPresent()) {
      name.refuse("the name ends with a line break", "write it on one line");
    }
    return name.textOrEmpty();
  }

  static int version(Element root) {
    return root.at("metadata").at("version").number(1);
  }
}
