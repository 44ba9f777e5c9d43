package dev.sojourn.simulator.story;

import dev.sojourn.engine.directory.Index;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.simulator.Happening;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * What has happened to one person so far, and where they are now: from the effects alone, as they
 * stand on the topics.
 */
final class Person {
  private final Map<FactKind, List<Fact>> facts = new EnumMap<>(FactKind.class);
  private final Map<FactKind, Integer> looked = new EnumMap<>(FactKind.class);
  private final Map<String, Standing> inside = new LinkedHashMap<>();
  private final Map<String, Visit> visits = new LinkedHashMap<>();
  private final Map<String, String> keys = new LinkedHashMap<>();
  private final Set<String> audiences = new TreeSet<>();
  private final List<Requested> requests = new ArrayList<>();

  private final Predicate<Effect.MessageRequest> calls;

  /** Up to where in the timeline the last expectation has looked. */
  private int lookedUpTo;

  /** Where an instance is. */
  record Standing(String journey, int version, String key, String step) {}

  /** A request, with the key of the instance that made it. */
  record Requested(Effect.MessageRequest request, String key) {}

  private static final class Visit {
    private final String step;
    private final Fact fact;
    private boolean left;

    Visit(String step, Fact fact) {
      this.step = step;
      this.fact = fact;
    }
  }

  /**
   * @param calls which requests are calls rather than messages
   */
  Person(Predicate<Effect.MessageRequest> calls) {
    this.calls = calls;
    for (FactKind kind : FactKind.values()) {
      facts.put(kind, new ArrayList<>());
      looked.put(kind, 0);
    }
  }

  /**
   * @param index its place in the timeline
   */
  void note(Happening.Done happening, int index) {
    Effect effect = happening.effect();
    if (effect instanceof StepRecord record) {
      note(record, index);
    } else if (effect instanceof Effect.MessageRequest request) {
      String key = keys.getOrDefault(request.instance(), "");
      requests.add(new Requested(request, key));
      Map<String, Object> fields = FactFields.of(request, key);
      add(calls.test(request) ? FactKind.CALLS : FactKind.SENDS, index, fields);
    } else if (effect instanceof Effect.Recall recall) {
      requested(recall.requestId())
          .ifPresent(of -> add(FactKind.RECALLED, index, FactFields.of(recall, of)));
    } else if (effect instanceof Effect.AudienceChange change) {
      if (change.entered()) {
        audiences.add(change.audience());
      } else {
        audiences.remove(change.audience());
      }
      add(
          change.entered() ? FactKind.AUDIENCES_ENTERED : FactKind.AUDIENCES_EXITED,
          index,
          FactFields.of(change));
    } else if (effect instanceof Effect.EmittedEvent event) {
      add(FactKind.EMITTED, index, FactFields.of(event));
    } else if (effect instanceof Effect.Rejected rejected) {
      add(FactKind.DEAD_LETTERS, index, FactFields.of(rejected, happening.at()));
    }
  }

  private void note(StepRecord record, int index) {
    keys.put(record.instance(), record.instanceKey());
    switch (record.kind()) {
      case ENTRY_REFUSED -> add(FactKind.REFUSED, index, FactFields.of(record));
      case ENTERED -> add(FactKind.ENTERED, index, FactFields.of(record));
      case NOT_SENT -> add(FactKind.NOT_SENT, index, FactFields.of(record));
      case HELD -> add(FactKind.HELD, index, FactFields.of(record));
      case GOAL -> add(FactKind.GOALS, index, FactFields.of(record));
      case ENDED -> add(FactKind.ENDED, index, FactFields.of(record));
      case WAITING, PASSED, SENT, CALLED, ASSIGNED, MOVED -> {
        // Told by the steps.
      }
    }
    visit(record, index);
    stand(record);
  }

  private void add(FactKind kind, int index, Map<String, Object> fields) {
    facts.get(kind).add(new Fact(index, fields));
  }

  /** Several records may tell of one visit to a step: that it waits, and how it is left. */
  private void visit(StepRecord record, int index) {
    if (record.step().isEmpty() || record.kind() == StepRecord.Kind.GOAL) {
      return;
    }
    boolean ended = record.kind() == StepRecord.Kind.ENDED;
    Visit visit = visits.get(record.instance());
    // An instance ends at the step that it has left by an edge which leads nowhere.
    if (visit == null || !visit.step.equals(record.step()) || (visit.left && !ended)) {
      Map<String, Object> fields = FactFields.of(record);
      fields.remove("reason");
      Fact fact = new Fact(index, fields);
      facts.get(FactKind.STEPS).add(fact);
      visit = new Visit(record.step(), fact);
      visits.put(record.instance(), visit);
    }
    if (!record.edge().isEmpty() && !ended) {
      visit.left = true;
      visit.fact.fields().put("edge", record.edge());
      visit.fact.fields().put("reason", record.reason());
    }
  }

  private void stand(StepRecord record) {
    switch (record.kind()) {
      case ENTRY_REFUSED, GOAL -> {
        // Moves nobody.
      }
      case ENDED -> inside.remove(record.instance());
      case ENTERED, WAITING, PASSED, HELD, SENT, NOT_SENT, CALLED, ASSIGNED, MOVED ->
          inside.put(
              record.instance(),
              new Standing(
                  record.journey(),
                  record.version(),
                  record.instanceKey(),
                  record.next().isEmpty() ? record.step() : record.next()));
    }
  }

  /** The things of a kind that no expectation has looked at yet; they count as looked at now. */
  List<Fact> look(FactKind kind) {
    List<Fact> all = facts.get(kind);
    List<Fact> fresh = List.copyOf(all.subList(looked.get(kind), all.size()));
    looked.put(kind, all.size());
    return fresh;
  }

  /** The first thing that happened since the last expectation; empty if nothing did. */
  Optional<Fact> firstSinceLastExpectation() {
    return facts.values().stream()
        .flatMap(List::stream)
        .filter(fact -> fact.happening() >= lookedUpTo)
        .min(Comparator.comparingInt(Fact::happening));
  }

  /** An expectation has looked at all that happened so far. */
  void expectationAt(int timelineSize) {
    lookedUpTo = timelineSize;
  }

  /**
   * The story begins: what was given is not looked at, unless it should not have happened at all.
   */
  void storyBegins(int timelineSize) {
    for (FactKind kind : FactKind.values()) {
      if (kind != FactKind.DEAD_LETTERS) {
        looked.put(kind, facts.get(kind).size());
      }
    }
    lookedUpTo = timelineSize;
  }

  /** Where the person is, in the order of entering. */
  List<Standing> inside() {
    return List.copyOf(inside.values());
  }

  Set<String> audiences() {
    return audiences;
  }

  /**
   * Whether the directory lists the person there.
   *
   * @param index see {@link Index}
   */
  boolean isIn(String index) {
    return index.equals(Index.PEOPLE)
        || audiences.stream().anyMatch(name -> Index.audience(name).equals(index))
        || inside.values().stream()
            .anyMatch(at -> Index.journey(at.journey(), at.version()).equals(index));
  }

  /** In the order in which they were made. */
  List<Requested> requests() {
    return requests;
  }

  private Optional<Requested> requested(String id) {
    return requests.stream().filter(one -> one.request().id().equals(id)).findFirst();
  }
}
