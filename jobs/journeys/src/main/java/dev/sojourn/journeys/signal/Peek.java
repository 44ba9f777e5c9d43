package dev.sojourn.journeys.signal;

import java.util.Objects;

/**
 * What kind of record a value on {@code signals} is, known without reading all of it.
 *
 * @param type of an event, for example {@code order.placed}; empty for all other kinds
 */
public record Peek(Kind kind, String type) {

  public Peek {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(type, "type");
  }

  /** The kinds of records that may stand on {@code signals}. */
  public enum Kind {
    /** A customer event. */
    EVENT,
    /** A profile update. */
    UPDATE,
    /** A delivery report. */
    REPORT,
    /** A request to start a journey. */
    ENTRY_REQUEST,
    /** An instruction from a run over many. */
    COMMAND,
    /** The passing of time; concerns no profile and is no signal to the engine. */
    TICK
  }
}
