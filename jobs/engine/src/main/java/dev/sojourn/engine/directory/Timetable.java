package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.time.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When which runs begin: because something is published (E3, V1, A9), or because a journey's
 * schedule says so (E4). A function of the definitions' log; the same log gives the same runs with
 * the same ids.
 *
 * <p>Knows of each document only what it needs, so that a long log is soon taken in. Not
 * thread-safe.
 */
public final class Timetable {
  /** A9: people in a second that a sweep goes through. */
  public static final int SWEEP_PACE = 20_000;

  /** V1: people in a second whom the end of a pause lets go on. */
  public static final int RELEASE_PACE = 5_000;

  private final DocumentParser parser;
  private final Map<String, TreeMap<Integer, String>> journeyDocuments = new HashMap<>();
  private final Map<String, DefinitionRecord.Pointer> audiences = new HashMap<>();
  private final Map<String, DefinitionRecord.Pointer> journeys = new HashMap<>();

  /** The live journeys that have a schedule, by name. */
  private final TreeMap<String, Scheduled> scheduled = new TreeMap<>();

  private record Scheduled(Journey journey, Journey.ScheduleEntry entry) {
    /** The next moment at which it lets anybody in; {@link Schedule#NEVER} if there is none. */
    long next(long after) {
      long from = after;
      if (journey.startsAt().isPresent()) {
        from = Math.max(from, journey.startsAt().get().toEpochMilli() - 1);
      }
      long next = entry.schedule().next(from);
      boolean over = journey.endsAt().filter(end -> next >= end.toEpochMilli()).isPresent();
      return over ? Schedule.NEVER : next;
    }
  }

  /**
   * @param parser used for journeys only; should cache
   */
  public Timetable(DocumentParser parser) {
    this.parser = parser;
  }

  /**
   * Takes in a record when it takes effect.
   *
   * @param at when that is, ms since the epoch; not before that of an earlier call
   * @return the runs that it begins
   */
  public List<Run> take(DefinitionRecord record, long at) {
    if (record instanceof DefinitionRecord.Version version) {
      if (version.kind() == Kind.JOURNEY) {
        journeyDocuments
            .computeIfAbsent(version.name(), name -> new TreeMap<>())
            .putIfAbsent(version.version(), version.json());
      }
      return List.of();
    }
    DefinitionRecord.Pointer pointer = (DefinitionRecord.Pointer) record;
    if (pointer.kind() == Kind.AUDIENCE) {
      return audience(pointer, at);
    }
    return pointer.kind() == Kind.JOURNEY && !pointer.state().isTrial()
        ? journey(pointer, at)
        : List.of();
  }

  /** A9. */
  private List<Run> audience(DefinitionRecord.Pointer pointer, long at) {
    DefinitionRecord.Pointer before = audiences.put(pointer.name(), pointer);
    boolean same =
        before != null
            && before.version() == pointer.version()
            && before.state().isInUse() == pointer.state().isInUse();
    return same
        ? List.of()
        : List.of(
            new Run(
                "sweep/" + Instant.ofEpochMilli(at),
                "sweep",
                at,
                SWEEP_PACE,
                List.of(new Run.Leg(Index.PEOPLE, new Order.Sweep()))));
  }

  private List<Run> journey(DefinitionRecord.Pointer pointer, long at) {
    String name = pointer.name();
    DefinitionRecord.Pointer before = journeys.put(name, pointer);
    PublicationState state = pointer.state();
    scheduled.remove(name);
    if (state.endsStays()) {
      return before == null || before.state().endsStays()
          ? List.of()
          : List.of(inside(name, "stop", at, SWEEP_PACE, new Order.Sweep()));
    }
    if (state != PublicationState.LIVE) {
      return List.of();
    }
    Optional<Journey> journey = document(name, pointer.version());
    if (journey.isEmpty()) {
      return List.of();
    }
    if (journey.get().entry() instanceof Journey.ScheduleEntry entry) {
      scheduled.put(name, new Scheduled(journey.get(), entry));
    }
    List<Run> runs = new ArrayList<>();
    if (before != null && before.state() == PublicationState.PAUSED) {
      runs.add(inside(name, "resume", at, RELEASE_PACE, new Order.Release(name)));
    }
    boolean published =
        before == null
            || before.version() != pointer.version()
            || (before.state() != PublicationState.LIVE
                && before.state() != PublicationState.PAUSED);
    if (published && journey.get().entry() instanceof Journey.AudienceEntry entry) {
      if (entry.includeCurrent()) {
        runs.add(current(journey.get(), entry, at));
      }
    }
    return runs;
  }

  /** E3. */
  private static Run current(Journey journey, Journey.AudienceEntry entry, long at) {
    String id = "current/" + journey.name() + "/" + journey.version();
    return new Run(
        id,
        "read/" + journey.name(),
        at,
        entry.pace(),
        List.of(
            new Run.Leg(
                Index.audience(entry.transition().audience()),
                new Order.Read(journey.name(), id, at, false))));
  }

  /** A run over all stays in a journey, whatever their versions. */
  private Run inside(String name, String what, long at, int pace, Order order) {
    return new Run(
        what + "/" + name + "/" + Instant.ofEpochMilli(at),
        what + "/" + name,
        at,
        pace,
        insideLegs(name, order));
  }

  private List<Run.Leg> insideLegs(String name, Order order) {
    List<Run.Leg> legs = new ArrayList<>();
    for (int version : journeyDocuments.getOrDefault(name, new TreeMap<>()).keySet()) {
      legs.add(new Run.Leg(Index.journey(name, version), order));
    }
    return legs;
  }

  private Optional<Journey> document(String name, int version) {
    String json = journeyDocuments.getOrDefault(name, new TreeMap<>()).get(version);
    try {
      return json == null
          ? Optional.empty()
          : Optional.of((Journey) parser.parse(Kind.JOURNEY, json));
    } catch (DefinitionException e) {
      return Optional.empty(); // Told by those who would bring people in.
    }
  }

  /**
   * The first moment after another at which a schedule begins a run, as things are; {@link
   * Schedule#NEVER} if there is none.
   */
  public long next(long after) {
    long next = Schedule.NEVER;
    for (Scheduled one : scheduled.values()) {
      next = Math.min(next, one.next(after));
    }
    return next;
  }

  /** The runs that schedules begin at a moment. */
  public List<Run> at(long moment) {
    List<Run> runs = new ArrayList<>();
    for (Scheduled one : scheduled.values()) {
      if (one.next(moment - 1) == moment) {
        runs.add(read(one.journey, one.entry, moment));
      }
    }
    return runs;
  }

  /** E4. */
  private Run read(Journey journey, Journey.ScheduleEntry entry, long at) {
    String name = journey.name();
    String id = "schedule/" + name + "/" + Instant.ofEpochMilli(at);
    List<Run.Leg> legs = new ArrayList<>();
    if (entry.restart()) {
      legs.addAll(insideLegs(name, new Order.Eject(name)));
    }
    legs.add(
        new Run.Leg(
            entry.audience().map(Index::audience).orElse(Index.PEOPLE),
            new Order.Read(name, id, at, entry.restart())));
    return new Run(id, "read/" + name, at, entry.pace(), legs);
  }
}
