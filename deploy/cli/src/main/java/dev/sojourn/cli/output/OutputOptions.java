package dev.sojourn.cli.output;

import picocli.CommandLine.Option;

/** How a command tells its results. */
public final class OutputOptions {
  @Option(names = "--json", description = "Tell results as JSON, one object per line.")
  private boolean json;

  public boolean json() {
    return json;
  }
}
