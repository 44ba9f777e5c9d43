package dev.sojourn.engine.expression;

import dev.sojourn.engine.signal.CustomerEvent;
import java.util.Map;

/**
 * What an expression can see. Values are Boolean, Long, Double, String, List and Map of these,
 * {@link java.time.Instant} and {@link java.time.Duration}; null is the same as missing.
 */
public interface Scope {

  /** The event at hand, variable {@code event}; null where there is none. */
  CustomerEvent event();

  /**
   * Any other variable: {@code profile} (attributes, and {@code id}, {@code consents}), {@code
   * journey} ({@code key}, {@code event}, {@code name}, {@code enteredAt}), {@code steps}, {@code
   * report} ({@code status}, {@code code}). Null where it has no meaning here.
   */
  Map<String, Object> variable(String name);

  /** Now, in ms since the epoch: what the CEL function {@code now()} gives, as a timestamp. */
  long now();
}
