package dev.sojourn.engine.life;

import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Transitions of one kind, as a reader thinks of them: each of the states, steps, edges and reasons
 * named goes with each other one.
 *
 * @param from in the order of the documentation
 * @param at kinds of steps, for who is on the way; empty: of any kind
 * @param happens what makes it happen, for people
 * @param by what can be at hand when it happens
 * @param edges one empty text for none
 * @param reasons one empty text for none
 * @param to null: the person stays where they are
 */
record LifeRow(
    List<LifeState> from,
    List<String> at,
    String happens,
    By by,
    Kind kind,
    List<String> edges,
    List<String> reasons,
    LifeState to) {

  /** What is at hand when something happens. */
  enum By {
    SIGNAL,
    TIME,
    EITHER
  }

  private static final List<String> NONE = List.of("");

  static LifeRow of(List<LifeState> from, String at, String happens, Kind kind, LifeState to) {
    return new LifeRow(
        from, at.isEmpty() ? List.of() : List.of(at), happens, By.EITHER, kind, NONE, NONE, to);
  }

  LifeRow at(String... kinds) {
    return new LifeRow(from, List.of(kinds), happens, by, kind, edges, reasons, to);
  }

  LifeRow by(By only) {
    return new LifeRow(from, at, happens, only, kind, edges, reasons, to);
  }

  LifeRow edge(String... some) {
    return new LifeRow(from, at, happens, by, kind, List.of(some), reasons, to);
  }

  LifeRow reason(String... some) {
    return new LifeRow(from, at, happens, by, kind, edges, List.of(some), to);
  }

  /** Every transition that the row stands for. */
  List<LifeArc> arcs() {
    List<LifeArc> arcs = new ArrayList<>();
    for (LifeState state : from) {
      for (String step : state != LifeState.MOVING || at.isEmpty() ? NONE : at) {
        for (String edge : edges) {
          for (String reason : reasons) {
            arcs.add(new LifeArc(state, step, kind, edge, reason, to == null ? state : to));
          }
        }
      }
    }
    return arcs;
  }

  /** Whether what was seen is of this row. */
  boolean matches(LifeArc seen, boolean bySignal) {
    return from.contains(seen.from())
        && (seen.from() != LifeState.MOVING || at.isEmpty() || at.contains(seen.at()))
        && kind == seen.kind()
        && is(edges, seen.edge())
        && is(reasons, seen.reason())
        && seen.to() == (to == null ? seen.from() : to)
        && (by == By.EITHER || (by == By.SIGNAL) == bySignal);
  }

  /** The transition of this row that something seen is an example of. */
  LifeArc generalized(LifeArc seen) {
    return new LifeArc(
        seen.from(),
        at.isEmpty() || seen.from() != LifeState.MOVING ? "" : seen.at(),
        seen.kind(),
        edges.contains(seen.edge()) ? seen.edge() : LifeArc.ANY,
        reasons.contains(seen.reason()) ? seen.reason() : LifeArc.ANY,
        seen.to());
  }

  private static boolean is(List<String> wanted, String seen) {
    return wanted.contains(seen) || (wanted.contains(LifeArc.ANY) && !seen.isEmpty());
  }
}
