package dev.sojourn.systemtest.job;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.journeys.profile.ProfileLogic;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The engine in a job whose registry goes away at certain signals, counted over all subtasks and
 * all restarts. Such a failure is no record's fault: it fails the job, which starts anew from its
 * last checkpoint.
 *
 * @param at how many signals have been handled when it fails
 */
public record FailingLogic(ProfileLogic logic, Set<Integer> at) implements ProfileLogic {
  /** Static, since the logic travels to the subtasks by serialization. */
  private static final AtomicInteger HANDLED = new AtomicInteger();

  @Override
  public void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects) {
    logic.handle(store, profile, signal, logTime, definitions, effects);
    if (at.contains(HANDLED.incrementAndGet())) {
      throw new RegistryUnavailableException("The test has taken the registry away.");
    }
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
