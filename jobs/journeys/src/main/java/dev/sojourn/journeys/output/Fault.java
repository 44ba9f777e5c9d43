package dev.sojourn.journeys.output;

import dev.sojourn.engine.error.ErrorCode;

/**
 * What was wrong with something that the job was given.
 *
 * @param code as it stands in dead letters and metrics
 * @param category whose fault it is, and so who can mend it
 * @param message what happened, and what to do
 */
public record Fault(String code, String category, String message) {

  /** What the engine refused. */
  public static Fault of(ErrorCode code, String message) {
    return new Fault(code.code(), code.category().label(), message);
  }

  /** A record that its producer must mend. */
  public static Fault input(String code, String message) {
    return new Fault(code, ErrorCode.Category.INPUT.label(), message);
  }

  /** A mistake in Sojourn itself. */
  public static Fault internal(String code, String message) {
    return new Fault(code, "internal", message);
  }
}
