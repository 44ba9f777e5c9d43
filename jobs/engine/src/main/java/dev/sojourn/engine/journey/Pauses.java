package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.id.Hashes;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Sends and calls that are reached while their journey is paused (V1). Who is held asks again from
 * time to time, each at a time of their own, so that after a resume people go on at a pace.
 */
final class Pauses {
  /** How often who is held asks again. */
  static final long ASK_AGAIN = Duration.ofMinutes(10).toMillis();

  static final String PAUSED = "paused";

  private Pauses() {}

  /**
   * What a pause means to a person who comes to a send or call; empty if there is none.
   *
   * @param edge of those who go on without it; empty if none is drawn
   * @param name of that edge
   * @param next where the others go on
   */
  static Optional<StepRunner.Way> at(
      Stay stay, Optional<String> edge, String name, Optional<String> next) {
    boolean paused =
        !stay.instance.trial
            && stay.turn
                .definitions()
                .liveJourney(stay.journey.name())
                .filter(live -> live.state() == PublicationState.PAUSED)
                .isPresent();
    if (!paused) {
      return Optional.empty();
    }
    if (stay.journey.whenPaused() == Journey.WhenPaused.SKIP) {
      Optional<String> way = edge.or(() -> next);
      stay.record(
          Kind.NOT_SENT,
          edge.isPresent() ? name : "next",
          way,
          PAUSED,
          "",
          -1,
          Holds.told(stay, Map.of()));
      return Optional.of(new StepRunner.Way.Leave(way));
    }
    return Optional.of(Holds.pause(stay, askAgain(stay)));
  }

  /** This person's next place in the round of those who ask again. */
  private static long askAgain(Stay stay) {
    long place = Hashes.spread(Hashes.hash64(stay.instance.id), ASK_AGAIN);
    long round = Math.floorDiv(stay.turn.now() - place, ASK_AGAIN) + 1;
    return round * ASK_AGAIN + place;
  }
}
