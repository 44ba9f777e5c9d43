package dev.sojourn.engine.directory;

import dev.sojourn.engine.definition.DefinitionException;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.DocumentParser;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.time.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * When which runs begin: because something is published (E3, V1, V3, A9), because a journey's
 * schedule says so (E4), or because of a business event (E5). A function of the definitions' log;
 * the same log gives the same runs with the same ids.
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
  private final MigrationRuns migrations;
  private final Map<String, TreeMap<Integer, String>> journeyDocuments = new HashMap<>();
  private final Map<String, DefinitionRecord.Pointer> audiences = new HashMap<>();
  private final Map<String, DefinitionRecord.Pointer> journeys = new HashMap<>();
  private final Map<String, DefinitionRecord.Pointer> trials = new HashMap<>();

  /** The live journeys that have a schedule, by name. */
  private final TreeMap<String, ScheduledJourney> scheduled = new TreeMap<>();

  private final BusinessEntries business = new BusinessEntries();

  /**
   * @param parser used for journeys and migrations only; should cache
   */
  public Timetable(DocumentParser parser) {
    this.parser = parser;
    this.migrations =
        new MigrationRuns(
            parser,
            new MigrationRuns.Journeys() {
              @Override
              public Optional<Journey> version(String name, int version) {
                return document(name, version);
              }

              @Override
              public Optional<DefinitionRecord.Pointer> live(String name) {
                return Optional.ofNullable(journeys.get(name));
              }

              @Override
              public Optional<DefinitionRecord.Pointer> trial(String name) {
                return Optional.ofNullable(trials.get(name));
              }
            });
  }

  /**
   * Takes in a record when it takes effect.
   *
   * @param at when that is, ms since the epoch; not before that of an earlier call
   * @return the runs that it begins, and those that it asks for and that are refused
   */
  public List<Run> take(DefinitionRecord record, long at) {
    if (record instanceof DefinitionRecord.Version version) {
      if (version.kind() == Kind.MIGRATION) {
        migrations.add(version);
        return List.of();
      }
      return version.kind() == Kind.JOURNEY ? document(version, at) : List.of();
    }
    DefinitionRecord.Pointer pointer = (DefinitionRecord.Pointer) record;
    if (pointer.kind() == Kind.AUDIENCE) {
      return audience(pointer, at);
    }
    if (pointer.kind() == Kind.MIGRATION) {
      return migrations.point(pointer, at);
    }
    if (pointer.kind() != Kind.JOURNEY) {
      return List.of();
    }
    if (pointer.state().isTrial()) {
      trials.put(pointer.name(), pointer);
      return List.of();
    }
    return journey(pointer, at);
  }

  private List<Run> document(DefinitionRecord.Version version, long at) {
    TreeMap<Integer, String> versions =
        journeyDocuments.computeIfAbsent(version.name(), name -> new TreeMap<>());
    if (versions.putIfAbsent(version.version(), version.json()) != null) {
      return List.of();
    }
    DefinitionRecord.Pointer waiting = journeys.get(version.name());
    if (waiting == null || waiting.version() != version.version()) {
      return List.of();
    }
    // Its pointer came first, and takes effect now.
    journeys.remove(version.name());
    return journey(waiting, at);
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
    business.remove(name);
    List<Run> runs = new ArrayList<>();
    if (before != null && isEntered(before.state()) && endsReading(before, pointer)) {
      runs.add(endOfReading(name, at));
    }
    if (state.endsStays()) {
      if (before != null && !before.state().endsStays()) {
        runs.add(inside(name, "stop", at, SWEEP_PACE, new Order.Sweep()));
      }
      return runs;
    }
    if (before != null
        && before.state() == PublicationState.PAUSED
        && state != PublicationState.PAUSED) {
      runs.add(inside(name, "resume", at, RELEASE_PACE, new Order.Release(name)));
    }
    if (state != PublicationState.LIVE) {
      return runs;
    }
    Optional<Journey> journey = document(name, pointer.version());
    if (journey.isEmpty()) {
      return runs;
    }
    if (journey.get().entry() instanceof Journey.ScheduleEntry entry) {
      scheduled.put(name, new ScheduledJourney(journey.get(), entry));
    } else if (journey.get().entry() instanceof Journey.BusinessEntry) {
      business.put(journey.get());
    }
    boolean published =
        before == null || before.version() != pointer.version() || !isEntered(before.state());
    if (published
        && journey.get().entry() instanceof Journey.AudienceEntry entry
        && entry.includeCurrent()) {
      runs.add(current(journey.get(), entry, at));
    }
    return runs;
  }

  /** Whether people come in, or will after a pause. */
  private static boolean isEntered(PublicationState state) {
    return state == PublicationState.LIVE || state == PublicationState.PAUSED;
  }

  /**
   * Whether reads that may be under way are to end. When a journey closes, also those that an
   * earlier version than the latest has begun; when another version follows, if it wants nobody
   * read, or for something else.
   */
  private boolean endsReading(DefinitionRecord.Pointer before, DefinitionRecord.Pointer now) {
    String was = readFor(before);
    return !isEntered(now.state()) || (!was.isEmpty() && !was.equals(readFor(now)));
  }

  /** What people are read for, for a version; empty if for nothing. */
  private String readFor(DefinitionRecord.Pointer pointer) {
    Optional<Journey> journey = document(pointer.name(), pointer.version());
    return journey.map(Timetable::readFor).orElse("");
  }

  private static String readFor(Journey journey) {
    if (journey.entry() instanceof Journey.BusinessEntry entry) {
      return "business/" + entry.event().type();
    }
    if (journey.entry() instanceof Journey.AudienceEntry entry) {
      return entry.includeCurrent() ? "audience" : "";
    }
    return journey.entry() instanceof Journey.ScheduleEntry ? "schedule" : "";
  }

  /**
   * Takes the place of reads that may be under way, and asks nobody: what was read for a journey
   * that is closed must not come into it when it is opened again.
   */
  private static Run endOfReading(String name, long at) {
    return new Run(
        "unread/" + name + "/" + Instant.ofEpochMilli(at), "read/" + name, at, 1, List.of());
  }

  /**
   * E3. The moment is a part of its id: a version that is closed and opened again reads everybody
   * again, and what that starts must not have the ids of what the first read started.
   */
  private static Run current(Journey journey, Journey.AudienceEntry entry, long at) {
    String id =
        "current/%s/%d/%s".formatted(journey.name(), journey.version(), Instant.ofEpochMilli(at));
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
    for (ScheduledJourney one : scheduled.values()) {
      next = Math.min(next, one.next(after));
    }
    return next;
  }

  /**
   * The runs that a business event begins (E5).
   *
   * @param at now, ms since the epoch; not before that of an earlier call
   * @param rejected told of each condition over the event that cannot be evaluated
   */
  public List<Run> happened(BusinessEvent event, long at, Consumer<Effect.Rejected> rejected) {
    return business.runs(event, at, rejected);
  }

  /** The runs that schedules begin at a moment. */
  public List<Run> at(long moment) {
    List<Run> runs = new ArrayList<>();
    for (ScheduledJourney one : scheduled.values()) {
      if (one.next(moment - 1) == moment) {
        runs.add(read(one.journey(), one.entry(), moment));
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
