package dev.sojourn.cli;

/** Ends a command with an exit code; the message is shown to its user and says what to do. */
public final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int exitCode;

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /** See {@link ExitCode#PROBLEMS}. */
  public static CommandException problem(String message) {
    return new CommandException(ExitCode.PROBLEMS, message, null);
  }

  /** See {@link ExitCode#UNREACHABLE}. */
  public static CommandException unreachable(String message, Throwable cause) {
    return new CommandException(ExitCode.UNREACHABLE, message, cause);
  }

  /** See {@link ExitCode#FAILED}. */
  public static CommandException failed(String message) {
    return new CommandException(ExitCode.FAILED, message, null);
  }

  public int exitCode() {
    return exitCode;
  }
}
