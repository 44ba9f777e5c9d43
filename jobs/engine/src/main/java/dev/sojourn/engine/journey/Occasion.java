package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Lookbacks;
import dev.sojourn.engine.effect.Effect.AudienceChange;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What journeys are shown in one round of an atomic step (T3): the event at hand, if it is the
 * first round of one, and the changes of membership since the last round.
 *
 * @param event null where no event is at hand
 * @param entries journeys that the event may start, in order
 * @param passedOver how many journeys more there are whose condition is known to be false
 * @param concernsInstances whether some journey's exit, goal or await names the event's type
 * @param recent what is to be remembered of the event for awaits that look back
 * @param changes of membership, in the order in which they came
 */
public record Occasion(
    CustomerEvent event,
    List<Live<Journey>> entries,
    int passedOver,
    boolean concernsInstances,
    List<Lookbacks.Recent> recent,
    List<AudienceChange> changes) {

  /** An event, and what it did to the audiences. */
  public static Occasion of(
      CustomerEvent event, DefinitionSet.EventInterest interest, List<AudienceChange> changes) {
    List<Live<Journey>> all = interest.entries();
    int[] asked = interest.entryIndex().of(event);
    List<Live<Journey>> entries = all;
    if (asked.length < all.size()) {
      entries = asked.length == 0 ? List.of() : new ArrayList<>(asked.length);
      for (int place : asked) {
        entries.add(all.get(place));
      }
    }
    return new Occasion(
        event,
        entries,
        all.size() - asked.length,
        interest.concernsInstances(),
        interest.recent(),
        changes);
  }

  /** Changes of membership only. */
  public static Occasion of(List<AudienceChange> changes) {
    return new Occasion(null, List.of(), 0, false, List.of(), changes);
  }

  /** Whether there is something that instances may wait for. */
  boolean hasNews() {
    return concernsInstances || !changes.isEmpty();
  }

  /** The first of the changes that is the one meant; null if none is. */
  AudienceChange change(Journey.AudienceTransition transition) {
    // By index, so that no iterator is made.
    for (int i = 0; i < changes.size(); i++) {
      AudienceChange change = changes.get(i);
      if (change.entered() == transition.entered()
          && change.audience().equals(transition.audience())) {
        return change;
      }
    }
    return null;
  }
}
