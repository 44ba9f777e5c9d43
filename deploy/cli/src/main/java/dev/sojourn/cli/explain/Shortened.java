package dev.sojourn.cli.explain;

/** Derived ids are long; their beginnings tell them apart, and can be used in their place. */
final class Shortened {
  private static final int DIGITS = 8;

  private Shortened() {}

  static String id(String id) {
    return id.length() <= DIGITS ? id : id.substring(0, DIGITS);
  }
}
