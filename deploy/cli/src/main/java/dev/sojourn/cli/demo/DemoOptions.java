package dev.sojourn.cli.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How the demo runs.
 *
 * @param data the data directory
 * @param duration empty: until interrupted
 * @param rate events per second, about
 * @param customers how many the shop has
 * @param seed of everything that is made up
 * @param uiPort of the Flink web UI; 0: any free one
 * @param logs where the log goes, for messages
 */
public record DemoOptions(
    Path data,
    Optional<Duration> duration,
    double rate,
    int customers,
    long seed,
    int uiPort,
    Path logs) {
  public DemoOptions {
    if (rate <= 0 || customers < 1) {
      throw new IllegalArgumentException("there must be customers, and events");
    }
  }
}
