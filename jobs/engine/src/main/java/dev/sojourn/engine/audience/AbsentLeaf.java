package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.util.List;

/** No such event for a time (A3). Keeps the latest time. */
record AbsentLeaf(long id, EventMatcher event, long period) implements EventLeaf {

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
    return false;
  }

  @Override
  public boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope) {
    return state.add(occurredAt, Long.MIN_VALUE, 1);
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    return now >= begins(state, firstSeen);
  }

  @Override
  public long nextChange(LeafState state, long now, long firstSeen) {
    long begins = begins(state, firstSeen);
    return begins > now ? begins : ProfileState.NEVER;
  }

  private long begins(LeafState state, long firstSeen) {
    return (state.times().length == 0 ? firstSeen : state.times()[0]) + period;
  }
}
