package dev.sojourn.simulator;

/** Ends a simulation in which things set off one another without time passing. */
public final class RunawayException extends RuntimeException {
  private static final long serialVersionUID = 1;

  RunawayException(String message) {
    super(message);
  }
}
