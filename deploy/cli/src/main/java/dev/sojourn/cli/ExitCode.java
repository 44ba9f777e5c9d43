package dev.sojourn.cli;

/** What the command's exit codes mean; part of its contract. */
public final class ExitCode {
  /** Done. */
  public static final int OK = 0;

  /**
   * Done what could be done, but problems were found: a document that is refused, a line that is no
   * event.
   */
  public static final int PROBLEMS = 1;

  /** The command line itself is wrong. */
  public static final int USAGE = 2;

  /** A broker, a registry or an instance cannot be reached. */
  public static final int UNREACHABLE = 3;

  /** An instance does not start, or one of its jobs has ended. */
  public static final int FAILED = 4;

  /** A bug. */
  public static final int INTERNAL = 70;

  private ExitCode() {}
}
