package dev.sojourn.engine;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import java.util.function.Consumer;

/**
 * The functional core: what one signal, or the passing of time, does to one profile. A function of the profile's state, the signal, its
 * log time and the definitions; no clock, no randomness, no I/O but the store it is handed. Stateless and safe for use by many threads.
 */
public final class Engine {

  /**
   * Handles a signal: first every wake-up of this person due before it, each at its own time (T2), then the signal.
   *
   * @param profile the profile key
   * @param logTime of the signal, ms since the epoch
   * @param definitions must know what is in effect up to {@code logTime}
   * @param effects receives what is to be done, in order
   */
  public void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects) {}

  /**
   * Runs every wake-up of this person due at or before a moment, each at its own time. A call that finds nothing due changes nothing but
   * asks for the next one.
   *
   * @param upTo log time before which, and at which, no further signal of this person can come
   */
  public void wake(
      ProfileStore store,
      String profile,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects) {}
}
