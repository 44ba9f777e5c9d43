package dev.sojourn.cli;

import java.nio.file.Path;

/** Where logs go. Must be said before the first logger is made. */
final class Logging {
  private Logging() {}

  /** To files in a data directory, and nothing to the terminal. */
  static Path toDirectory(Path data) {
    Path logs = data.toAbsolutePath().normalize().resolve("logs");
    System.setProperty("sojourn.logs", logs.toString());
    System.setProperty("log4j2.configurationFile", "log4j2-instance.xml");
    return logs;
  }
}
