package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.Migration;
import dev.sojourn.engine.definition.MigrationCheck;
import dev.sojourn.engine.definition.Problem;
import dev.sojourn.engine.definition.PublicationState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Consumer;

/**
 * The runs that migrations begin (V3): a live one moves people, a draft has them counted, and any
 * other state ends what is under way.
 */
final class MigrationRuns {
  private final DocumentParser parser;
  private final BiFunction<String, Integer, Optional<Journey>> journeys;
  private final Consumer<DefinitionException> refused;
  private final Map<String, TreeMap<Integer, String>> documents = new HashMap<>();

  /** Those that move people, by name. */
  private final Map<String, DefinitionRecord.Pointer> live = new HashMap<>();

  /**
   * @param journeys gives a version of a journey; empty if it is not known, or cannot be used
   * @param refused told of each migration that cannot be done
   */
  MigrationRuns(
      DocumentParser parser,
      BiFunction<String, Integer, Optional<Journey>> journeys,
      Consumer<DefinitionException> refused) {
    this.parser = parser;
    this.journeys = journeys;
    this.refused = refused;
  }

  void add(DefinitionRecord.Version version) {
    documents
        .computeIfAbsent(version.name(), name -> new TreeMap<>())
        .putIfAbsent(version.version(), version.json());
  }

  List<Run> point(DefinitionRecord.Pointer pointer, long at) {
    if (pointer.state().isTrial()) {
      return pointer.state() == PublicationState.DRAFT ? count(pointer, at) : List.of();
    }
    DefinitionRecord.Pointer before = live.get(pointer.name());
    boolean moved = before != null;
    if (pointer.state() != PublicationState.LIVE) {
      live.remove(pointer.name());
      // A run without legs takes the place of what is under way, and is over.
      return moved ? List.of(run("end", "move", pointer, at, 1, List.of())) : List.of();
    }
    return moved && before.version() == pointer.version() ? List.of() : move(pointer, at);
  }

  private List<Run> move(DefinitionRecord.Pointer pointer, long at) {
    Optional<Migration> found = usable(pointer);
    if (found.isEmpty()) {
      live.remove(pointer.name());
      return List.of(run("end", "move", pointer, at, 1, List.of()));
    }
    live.put(pointer.name(), pointer);
    Migration migration = found.get();
    Order order = new Order.Move(migration.journey(), migration.name(), migration.version());
    List<Run.Leg> legs = new ArrayList<>();
    for (int from : migration.from()) {
      legs.add(new Run.Leg(Index.journey(migration.journey(), from), order));
    }
    return List.of(run("move", "move", pointer, at, migration.pace(), legs));
  }

  private List<Run> count(DefinitionRecord.Pointer pointer, long at) {
    Optional<Migration> found = usable(pointer);
    if (found.isEmpty()) {
      return List.of();
    }
    Migration migration = found.get();
    List<Run.Leg> legs = new ArrayList<>();
    for (int from : migration.from()) {
      legs.add(
          new Run.Leg(
              Index.journey(migration.journey(), from),
              new Order.Count(migration.journey(), migration.name(), migration.version(), from)));
    }
    return List.of(run("count", "count", pointer, at, migration.pace(), legs));
  }

  private static Run run(
      String what,
      String topic,
      DefinitionRecord.Pointer pointer,
      long at,
      int pace,
      List<Run.Leg> legs) {
    return new Run(
        what + "/" + pointer.name() + "/" + pointer.version() + "/" + Instant.ofEpochMilli(at),
        topic + "/" + pointer.name(),
        at,
        pace,
        legs);
  }

  /** The migration, if it can be done: whoever publishes without our checks is told of it (V4). */
  private Optional<Migration> usable(DefinitionRecord.Pointer pointer) {
    String json = documents.getOrDefault(pointer.name(), new TreeMap<>()).get(pointer.version());
    if (json == null) {
      refuse(pointer, "metadata.version", "there is no such version");
      return Optional.empty();
    }
    try {
      Migration migration = (Migration) parser.parse(Kind.MIGRATION, json);
      return fits(pointer, migration) ? Optional.of(migration) : Optional.empty();
    } catch (DefinitionException e) {
      refused.accept(e);
      return Optional.empty();
    }
  }

  private boolean fits(DefinitionRecord.Pointer pointer, Migration migration) {
    Optional<Journey> to = journeys.apply(migration.journey(), migration.to());
    List<Journey> from = new ArrayList<>();
    for (int version : migration.from()) {
      journeys.apply(migration.journey(), version).ifPresent(from::add);
    }
    if (to.isEmpty() || from.size() < migration.from().size()) {
      refuse(
          pointer,
          to.isEmpty() ? "spec.to" : "spec.from",
          "not every version of journey '" + migration.journey() + "' that it names is published");
      return false;
    }
    List<MigrationCheck.Fault> faults = MigrationCheck.of(migration, from, to.get());
    faults.forEach(fault -> refuse(pointer, "spec.steps." + fault.step(), fault.message()));
    return faults.isEmpty();
  }

  private void refuse(DefinitionRecord.Pointer pointer, String path, String message) {
    refused.accept(
        new DefinitionException(
            List.of(
                new Problem(
                    "",
                    0,
                    0,
                    path,
                    "migration "
                        + pointer.name()
                        + " version "
                        + pointer.version()
                        + " moves nobody: "
                        + message,
                    "publish with sojourn apply, which checks it"))));
  }
}
