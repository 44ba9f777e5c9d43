package dev.sojourn.delivery.option;

import java.util.LinkedHashMap;
import java.util.Map;

/** A command line of {@code --key value} pairs. */
public final class Arguments {
  private Arguments() {}

  /**
   * @throws IllegalArgumentException if the line is not made of pairs, or names a key twice
   */
  public static Map<String, String> parse(String... line) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (int i = 0; i < line.length; i += 2) {
      if (!line[i].startsWith("--") || i + 1 == line.length) {
        throw new IllegalArgumentException(
            "Argument \"%s\" does not belong to a pair. Write options as --key value."
                .formatted(line[i]));
      }
      if (pairs.put(line[i].substring(2), line[i + 1]) != null) {
        throw new IllegalArgumentException("Option " + line[i] + " is given twice.");
      }
    }
    return pairs;
  }
}
