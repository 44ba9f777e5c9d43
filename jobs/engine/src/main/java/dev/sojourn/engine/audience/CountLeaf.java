package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule.Bound;
import dev.sojourn.engine.definition.Rule.Comparison;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.util.List;
import java.util.Set;

/**
 * A bound on the number of events in a window. Keeps as many of the latest times as decide it (A4).
 *
 * @param span not all time
 */
record CountLeaf(long id, EventMatcher event, Span span, Bound bound) implements EventLeaf {

  @Override
  public List<EventMatcher> matchers() {
    return List.of(event);
  }

  @Override
  public long match(String type, Turn turn, Scope scope) {
    return EventLeaf.matches(event, turn, scope) ? 1 : 0;
  }

  @Override
  public boolean holdsInitially() {
    return isMet(bound, 0);
  }

  private int keep() {
    return bound.comparison() == Comparison.AT_LEAST ? bound.count() : bound.count() + 1;
  }

  @Override
  public boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope) {
    if (keep() == 0) {
      return false;
    }
    boolean opened = span.open(state, turn);
    return state.add(occurredAt, span.keepFrom(state, turn.now()) - 1, keep()) || opened;
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    return !hasTooFew(state) && isMet(bound, counting(state.times(), span.start(state, now)));
  }

  /** Whether it cannot hold whatever the times are, so that they need not be looked at. */
  private boolean hasTooFew(LeafState state) {
    return bound.comparison() == Comparison.AT_LEAST && state.size() < bound.count();
  }

  /** How many of the times count. */
  private static int counting(long[] times, long start) {
    int gone = 0;
    while (gone < times.length && times[gone] < start) {
      gone++;
    }
    return times.length - gone;
  }

  @Override
  public long nextChange(LeafState state, long now, long firstSeen) {
    if (hasTooFew(state)) {
      return ProfileState.NEVER;
    }
    long[] times = state.times();
    int counting = counting(times, span.start(state, now));
    boolean holds = isMet(bound, counting);
    // As the oldest leave, the count falls; find the first fall that turns the answer.
    for (int left = counting - 1; left >= 0; left--) {
      long end = span.end(state, times[times.length - left - 1]);
      boolean last = left == 0 || span.end(state, times[times.length - left]) != end;
      if (last && isMet(bound, left) != holds) {
        return end;
      }
    }
    return ProfileState.NEVER;
  }

  @Override
  public Set<String> attributes() {
    return span.attributes();
  }

  @Override
  public boolean refresh(LeafState state, Turn turn, Scope scope) {
    return span.refresh(state, turn);
  }

  /** Whether a count is as a bound says. */
  static boolean isMet(Bound bound, long count) {
    return switch (bound.comparison()) {
      case AT_LEAST -> count >= bound.count();
      case AT_MOST -> count <= bound.count();
      case EXACTLY -> count == bound.count();
    };
  }
}
