package dev.sojourn.engine.audience;

import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.util.Set;

/**
 * A leaf of the audience rules, compiled: what it keeps, when it holds, and when that next changes
 * by time alone. Pure arithmetic over {@link LeafState}; each call costs as many steps as the leaf
 * keeps times or values.
 */
sealed interface Leaf permits EventLeaf, ProfileLeaf {

  /**
   * 48 bits of the hash of what the leaf says; equal leaves share their state, over audiences and
   * versions.
   */
  long id();

  /** Whether the leaf holds for someone of whom nothing is remembered. */
  boolean holdsInitially();

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

  /** The profile's attributes that it reads; contains {@code *} if all. */
  default Set<String> attributes() {
    return Set.of();
  }

  /**
   * Brings what is remembered to the profile as it is now.
   *
   * @return whether anything changed
   */
  default boolean refresh(LeafState state, Turn turn, Scope scope) {
    return false;
  }

  /** Whether something that would count had to be forgotten (A4). */
  default boolean isApproximate(LeafState state, long now) {
    return false;
  }
}
