package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.util.Optional;
import java.util.OptionalLong;

/** The guards at a journey's entry, in their order; the first that refuses is the reason (E8). */
final class EntryGate {
  private EntryGate() {}

  /** The reason why a person may not come in now; empty if they may. */
  static Optional<String> refusal(Turn turn, Live<Journey> live, String key) {
    ProfileState state = turn.state();
    long now = turn.now();
    Journey journey = live.document();
    if (live.state() == PublicationState.PAUSED) {
      return Optional.of("paused");
    }
    if (live.state() != PublicationState.LIVE) {
      return Optional.of("not-live");
    }
    if (journey.startsAt().filter(start -> now < start.toEpochMilli()).isPresent()
        || journey.endsAt().filter(end -> now >= end.toEpochMilli()).isPresent()) {
      return Optional.of("outside-dates"); // L4
    }
    for (Instance instance : state.instances()) {
      if (instance.journey.equals(journey.name()) && instance.key.equals(key)) {
        return Optional.of("already-inside"); // E1
      }
    }
    OptionalLong last = state.entries().lastEntry(journey.name(), key);
    if (last.isPresent() && !mayReenter(turn, journey, last.getAsLong())) {
      return Optional.of("reentry");
    }
    return Optional.empty();
  }

  /** E7. */
  private static boolean mayReenter(Turn turn, Journey journey, long last) {
    if (journey.reentry() instanceof Journey.After after) {
      return turn.now() >= after.period().after(last, Stay.zone(turn, journey));
    }
    return journey.reentry() instanceof Journey.Always;
  }
}
