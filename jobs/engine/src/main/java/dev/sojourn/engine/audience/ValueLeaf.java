package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafMemory;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.value.Decimals;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a value of the events in a window comes to. Events without a value are passed over.
 *
 * @param keep how many events are remembered at most (A4)
 */
record ValueLeaf(long id, EventMatcher event, Expression value, Span span, Fold fold, int keep)
    implements EventLeaf {

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
    return fold.holdsForNone();
  }

  @Override
  public boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope) {
    Optional<Object> found = usable(turn, scope);
    if (found.isEmpty()) {
      return false;
    }
    boolean opened = span.open(state, turn);
    long from = span.keepFrom(state, turn.now());
    LeafMemory memory = state.memory();
    long time = span instanceof Span.Ever && !fold.isOrdered() ? 0 : occurredAt;
    if (occurredAt < from || !fold.add(memory, time, found.get())) {
      return opened;
    }
    // Only now: what is not said to have changed must be stored as it was.
    memory.remove(0, memory.firstSince(from));
    if (memory.size() > keep) {
      memory.noteForgotten(fold.makeRoom(memory, span.reach()));
      turn.count(Counters.APPROXIMATE);
    }
    return true;
  }

  /** The value of the event at hand; empty if it has none that can be used. */
  private Optional<Object> usable(Turn turn, Scope scope) {
    Object found = value.evaluate(scope);
    if (found == null || (found instanceof Expression.Failure failure && failure.missing())) {
      return Optional.empty();
    }
    Optional<Object> usable = scalar(found).filter(fold::accepts);
    if (usable.isEmpty()) {
      turn.count(Counters.VALUE_FAILED);
    }
    return usable;
  }

  private static Optional<Object> scalar(Object found) {
    return found instanceof String || found instanceof Boolean
        ? Optional.of(found)
        : Decimals.of(found).map(Object.class::cast);
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    LeafMemory memory = state.memory();
    int first = memory.firstSince(span.start(state, now));
    return first < memory.size() ? fold.holdsFrom(memory, first) : fold.holdsForNone();
  }

  @Override
  public long nextChange(LeafState state, long now, long firstSeen) {
    LeafMemory memory = state.memory();
    int first = memory.firstSince(span.start(state, now));
    if (first == memory.size() || span instanceof Span.Ever) {
      return ProfileState.NEVER;
    }
    // As the oldest leave, fewer count; find the first time that this turns the answer.
    boolean[] answers = fold.answers(memory);
    for (int i = first; i < memory.size(); i++) {
      long end = span.end(state, memory.time(i));
      boolean last = i + 1 == memory.size() || span.end(state, memory.time(i + 1)) != end;
      if (last && answers[i + 1] != answers[first]) {
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

  @Override
  public boolean isApproximate(LeafState state, long now) {
    return state.hasMemory() && state.memory().hasForgottenSince(span.start(state, now));
  }
}
