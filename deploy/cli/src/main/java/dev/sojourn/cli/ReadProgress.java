package dev.sojourn.cli;

import dev.sojourn.cli.explain.PersonReader;
import java.io.PrintWriter;
import java.time.Duration;

/** Tells on standard error how far a long reading has come; of a short one, nothing. */
final class ReadProgress implements PersonReader.Progress {
  private static final long EVERY = Duration.ofSeconds(2).toNanos();

  private final PrintWriter err;
  private long told = System.nanoTime();

  ReadProgress(PrintWriter err) {
    this.err = err;
  }

  @Override
  public void at(String topic, long read, long all) {
    if (System.nanoTime() - told >= EVERY) {
      told = System.nanoTime();
      err.println("reading " + topic + ": " + 100 * read / Math.max(1, all) + " % of " + all);
      err.flush();
    }
  }
}
