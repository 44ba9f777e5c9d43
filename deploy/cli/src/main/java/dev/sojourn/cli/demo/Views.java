package dev.sojourn.cli.demo;

import java.io.PrintWriter;

/** Which view suits whoever watches. */
public final class Views {
  private Views() {}

  /**
   * JSON if asked for; a screen on a terminal; else lines. The launcher knows whether there is a
   * terminal.
   */
  public static View choose(PrintWriter out, boolean json) {
    if (json) {
      return new JsonView(out);
    }
    return Boolean.getBoolean("sojourn.terminal") ? new ScreenView(out) : new LineView(out);
  }
}
