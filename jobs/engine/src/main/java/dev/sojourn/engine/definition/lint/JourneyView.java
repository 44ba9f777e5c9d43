package dev.sojourn.engine.definition.lint;

import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.definition.document.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * A journey with what the checks ask of it.
 *
 * @param policy of its sends, if it is known
 * @param graph its steps
 */
record JourneyView(
    Journey journey,
    Optional<ContactPolicy> policy,
    StepGraph graph,
    Known known,
    Circumstances circumstances) {
  /** Every way that somebody may take. */
  static final Predicate<Edge> TAKEN = edge -> edge.taken() != Edge.Taken.NEVER;

  /** The ways of those to whom every message is sent. */
  static final Predicate<Edge> ALL_SENT =
      edge -> edge.taken() == Edge.Taken.ORDINARILY || edge.taken() == Edge.Taken.IF_SENT;

  static JourneyView of(Journey journey, Known known, Circumstances circumstances) {
    Optional<ContactPolicy> policy = known.policy(journey.policy());
    // D1
    boolean transactional = policy.filter(ContactPolicy::transactional).isPresent();
    long expires = Duration.ofHours(transactional ? 24 : 72).toMillis();
    StepGraph graph = new StepGraph(journey, new Lapse(expires, expires));
    return new JourneyView(journey, policy, graph, known, circumstances);
  }

  /** How long a message may queue. */
  Lapse expires(Step.Send send) {
    return send.expires().map(Lapse::of).orElse(graph.expires());
  }

  <S extends Step> List<S> steps(Class<S> type) {
    return journey.steps().values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  Reachability ways() {
    return new Reachability(graph, TAKEN);
  }

  static Path at(String step) {
    return Findings.STEPS.child(step);
  }
}
