package dev.sojourn.cli.journeytest;

import java.util.Locale;

/**
 * Chooses cases by name.
 *
 * @param text part of a name; empty: all cases
 */
public record CaseFilter(String text) {

  /** Whether the name, {@code document: case}, has the text in it, in whatever case of letters. */
  public boolean accepts(String document, String name) {
    return (document + ": " + name)
        .toLowerCase(Locale.ROOT)
        .contains(text.toLowerCase(Locale.ROOT));
  }
}
