package dev.sojourn.engine.journey;

import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.profile.Hold;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.Command;
import java.util.List;
import java.util.Optional;

/** What a run over many asks of one person (E3, E4, E5, V1, V3, A9). */
public final class Commands {
  private Commands() {}

  /**
   * Does what a command says.
   *
   * @return whether a repetition of it must do nothing
   */
  public static boolean take(Turn turn, Command command, JourneyScope scope) {
    Optional<Order> order = Order.of(command);
    if (order.isEmpty()) {
      turn.emit(unknown(command));
      return false;
    }
    if (order.get() instanceof Order.Read read) {
      return Entries.onRead(turn, read, scope);
    }
    if (order.get() instanceof Order.Business business) {
      return Entries.onBusiness(turn, business, command.run(), scope);
    }
    if (order.get() instanceof Order.Move move) {
      return Moves.take(turn, move, command.run(), scope);
    }
    if (order.get() instanceof Order.Eject eject) {
      eject(turn, eject.journey(), command.run());
    } else if (order.get() instanceof Order.Release release) {
      release(turn, release.journey());
    }
    // A sweep is done by having come: the audiences are those of now, and so are the journeys.
    return false;
  }

  /** Tells of a command that says nothing that could be done. */
  public static Effect.Rejected unknown(Command command) {
    return new Effect.Rejected(
        ErrorCode.REFERENCE_UNKNOWN,
        "command "
            + command.id()
            + " is of kind "
            + command.kind()
            + ", which this version does not know, or lacks an argument");
  }

  /** Ends the stays in a journey but the one that a run has started itself (E4). */
  static void eject(Turn turn, String journey, String run) {
    String own = Ids.instance(journey, turn.profile(), "", Entries.signalOf(run));
    for (Instance instance : List.copyOf(turn.state().instances())) {
      if (!instance.trial && instance.journey.equals(journey) && !instance.id.equals(own)) {
        Stay.end(turn, instance, "restarted", true, Details.of("run", run));
      }
    }
  }

  /** Lets those ask again at once who are held because the journey was paused (V1). */
  private static void release(Turn turn, String journey) {
    for (Instance instance : turn.state().instances()) {
      if (instance.hold != null
          && instance.hold.reason() == Hold.Reason.PAUSED
          && instance.journey.equals(journey)
          && instance.due > turn.now()) {
        instance.due = turn.now();
        turn.touch();
      }
    }
  }
}
