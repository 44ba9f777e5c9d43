package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule.Bound;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.Turn;
import java.util.List;

/** A bound on the number of events ever. Keeps the number. */
record CountEverLeaf(long id, EventMatcher event, Bound bound) implements EventLeaf {

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
    return CountLeaf.isMet(bound, 0);
  }

  @Override
  public boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope) {
    // Beyond the bound and one more, the exact number no longer matters.
    if (state.count > bound.count()) {
      return false;
    }
    state.count++;
    return true;
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    return CountLeaf.isMet(bound, state.count);
  }
}
