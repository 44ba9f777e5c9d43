package dev.sojourn.journeys.profile;

import dev.sojourn.engine.Engine;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.signal.Signal;
import java.io.Serializable;
import java.util.function.Consumer;

/** What the operator drives: the engine. Stateless; travels with the job. */
public interface ProfileLogic extends Serializable {

  /** See {@link Engine#handle}. */
  void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects);

  /** See {@link Engine#wake}. */
  void wake(
      ProfileStore store,
      String profile,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects);

  /** The engine itself. */
  static ProfileLogic engine() {
    return new EngineLogic();
  }

  /** Makes the engine where the operator runs. */
  final class EngineLogic implements ProfileLogic {
    private static final long serialVersionUID = 1L;
    private static final Engine ENGINE = new Engine();

    private EngineLogic() {}

    @Override
    public void handle(
        ProfileStore store,
        String profile,
        Signal signal,
        long logTime,
        Definitions definitions,
        Consumer<Effect> effects) {
      ENGINE.handle(store, profile, signal, logTime, definitions, effects);
    }

    @Override
    public void wake(
        ProfileStore store,
        String profile,
        long upTo,
        Definitions definitions,
        Consumer<Effect> effects) {
      ENGINE.wake(store, profile, upTo, definitions, effects);
    }
  }
}
