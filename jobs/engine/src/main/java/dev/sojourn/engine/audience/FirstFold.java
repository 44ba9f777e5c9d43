package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.profile.LeafMemory;

/**
 * The value of the earliest event in a window. Keeps of every event whether its value is as asked
 * for, as each may be the earliest that still counts.
 */
record FirstFold(ValueTest test) implements Fold {

  @Override
  public boolean holdsForNone() {
    return false;
  }

  @Override
  public boolean accepts(Object value) {
    return true;
  }

  @Override
  public boolean add(LeafMemory memory, long time, Object value) {
    memory.add(time, test.holds(value) ? 1 : 0);
    return true;
  }

  @Override
  public boolean holdsFrom(LeafMemory memory, int index) {
    return memory.mark(index) == 1;
  }
}
