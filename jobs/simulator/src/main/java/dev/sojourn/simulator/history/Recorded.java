package dev.sojourn.simulator.history;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.signal.Signal;
import java.util.Optional;

/** A signal as it stands in a record, read when it is its turn. */
public interface Recorded {

  /** When it was logged, ms since the epoch. */
  long logTime();

  /**
   * The signal; empty if it cannot be read, or if nothing that is in effect wants to see it (A11).
   */
  Optional<Signal> signal(DefinitionSet definitions);
}
