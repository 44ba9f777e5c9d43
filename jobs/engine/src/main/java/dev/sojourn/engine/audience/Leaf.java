package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import java.util.Optional;

/**
 * A leaf of the audience rules, compiled: what it keeps, when it holds, and when that next changes
 * by time alone. Pure arithmetic over {@link LeafState}; each call costs as many steps as the leaf
 * keeps times.
 */
sealed interface Leaf {

  /**
   * 48 bits of the hash of what the leaf says; equal leaves share their state, over audiences and
   * versions.
   */
  long id();

  /** The events it counts; empty for leaves over the profile. */
  default Optional<EventMatcher> matcher() {
    return Optional.empty();
  }

  /** Whether the leaf holds for someone of whom nothing is remembered. */
  boolean holdsInitially();

  /**
   * Takes in a matching event.
   *
   * @param occurredAt not after {@code now}
   * @return whether anything changed
   */
  default boolean add(LeafState state, long occurredAt, long now) {
    return false;
  }

  /** Whether it holds at a moment, from what is remembered. */
  boolean holds(LeafState state, long now, long firstSeen);

  /**
   * The next moment, from this one on, at which it is to be turned by time alone; {@link
   * ProfileState#NEVER} if there is none. This very moment if it has just come, and is still to be
   * handled after the signal at hand (T2).
   */
  default long nextTurn(LeafState state, long now, long firstSeen) {
    return holds(state, now, firstSeen) == state.holds ? nextChange(state, now, firstSeen) : now;
  }

  /**
   * When it next changes by time alone, after a moment; {@link ProfileState#NEVER} if it will not.
   */
  default long nextChange(LeafState state, long now, long firstSeen) {
    return ProfileState.NEVER;
  }

  /** Compiles a leaf of a rule. */
  static Leaf of(Rule rule) {
    if (rule instanceof Rule.Count count) {
      String what =
          what(count.event()) + "|" + count.bound().comparison() + "|" + count.bound().count();
      if (count.window().isEmpty()) {
        return new CountEver(Hashes.hash48("ever|" + what), count.event(), count.bound());
      }
      long window = count.window().get().toMillis();
      return new CountWithin(
          Hashes.hash48("count|" + what + "|" + window), count.event(), window, count.bound());
    }
    if (rule instanceof Rule.Absent absent) {
      long period = absent.period().toMillis();
      return new AbsentFor(
          Hashes.hash48("absent|" + what(absent.event()) + "|" + period), absent.event(), period);
    }
    if (rule instanceof Rule.Profile profile) {
      return new ProfileCondition(
          Hashes.hash48("profile|" + profile.condition().source()), profile.condition());
    }
    throw new IllegalArgumentException("not a leaf: " + rule);
  }

  private static String what(EventMatcher matcher) {
    return matcher.type() + "|" + matcher.when().map(Expression::source).orElse("");
  }

  /**
   * A bound on the number of events in a rolling window (A1). Keeps as many of the latest times as
   * decide it (A4).
   */
  record CountWithin(long id, EventMatcher event, long window, Rule.Bound bound) implements Leaf {
    @Override
    public Optional<EventMatcher> matcher() {
      return Optional.of(event);
    }

    @Override
    public boolean holdsInitially() {
      return compare(bound, 0);
    }

    private int keep() {
      return bound.comparison() == Rule.Comparison.AT_LEAST ? bound.count() : bound.count() + 1;
    }

    @Override
    public boolean add(LeafState state, long occurredAt, long now) {
      return keep() > 0 && state.add(occurredAt, now - window, keep());
    }

    @Override
    public boolean holds(LeafState state, long now, long firstSeen) {
      return !hasTooFew(state) && compare(bound, inWindow(state.times(), now));
    }

    /** Whether it cannot hold whatever the times are, so that they need not be looked at. */
    private boolean hasTooFew(LeafState state) {
      return bound.comparison() == Rule.Comparison.AT_LEAST && state.size() < bound.count();
    }

    /** How many of the times count now: now − window &lt; t ≤ now. */
    private int inWindow(long[] times, long now) {
      int gone = 0;
      while (gone < times.length && times[gone] <= now - window) {
        gone++;
      }
      return times.length - gone;
    }

    @Override
    public long nextChange(LeafState state, long now, long firstSeen) {
      if (hasTooFew(state)) {
        return ProfileState.NEVER;
      }
      long[] times = state.times();
      int inside = inWindow(times, now);
      boolean holds = compare(bound, inside);
      // As the oldest leave one by one, the count falls; find the first fall that turns the answer.
      for (int left = inside - 1; left >= 0; left--) {
        if (compare(bound, left) != holds) {
          return times[times.length - left - 1] + window;
        }
      }
      return ProfileState.NEVER;
    }
  }

  /** A bound on the number of events ever. */
  record CountEver(long id, EventMatcher event, Rule.Bound bound) implements Leaf {
    @Override
    public Optional<EventMatcher> matcher() {
      return Optional.of(event);
    }

    @Override
    public boolean holdsInitially() {
      return compare(bound, 0);
    }

    @Override
    public boolean add(LeafState state, long occurredAt, long now) {
      // Beyond the bound and one more, the exact number no longer matters.
      if (state.count > bound.count()) {
        return false;
      }
      state.count++;
      return true;
    }

    @Override
    public boolean holds(LeafState state, long now, long firstSeen) {
      return compare(bound, state.count);
    }
  }

  /** No such event for a time (A3). Keeps the latest time. */
  record AbsentFor(long id, EventMatcher event, long period) implements Leaf {
    @Override
    public Optional<EventMatcher> matcher() {
      return Optional.of(event);
    }

    @Override
    public boolean holdsInitially() {
      return false;
    }

    @Override
    public boolean add(LeafState state, long occurredAt, long now) {
      return state.add(occurredAt, Long.MIN_VALUE, 1);
    }

    @Override
    public boolean holds(LeafState state, long now, long firstSeen) {
      return now >= begins(state, firstSeen);
    }

    @Override
    public long nextChange(LeafState state, long now, long firstSeen) {
      long begins = begins(state, firstSeen);
      return begins > now ? begins : ProfileState.NEVER;
    }

    private long begins(LeafState state, long firstSeen) {
      return (state.times().length == 0 ? firstSeen : state.times()[0]) + period;
    }
  }

  /** A condition over the profile; worked out when an attribute that it reads has changed. */
  record ProfileCondition(long id, Expression condition) implements Leaf {
    @Override
    public boolean holdsInitially() {
      return false;
    }

    @Override
    public boolean holds(LeafState state, long now, long firstSeen) {
      return state.holds;
    }
  }

  private static boolean compare(Rule.Bound bound, long count) {
    switch (bound.comparison()) {
      case AT_LEAST:
        return count >= bound.count();
      case AT_MOST:
        return count <= bound.count();
      case EXACTLY:
        return count == bound.count();
    }
    throw new IllegalStateException("no such comparison: " + bound.comparison());
  }
}
