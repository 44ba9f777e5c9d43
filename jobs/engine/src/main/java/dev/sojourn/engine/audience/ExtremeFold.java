package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.profile.LeafMemory;
import java.math.BigDecimal;

/**
 * The least or the greatest value. Keeps the values that no later one outdoes, so that the first
 * that counts is the one; an event that comes late finds its place among them or is outdone.
 */
record ExtremeFold(Side side, ValueTest test) implements Fold {

  /** Which end of the values. */
  enum Side {
    LEAST,
    GREATEST;

    /** Whether one value makes another needless. */
    boolean outdoes(BigDecimal value, BigDecimal other) {
      int order = value.compareTo(other);
      return this == LEAST ? order <= 0 : order >= 0;
    }
  }

  @Override
  public boolean holdsForNone() {
    return false;
  }

  @Override
  public boolean accepts(Object value) {
    return value instanceof BigDecimal;
  }

  @Override
  public boolean add(LeafMemory memory, long time, Object value) {
    BigDecimal number = (BigDecimal) value;
    int later = memory.firstSince(time);
    if (later < memory.size() && side.outdoes(memory.number(later), number)) {
      return false;
    }
    // The one at the same moment, if there is one, is outdone.
    int until = later < memory.size() && memory.time(later) == time ? later + 1 : later;
    int from = later;
    while (from > 0 && side.outdoes(number, memory.number(from - 1))) {
      from--;
    }
    memory.remove(from, until);
    memory.add(time, number);
    return true;
  }

  @Override
  public boolean holdsFrom(LeafMemory memory, int index) {
    return test.holds(memory.number(index));
  }
}
