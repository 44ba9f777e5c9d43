package dev.sojourn.engine.audience;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.Turn;
import java.util.Set;

/** A condition over the profile; worked out when an attribute that it reads has changed. */
record ConditionLeaf(long id, Expression condition) implements ProfileLeaf {

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    return state.holds;
  }

  @Override
  public Set<String> attributes() {
    return condition.profileAttributes();
  }

  @Override
  public boolean refresh(LeafState state, Turn turn, Scope scope) {
    Expression.Truth truth = condition.test(scope);
    if (truth == Expression.Truth.FAILED) {
      turn.count(Counters.CONDITION_FAILED);
    }
    boolean before = state.holds;
    state.holds = truth == Expression.Truth.TRUE;
    return state.holds != before;
  }
}
