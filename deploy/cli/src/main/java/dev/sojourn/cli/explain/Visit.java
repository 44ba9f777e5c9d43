package dev.sojourn.cli.explain;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * One stay in a journey: an instance.
 *
 * @param version the version in which the person entered, and stays (V2)
 * @param key instance key; empty for a journey without keys
 * @param transitions in their order, at least one; earlier ones may lie before what was read
 * @param told how many of them are to be told
 */
record Visit(
    String instance,
    String journey,
    int version,
    String key,
    List<Transition> transitions,
    int told) {

  /** The entry; empty if it lies before what was read. */
  Optional<Transition> entry() {
    return Optional.of(transitions.get(0)).filter(first -> first.is(Transition.ENTERED));
  }

  Transition first() {
    return transitions.get(0);
  }

  Transition last() {
    return transitions.get(transitions.size() - 1);
  }

  /** Where the person is now, as far as was read. */
  Place place() {
    Optional<Transition> moved = Optional.empty();
    for (int i = transitions.size() - 1; i >= 0; i--) {
      Transition transition = transitions.get(i);
      Optional<Place> place = Place.after(transition);
      if (place.isPresent()) {
        return moved.map(by -> new Place(place.get().kind(), by, by.next())).orElse(place.get());
      }
      if (moved.isEmpty() && transition.is(Transition.MOVED)) {
        moved = Optional.of(transition);
      }
    }
    return new Place(Place.Kind.BETWEEN, last(), "");
  }

  /** The transition that began the latest stop at a step before another transition. */
  Optional<Transition> before(Transition transition, Predicate<Transition> wanted) {
    Optional<Transition> found = Optional.empty();
    for (Transition earlier : transitions) {
      if (earlier.number() < transition.number() && wanted.test(earlier)) {
        found = Optional.of(earlier);
      }
    }
    return found;
  }

  /** The same visit, told up to the transition that made a request. */
  Visit upTo(String request) {
    for (int i = transitions.size() - 1; i >= 0; i--) {
      if (transitions.get(i).asks() && transitions.get(i).request().equals(request)) {
        return new Visit(instance, journey, version, key, transitions, i + 1);
      }
    }
    return this;
  }

  /** The transitions to be told. */
  List<Transition> toldTransitions() {
    return transitions.subList(0, told);
  }
}
