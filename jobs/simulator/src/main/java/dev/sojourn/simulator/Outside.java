package dev.sojourn.simulator;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.Signal;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The world around the engine: delivers messages, or does not, answers calls, and brings emitted
 * events back from the log.
 */
@FunctionalInterface
public interface Outside {
  /** Nothing comes back, as where everything that came stands in a recorded log. */
  Outside SILENT = (profile, effect, at) -> List.of();

  /**
   * What comes of an effect.
   *
   * @param at when it was wanted, ms since the epoch
   */
  List<Reply> replies(String profile, Effect effect, long at);

  /** An emitted event as it is read from the log again (S12). */
  static CustomerEvent logged(Effect.EmittedEvent event) {
    return new CustomerEvent(
        event.type(),
        event.id(),
        event.occurredAt(),
        event.hops(),
        SlotLayout.EMPTY,
        new Object[0],
        event::properties);
  }

  /**
   * A signal that will be logged for the same person.
   *
   * @param at ms since the epoch. A reply at the very moment of a wake-up that asked for it is
   *     handled after that wake-up; no log can hold it there, where the wake-up would come after it
   *     (T2). So the log of a simulation can be replayed if every reply takes at least 1 ms
   * @param signal asked for at that moment; empty if it has become pointless by then
   */
  record Reply(long at, Supplier<Optional<Signal>> signal) {
    /** One that comes whatever happens meanwhile. */
    public static Reply of(long at, Signal signal) {
      return new Reply(at, () -> Optional.of(signal));
    }
  }
}
