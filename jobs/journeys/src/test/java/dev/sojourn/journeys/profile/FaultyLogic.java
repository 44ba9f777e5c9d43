package dev.sojourn.journeys.profile;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import java.util.function.Consumer;

/**
 * The engine with a fault: it does its work and then fails, for one signal or for every wake-up.
 */
final class FaultyLogic implements ProfileLogic {
  private static final long serialVersionUID = 1L;

  /** The id of the signal for which it fails. */
  static final String POISON = "poison";

  private static volatile boolean wakeUpsFail;

  private final ProfileLogic engine = ProfileLogic.engine();

  static void wakeUpsFail(boolean now) {
    wakeUpsFail = now;
  }

  @Override
  public void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects) {
    engine.handle(store, profile, signal, logTime, definitions, effects);
    if (signal.id().equals(POISON)) {
      throw new IllegalStateException("a message that names " + profile);
    }
  }

  @Override
  public void wake(
      ProfileStore store,
      String profile,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects) {
    engine.wake(store, profile, upTo, definitions, effects);
    if (wakeUpsFail) {
      throw new IllegalStateException("a message that names " + profile);
    }
  }
}
