package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.profile.LeafMemory;
import java.math.BigDecimal;

/** All values added up, exactly. Keeps every value; those of one moment as one. */
record SumFold(ValueTest test) implements Fold {

  @Override
  public boolean holdsForNone() {
    return test.holds(BigDecimal.ZERO);
  }

  @Override
  public boolean accepts(Object value) {
    return value instanceof BigDecimal;
  }

  @Override
  public boolean add(LeafMemory memory, long time, Object value) {
    BigDecimal number = (BigDecimal) value;
    if (number.signum() == 0) {
      return false;
    }
    int at = memory.firstSince(time);
    if (at < memory.size() && memory.time(at) == time) {
      memory.setNumber(at, memory.number(at).add(number));
    } else {
      memory.add(time, number);
    }
    return true;
  }

  /** Makes one of two neighbours, at the moment of the later. */
  private static void merge(LeafMemory memory, int index) {
    memory.setNumber(index + 1, memory.number(index).add(memory.number(index + 1)));
    memory.remove(index, index + 1);
  }

  @Override
  public boolean holdsFrom(LeafMemory memory, int index) {
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = index; i < memory.size(); i++) {
      sum = sum.add(memory.number(i));
    }
    return test.holds(sum.stripTrailingZeros());
  }

  @Override
  public boolean[] answers(LeafMemory memory) {
    boolean[] answers = new boolean[memory.size() + 1];
    answers[memory.size()] = holdsForNone();
    BigDecimal sum = BigDecimal.ZERO;
    for (int i = memory.size() - 1; i >= 0; i--) {
      sum = sum.add(memory.number(i));
      answers[i] = test.holds(sum.stripTrailingZeros());
    }
    return answers;
  }

  /**
   * Merges the oldest two that lie close to each other, so that no value is lost, and none counts
   * for longer than it should by more than a small part of the window.
   */
  @Override
  public long makeRoom(LeafMemory memory, long reach) {
    // So few cells that two of the events lie in one.
    long cell = 1 + 2 * (reach / memory.size());
    int i = 0;
    while (i + 2 < memory.size()
        && Math.floorDiv(memory.time(i), cell) != Math.floorDiv(memory.time(i + 1), cell)) {
      i++;
    }
    merge(memory, i);
    return memory.time(i);
  }
}
