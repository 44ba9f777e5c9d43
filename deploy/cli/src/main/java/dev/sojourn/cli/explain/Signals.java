package dev.sojourn.cli.explain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The person's signals, to be found by their ids. */
final class Signals {
  private final List<SignalSeen> all;
  private final Map<String, List<SignalSeen>> byId = new HashMap<>();

  /**
   * @param all in the log's order
   */
  Signals(Collection<SignalSeen> all) {
    this.all = List.copyOf(all);
    all.forEach(signal -> byId.computeIfAbsent(signal.id(), id -> new ArrayList<>()).add(signal));
  }

  List<SignalSeen> all() {
    return all;
  }

  List<SignalSeen> of(SignalSeen.Kind kind, String name) {
    return all.stream()
        .filter(signal -> signal.kind() == kind && signal.name().equals(name))
        .toList();
  }

  /**
   * The signal at hand in a transition. Ids are unique among signals of one kind only: of several,
   * it is the one that was logged at the transition's moment.
   */
  Optional<SignalSeen> behind(Transition transition) {
    List<SignalSeen> candidates = byId.getOrDefault(transition.signal(), List.of());
    return candidates.stream()
        .filter(signal -> signal.loggedAt().equals(transition.at()))
        .findFirst()
        .or(() -> candidates.stream().findFirst());
  }

  /** The signal with an id; an event rather than another kind. */
  Optional<SignalSeen> byId(String id) {
    return byId.getOrDefault(id, List.of()).stream().findFirst();
  }
}
