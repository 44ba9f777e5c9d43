package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.Turn;
import java.util.List;

/** A leaf over past events. */
sealed interface EventLeaf extends Leaf
    permits CountLeaf, CountEverLeaf, AbsentLeaf, ValueLeaf, SequenceLeaf {

  /** The events it wants to see. */
  List<EventMatcher> matchers();

  /**
   * Which of the matchers the event at hand matches: a bit for each, the lowest for the first; 0 if
   * none.
   *
   * @param type the event's type, which is one of the matchers'
   */
  long match(String type, Turn turn, Scope scope);

  /** Whether the event at hand, which is of a matcher's type, is as its condition says. */
  static boolean matches(EventMatcher matcher, Turn turn, Scope scope) {
    if (matcher.when().isEmpty()) {
      return true;
    }
    Expression.Truth truth = matcher.when().get().test(scope);
    if (truth == Expression.Truth.FAILED) {
      turn.count(Counters.CONDITION_FAILED);
    }
    return truth == Expression.Truth.TRUE;
  }

  /**
   * Takes in an event.
   *
   * @param matched what {@link #match} gave; not 0
   * @param occurredAt not after now
   * @return whether anything changed
   */
  boolean take(LeafState state, long matched, long occurredAt, Turn turn, Scope scope);
}
