package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.definition.Window;
import dev.sojourn.engine.profile.LeafMemory;

/**
 * What is made of the values of the events that count. Each function keeps in {@link LeafMemory}
 * what decides it for every window that ends now, wherever it begins: what it comes to for the
 * events from some index on is the answer for a window in which these lie.
 */
sealed interface Fold permits SumFold, ExtremeFold, DistinctFold, FirstFold, EdgeFold {

  /** Whether its test holds where there is no event. */
  boolean holdsForNone();

  /**
   * Whether it can use a value.
   *
   * @param value a BigDecimal, a String or a Boolean
   */
  boolean accepts(Object value);

  /**
   * Takes in the value of an event.
   *
   * @param time when it occurred; always the same where all events count and it is not ordered
   * @param value one that it accepts
   * @return whether anything changed
   */
  boolean add(LeafMemory memory, long time, Object value);

  /** Whether it matters when events occurred even where all of them count. */
  default boolean isOrdered() {
    return false;
  }

  /**
   * Whether its test holds for the events from an index on.
   *
   * @param index below the number of events
   */
  boolean holdsFrom(LeafMemory memory, int index);

  /** {@link #holdsFrom} for every index; then {@link #holdsForNone}. */
  default boolean[] answers(LeafMemory memory) {
    boolean[] answers = new boolean[memory.size() + 1];
    for (int i = 0; i < memory.size(); i++) {
      answers[i] = holdsFrom(memory, i);
    }
    answers[memory.size()] = holdsForNone();
    return answers;
  }

  /**
   * Makes room where one event too many is kept (A4): the oldest is dropped, unless the function
   * can do better.
   *
   * @param reach the longest time between the earliest and the latest event that are kept
   * @return the latest moment of which not all is known any more
   */
  default long makeRoom(LeafMemory memory, long reach) {
    long dropped = memory.time(0);
    memory.remove(0, 1);
    return dropped;
  }

  static Fold of(Rule.Aggregate rule) {
    return switch (rule.function()) {
      case SUM -> new SumFold(rule.test());
      case MIN -> new ExtremeFold(ExtremeFold.Side.LEAST, rule.test());
      case MAX -> new ExtremeFold(ExtremeFold.Side.GREATEST, rule.test());
      case DISTINCT -> DistinctFold.of(rule.test());
      case FIRST ->
          rule.window() instanceof Window.Ever
              ? new EdgeFold(EdgeFold.Edge.EARLIEST, rule.test())
              : new FirstFold(rule.test());
      case LAST -> new EdgeFold(EdgeFold.Edge.LATEST, rule.test());
    };
  }
}
