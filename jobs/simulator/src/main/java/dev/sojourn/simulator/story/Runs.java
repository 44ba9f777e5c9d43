package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.directory.Run;
import dev.sojourn.engine.directory.Timetable;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.simulator.Simulator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Carries out what the jobs do to many people, for the people of a case: reads of schedules (E4),
 * of business events (E5) and of current members (E3), the end of stays and of pauses (V1), and
 * sweeps of audiences (A9). A case has so few people that a pace would not be noticed; everybody is
 * asked at the run's own moment, after everything that is due by then.
 */
final class Runs {
  private final Simulator simulator;
  private final Map<String, Person> people;
  private final Timetable timetable;

  /** The business events that have come: one that comes again does nothing. */
  private final Set<String> happened = new HashSet<>();

  /**
   * @param people by profile key; may still grow
   */
  Runs(DocumentParser parser, Simulator simulator, Map<String, Person> people) {
    this.timetable = new Timetable(parser);
    this.simulator = simulator;
    this.people = people;
  }

  /** Publishes a record that is in effect now, and does what it begins. */
  void publish(DefinitionRecord record) {
    simulator.publish(record);
    timetable.take(record, simulator.now()).forEach(this::carryOut);
  }

  /**
   * Does what a business event begins.
   *
   * @param rejected told of what a journey cannot make anything of
   */
  void happen(BusinessEvent event, Consumer<Effect.Rejected> rejected) {
    if (happened.add(event.name())) {
      timetable.happened(event, simulator.now(), rejected).forEach(this::carryOut);
    }
  }

  /** Lets time pass up to a moment, with all reads that are set for then or before. */
  void passUntil(long moment) {
    for (long next = timetable.next(simulator.now()); next <= moment; next = timetable.next(next)) {
      simulator.passUntil(next);
      timetable.at(next).forEach(this::carryOut);
    }
    simulator.passUntil(moment);
  }

  private void carryOut(Run run) {
    for (Run.Leg leg : run.legs()) {
      for (String profile : List.copyOf(people.keySet())) {
        // Of whom nothing has been logged, the directory knows nothing.
        if (simulator.person(profile).isPresent() && people.get(profile).isIn(leg.index())) {
          simulator.log(
              profile,
              new Command(run.id(), run.id(), leg.order().kind(), leg.order().arguments()));
        }
      }
    }
    simulator.passUntil(simulator.now());
  }
}
