package dev.sojourn.simulator.story;

/** How texts for people are set off: with colours on a terminal, else not at all. */
public enum Style {
  PLAIN("", "", "", "", ""),
  COLOUR("\u001b[1m", "\u001b[2m", "\u001b[31m", "\u001b[32m", "\u001b[0m");

  private final String bold;
  private final String dim;
  private final String red;
  private final String green;
  private final String end;

  Style(String bold, String dim, String red, String green, String end) {
    this.bold = bold;
    this.dim = dim;
    this.red = red;
    this.green = green;
    this.end = end;
  }

  public String bold(String text) {
    return bold + text + end;
  }

  /** Of little weight. */
  public String dim(String text) {
    return dim + text + end;
  }

  /** What is wrong. */
  public String bad(String text) {
    return red + text + end;
  }

  /** What is right. */
  public String good(String text) {
    return green + text + end;
  }
}
