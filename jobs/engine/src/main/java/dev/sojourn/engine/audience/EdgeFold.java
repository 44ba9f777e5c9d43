package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.profile.LeafMemory;

/**
 * The value of the latest event, or of the earliest ever. Keeps when that was, and whether the
 * value is as asked for.
 */
record EdgeFold(Edge edge, ValueTest test) implements Fold {

  /** Which event. Of those that occurred at once, the first or the last that was logged. */
  enum Edge {
    EARLIEST,
    LATEST;

    boolean isBeyond(long time, long known) {
      return this == EARLIEST ? time < known : time >= known;
    }
  }

  @Override
  public boolean holdsForNone() {
    return false;
  }

  @Override
  public boolean accepts(Object value) {
    return true;
  }

  @Override
  public boolean isOrdered() {
    return true;
  }

  @Override
  public boolean add(LeafMemory memory, long time, Object value) {
    if (memory.size() > 0 && !edge.isBeyond(time, memory.time(0))) {
      return false;
    }
    memory.remove(0, memory.size());
    memory.add(time, test.holds(value) ? 1 : 0);
    return true;
  }

  @Override
  public boolean holdsFrom(LeafMemory memory, int index) {
    return memory.mark(index) == 1;
  }
}
