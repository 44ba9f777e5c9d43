package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.ValueTest;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.LeafMemory;
import dev.sojourn.engine.value.Decimals;
import java.math.BigDecimal;

/**
 * How many different values. Keeps for each, as 48 bits of its hash, when it was last seen; of no
 * more values than decide the test.
 *
 * @param most as many as need to be told apart
 */
record DistinctFold(ValueTest test, int most) implements Fold {

  static DistinctFold of(ValueTest test) {
    BigDecimal largest =
        test.parts().stream()
            .map(part -> (BigDecimal) part.operand())
            .max(BigDecimal::compareTo)
            .orElseThrow();
    return new DistinctFold(test, Math.max(0, largest.intValue()) + 1);
  }

  @Override
  public boolean holdsForNone() {
    return holds(0);
  }

  private boolean holds(int count) {
    return test.holds(Decimals.ofWhole(count));
  }

  @Override
  public boolean accepts(Object value) {
    return true;
  }

  @Override
  public boolean add(LeafMemory memory, long time, Object value) {
    long hash = Hashes.hash48(value.getClass().getSimpleName(), text(value));
    for (int i = 0; i < memory.size(); i++) {
      if (memory.mark(i) == hash) {
        if (memory.time(i) >= time) {
          return false;
        }
        memory.remove(i, i + 1);
        break;
      }
    }
    if (memory.size() == most) {
      // Enough have been seen later; or the oldest does not matter any more.
      if (memory.time(0) >= time) {
        return false;
      }
      memory.remove(0, 1);
    }
    memory.add(time, hash);
    return true;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal number ? number.toString() : String.valueOf(value);
  }

  @Override
  public boolean holdsFrom(LeafMemory memory, int index) {
    return holds(memory.size() - index);
  }
}
