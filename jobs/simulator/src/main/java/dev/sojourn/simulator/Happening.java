package dev.sojourn.simulator;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.Signal;

/** Something that happened in a simulation. */
public sealed interface Happening {

  /** By the simulation's clock, ms since the epoch. */
  long at();

  /** A signal was logged for a person. */
  record Logged(long at, String profile, Signal signal) implements Happening {}

  /** The engine wanted something done for a person. Wake-ups are not told. */
  record Done(long at, String profile, Effect effect) implements Happening {}

  /** A record of the definitions' log; it takes effect at its own time. */
  record Published(long at, DefinitionRecord definition) implements Happening {}
}
