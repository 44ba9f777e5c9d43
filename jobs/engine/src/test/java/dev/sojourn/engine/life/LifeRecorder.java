package dev.sojourn.engine.life;

import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Follows instances by what the engine tells of them, and fails at once if that is not in {@link
 * LifeTable}, or does not follow from what was told before.
 */
public final class LifeRecorder implements Consumer<Effect> {
  private final Definitions definitions;
  private final Map<String, Place> places = new HashMap<>();
  private final Set<LifeArc> seen = new LinkedHashSet<>();

  /**
   * An instance, as its latest record left it.
   *
   * @param until when a wait is to end
   */
  private record Place(LifeState state, StepRecord last, long until) {}

  public LifeRecorder(Definitions definitions) {
    this.definitions = definitions;
  }

  /** The transitions taken so far. */
  public Set<LifeArc> seen() {
    return Collections.unmodifiableSet(seen);
  }

  @Override
  public void accept(Effect effect) {
    if (!(effect instanceof StepRecord record)) {
      return;
    }
    Place before = places.getOrDefault(record.instance(), new Place(LifeState.OUTSIDE, null, -1));
    String at = at(record);
    LifeArc arc =
        new LifeArc(
            before.state,
            before.state == LifeState.MOVING ? at : "",
            record.kind(),
            record.edge(),
            record.reason(),
            to(record, at, before.state));
    if (!follows(before, record)) {
      throw new AssertionError(record + " does not follow from " + before.last);
    }
    seen.add(
        LifeTable.find(arc, !record.signal().isEmpty())
            .orElseThrow(
                () ->
                    new AssertionError(
                        arc
                            + (record.signal().isEmpty() ? ", by time," : ", by a signal,")
                            + " is not in LifeTable: "
                            + record)));
    if (record.kind() != Kind.ENTRY_REFUSED) {
      long until = record.kind() == Kind.GOAL ? before.until : record.until();
      places.put(record.instance(), new Place(arc.to(), record, until));
    }
  }

  /** Transitions are counted, edges lead where they say, waits end when they say. */
  private static boolean follows(Place before, StepRecord record) {
    StepRecord last = before.last;
    if (last == null) {
      return record.transition() == 0;
    }
    boolean there =
        last.next().isEmpty()
            ? record.step().equals(last.step())
            : record.step().equals(last.next());
    boolean then =
        switch (before.state) {
          case MOVING -> record.at() == last.at();
          case WAITING -> record.kind() != Kind.PASSED || record.at() == before.until;
          default -> record.at() >= last.at();
        };
    return there && then && record.transition() == last.transition() + 1;
  }

  /** The kind of the step; a word that is none if its version has no such step. */
  private String at(StepRecord record) {
    return definitions
        .at(record.at())
        .journey(record.journey(), record.version())
        .map(journey -> journey.steps().get(record.step()))
        .map(step -> step.getClass().getSimpleName().toLowerCase(Locale.ROOT))
        .orElse("no step");
  }

  private static LifeState to(StepRecord record, String at, LifeState from) {
    return switch (record.kind()) {
      case ENTRY_REFUSED -> LifeState.OUTSIDE;
      case ENTERED, PASSED, NOT_SENT, ASSIGNED -> LifeState.MOVING;
      case WAITING -> at.equals(name(Step.Await.class)) ? LifeState.AWAITING : LifeState.WAITING;
      case SENT -> record.edge().isEmpty() ? LifeState.OUTCOME : LifeState.MOVING;
      case CALLED -> LifeState.ANSWER;
      case GOAL -> from;
      case MOVED -> record.reason().equals("begun") ? LifeState.MOVING : from;
      case ENDED -> LifeState.ENDED;
      case HELD -> heldBy(record.reason());
    };
  }

  private static String name(Class<? extends Step> kind) {
    return kind.getSimpleName().toLowerCase(Locale.ROOT);
  }

  private static LifeState heldBy(String reason) {
    return switch (reason) {
      case "paused" -> LifeState.PAUSED;
      case "quiet-hours" -> LifeState.QUIET;
      case "capped" -> LifeState.CAPPED;
      case "competing" -> LifeState.COMPETING;
      default -> throw new AssertionError("held by " + reason);
    };
  }
}
