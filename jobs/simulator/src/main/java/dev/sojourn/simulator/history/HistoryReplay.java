package dev.sojourn.simulator.history;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.simulator.Happening;
import dev.sojourn.simulator.Simulator;
import dev.sojourn.simulator.outcome.OutcomeModel;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Takes people of a record through the engine. Stateless but for its settings; may be used by many
 * threads if the definitions may.
 */
public final class HistoryReplay {
  private final Definitions definitions;
  private final Optional<OutcomeModel> model;
  private final long until;

  /**
   * What a replay of a person came to, beside what its timeline was told.
   *
   * @param recorded requests whose outcome stood in the record
   * @param modelled requests whose outcome the model gave
   * @param failed signals and wake-ups with which the engine could not deal: a bug; passed over
   */
  public record Summary(long recorded, long modelled, long failed) {}

  /**
   * @param model what comes of requests of which nothing is recorded; empty: nothing comes
   * @param until up to when time passes, ms since the epoch; what was logged later is left out
   */
  public HistoryReplay(Definitions definitions, Optional<OutcomeModel> model, long until) {
    this.definitions = definitions;
    this.model = model;
    this.until = until;
  }

  /**
   * Simulates a person from the first signal on.
   *
   * @param timeline is told of everything that happens, in order
   */
  public Summary run(PersonHistory person, Consumer<Happening> timeline) {
    if (person.signals().isEmpty()) {
      return new Summary(0, 0, 0);
    }
    RecordedWorld world = new RecordedWorld(person, model);
    Simulator simulator =
        Simulator.over(definitions, person.signals().get(0).logTime(), world, timeline);
    long failed = 0;
    for (Recorded recorded : person.signals()) {
      if (recorded.logTime() > until) {
        break;
      }
      // What is due at the very moment of the signal comes after it (T2).
      failed += pass(simulator, recorded.logTime() - 1);
      long at = Math.max(recorded.logTime(), simulator.now()); // T1
      recorded
          .signal(definitions.at(at))
          .ifPresent(signal -> simulator.schedule(person.profile(), signal, at));
    }
    failed += pass(simulator, until);
    return new Summary(world.recorded(), world.modelled(), failed);
  }

  /** As the jobs do, one signal that cannot be handled does not stop the others (rule 8). */
  private static long pass(Simulator simulator, long moment) {
    long failed = 0;
    while (true) {
      try {
        simulator.passUntil(moment);
        return failed;
      } catch (RuntimeException | StackOverflowError e) {
        failed++;
      }
    }
  }
}
