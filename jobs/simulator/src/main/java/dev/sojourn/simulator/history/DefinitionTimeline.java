package dev.sojourn.simulator.history;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.Definitions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All definitions in effect during a stretch of time, compiled once. Immutable; may be used by many
 * threads, while a {@link DefinitionHistory} belongs to one.
 */
public final class DefinitionTimeline implements Definitions {
  private final long[] from;
  private final List<DefinitionSet> sets;

  private DefinitionTimeline(long[] from, List<DefinitionSet> sets) {
    this.from = from;
    this.sets = sets;
  }

  /**
   * Compiles what is in effect from one moment to another, ms since the epoch, both included.
   *
   * @param history that has been told everything that takes effect by then
   */
  public static DefinitionTimeline of(DefinitionHistory history, long first, long last) {
    List<Long> from = new ArrayList<>();
    List<DefinitionSet> sets = new ArrayList<>();
    long at = first;
    while (true) {
      from.add(at);
      sets.add(history.at(at));
      long until = history.unchangedUntil(at);
      if (until >= last) {
        break;
      }
      at = until + 1;
    }
    return new DefinitionTimeline(
        from.stream().mapToLong(Long::longValue).toArray(), List.copyOf(sets));
  }

  /** What is in effect at a moment; before the first one, what is in effect at that. */
  @Override
  public DefinitionSet at(long at) {
    if (from.length == 1) {
      return sets.get(0);
    }
    int place = Arrays.binarySearch(from, at);
    return sets.get(Math.max(0, place >= 0 ? place : -place - 2));
  }

  /** How many different sets there are. */
  public int size() {
    return sets.size();
  }
}
