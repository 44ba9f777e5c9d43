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

/**
 * The runs that migrations begin (V3): a live one moves people, and any other state but a draft
 * ends what is under way. One that cannot be done is a run that is refused (V4); it is looked at
 * anew when it is published again.
 */
final class MigrationRuns {
  private static final String REMEDY = "publish with sojourn apply, which checks it";

  private final DocumentParser parser;
  private final Journeys journeys;
  private final Map<String, TreeMap<Integer, String>> documents = new HashMap<>();

  /** Those that move people, by name. */
  private final Map<String, DefinitionRecord.Pointer> live = new HashMap<>();

  /** What is known of journeys. */
  interface Journeys {
    /** A version; empty if it is not known, or cannot be used. */
    Optional<Journey> version(String name, int version);

    /** Which version people come into; empty if that is not known. */
    Optional<DefinitionRecord.Pointer> live(String name);

    /** Which version is tried beside that one; empty if none is, as far as is known. */
    Optional<DefinitionRecord.Pointer> trial(String name);
  }

  MigrationRuns(DocumentParser parser, Journeys journeys) {
    this.parser = parser;
    this.journeys = journeys;
  }

  void add(DefinitionRecord.Version version) {
    documents
        .computeIfAbsent(version.name(), name -> new TreeMap<>())
        .putIfAbsent(version.version(), version.json());
  }

  List<Run> point(DefinitionRecord.Pointer pointer, long at) {
    if (pointer.state().isTrial()) {
      return List.of();
    }
    DefinitionRecord.Pointer before = live.get(pointer.name());
    boolean moved = before != null;
    if (pointer.state() != PublicationState.LIVE) {
      live.remove(pointer.name());
      // A run without legs takes the place of what is under way, and is over.
      return moved ? List.of(run("end", pointer, at, 1, List.of())) : List.of();
    }
    return moved && before.version() == pointer.version() ? List.of() : move(pointer, at);
  }

  private List<Run> move(DefinitionRecord.Pointer pointer, long at) {
    Migration migration;
    try {
      migration = usable(pointer);
      requireLive(migration);
    } catch (DefinitionException e) {
      live.remove(pointer.name());
      return List.of(refused(pointer, at, e));
    }
    live.put(pointer.name(), pointer);
    Order order = new Order.Move(migration.journey(), migration.name(), migration.version());
    List<Run.Leg> legs = new ArrayList<>();
    for (int from : migration.from()) {
      legs.add(new Run.Leg(Index.journey(migration.journey(), from), order));
    }
    return List.of(run("move", pointer, at, migration.pace(), legs));
  }

  private static Run run(
      String what, DefinitionRecord.Pointer pointer, long at, int pace, List<Run.Leg> legs) {
    return new Run(id(what, pointer, at), topic(pointer), at, pace, legs);
  }

  /** It takes the place of what is under way, too. */
  private static Run refused(DefinitionRecord.Pointer pointer, long at, DefinitionException why) {
    return new Run(
        id("move", pointer, at),
        topic(pointer),
        at,
        1,
        List.of(),
        "Migration '%s' version %d moves nobody: %s"
            .formatted(pointer.name(), pointer.version(), why.getMessage()));
  }

  private static String topic(DefinitionRecord.Pointer pointer) {
    return "move/" + pointer.name();
  }

  private static String id(String what, DefinitionRecord.Pointer pointer, long at) {
    return what + "/" + pointer.name() + "/" + pointer.version() + "/" + Instant.ofEpochMilli(at);
  }

  /**
   * The migration, if it fits the versions that it names: whoever publishes without our checks is
   * told of it (V4).
   */
  private Migration usable(DefinitionRecord.Pointer pointer) {
    String json = documents.getOrDefault(pointer.name(), new TreeMap<>()).get(pointer.version());
    if (json == null) {
      throw new DefinitionException(
          List.of(problem("metadata.version", "there is no such version", REMEDY)));
    }
    Migration migration = (Migration) parser.parse(Kind.MIGRATION, json);
    requireFit(migration);
    return migration;
  }

  private void requireFit(Migration migration) {
    Optional<Journey> to = journeys.version(migration.journey(), migration.to());
    List<Journey> from = new ArrayList<>();
    for (int version : migration.from()) {
      journeys.version(migration.journey(), version).ifPresent(from::add);
    }
    if (to.isEmpty() || from.size() < migration.from().size()) {
      throw new DefinitionException(
          List.of(
              problem(
                  to.isEmpty() ? "spec.to" : "spec.from",
                  "not every version of journey '"
                      + migration.journey()
                      + "' that it names is published",
                  REMEDY)));
    }
    List<Problem> problems = new ArrayList<>();
    for (MigrationCheck.Fault fault : MigrationCheck.of(migration, from, to.get())) {
      problems.add(problem("spec.steps." + fault.step(), fault.message(), REMEDY));
    }
    if (!problems.isEmpty()) {
      throw new DefinitionException(problems);
    }
  }

  /**
   * V3: people are moved to where others come in, so that nobody is left behind, and nobody gets
   * into a draft. Of a log that has been compacted, it may be unknown which version was live; then
   * a draft only is refused.
   */
  private void requireLive(Migration migration) {
    Optional<DefinitionRecord.Pointer> pointer = journeys.live(migration.journey());
    Optional<MigrationCheck.Fault> fault =
        pointer.isPresent()
            ? MigrationCheck.ofTarget(migration, pointer.get().version(), pointer.get().state())
            : journeys
                .trial(migration.journey())
                .flatMap(
                    trial -> MigrationCheck.ofTrial(migration, trial.version(), trial.state()));
    fault.ifPresent(
        of -> {
          throw new DefinitionException(List.of(problem("spec.to", of.message(), of.remedy())));
        });
  }

  private static Problem problem(String path, String message, String remedy) {
    return new Problem("", 0, 0, path, message, remedy);
  }
}
