package dev.sojourn.systemtest.job;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.journeys.profile.ProfileLogic;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The engine on a slow machine.
 *
 * @param nanos that each signal takes besides
 */
public record SlowLogic(ProfileLogic logic, long nanos) implements ProfileLogic {

  @Override
  public void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects) {
    LockSupport.parkNanos(nanos);
    logic.handle(store, profile, signal, logTime, definitions, effects);
  }

  @Override
  public void wake(
      ProfileStore store,
      String profile,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects) {
    logic.wake(store, profile, upTo, definitions, effects);
  }
}
