package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import java.util.BitSet;
import java.util.List;
import java.util.Set;

/**
 * Keeps one profile's memberships equal to what a recomputation from scratch would give, by
 * changing only what an event, an update, the passing of time or a new definition can have changed.
 */
public final class Memberships {
  private Memberships() {}

  /**
   * Brings a profile to the audiences that are now live, if they are others than those it was last
   * worked out under: forgets leaves that no longer exist (A10), works out every leaf and
   * membership anew (A9).
   *
   * @param scope for conditions over the profile
   * @param first whether the signal at hand is the profile's first: then the audiences are worked
   *     out once it has been taken in, and the signal is the cause; else at once, and the
   *     definition is
   */
  public static void adopt(Turn turn, Scope scope, boolean first) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    if (state.audiences == program.digest()) {
      return;
    }
    if (first) {
      turn.knowNothing();
    }
    state.retainLeaves(id -> program.indexOf(id) >= 0);
    state.retainMemberships(
        program::hasAudience, gone -> Listings.member(state, gone, false, turn::emit));
    for (int index : program.absentLeaves()) {
      state.leafOrNew(program.leaves().get(index).id());
    }
    state.nextLeafChange = ProfileState.UNKNOWN;
    for (int index : program.profileLeaves()) {
      refresh(turn, scope, index, new BitSet());
    }
    for (LeafState leaf : state.leaves()) {
      leaf.holds =
          program.leaves().get(program.indexOf(leaf.id)).holds(leaf, turn.now(), state.firstSeen);
    }
    state.audiences = program.digest();
    turn.touch();
    if (first) {
      turn.openAudiences();
    } else {
      Evaluation.of(turn, null, Cause.DEFINITION);
    }
  }

  /**
   * Shows an event to the leaves of its type.
   *
   * @return whether any leaf changed what it remembers
   */
  public static boolean onEvent(
      Turn turn, DefinitionSet.EventInterest interest, CustomerEvent event, Scope scope) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    boolean used = false;
    BitSet turned = new BitSet();
    // An event from the future counts as now (A2).
    long occurredAt = Math.min(event.occurredAt(), turn.now());
    for (int index : interest.leaves().of(event)) {
      EventLeaf leaf = (EventLeaf) program.leaves().get(index);
      long matched = leaf.match(event.type(), turn, scope);
      if (matched == 0) {
        continue;
      }
      LeafState remembered = state.leaf(leaf.id());
      boolean fresh = remembered == null;
      if (fresh) {
        remembered = fresh(leaf);
      }
      boolean held = remembered.holds;
      long before = fresh ? ProfileState.NEVER : nextTurn(turn, leaf, remembered);
      if (leaf.take(remembered, matched, occurredAt, turn, scope)) {
        if (fresh) {
          state.addLeaf(remembered);
        }
        used = true;
        note(turn, index, remembered, held, before, turned);
      }
    }
    Evaluation.of(turn, turned, Cause.SIGNAL);
    return used;
  }

  private static LeafState fresh(Leaf leaf) {
    LeafState fresh = new LeafState(leaf.id());
    fresh.holds = leaf.holdsInitially();
    return fresh;
  }

  /** Works out a leaf of which something has changed. */
  private static void note(
      Turn turn, int index, LeafState remembered, boolean held, long before, BitSet turned) {
    Leaf leaf = turn.definitions().audiences().leaves().get(index);
    remembered.holds = leaf.holds(remembered, turn.now(), turn.state().firstSeen);
    if (held != remembered.holds) {
      turned.set(index);
    }
    noteTurn(turn.state(), before, nextTurn(turn, leaf, remembered));
  }

  /** When a leaf is next to be turned; anything if nobody will ask. */
  private static long nextTurn(Turn turn, Leaf leaf, LeafState remembered) {
    ProfileState state = turn.state();
    return state.nextLeafChange == ProfileState.UNKNOWN
        ? ProfileState.UNKNOWN
        : leaf.nextTurn(remembered, turn.now(), state.firstSeen);
  }

  /** Keeps in mind when the first leaf is to be turned, now that one has another time. */
  private static void noteTurn(ProfileState state, long before, long after) {
    if (state.nextLeafChange == ProfileState.UNKNOWN) {
      return;
    }
    if (after <= state.nextLeafChange) {
      state.nextLeafChange = after;
    } else if (before == state.nextLeafChange) {
      // It was the first, perhaps not alone.
      state.nextLeafChange = ProfileState.UNKNOWN;
    }
  }

  /** Works out the leaves that read one of these attributes. */
  public static void onAttributes(Turn turn, Set<String> changed, Scope scope) {
    AudienceProgram program = turn.definitions().audiences();
    BitSet turned = new BitSet();
    for (int index : program.profileLeaves()) {
      Set<String> read = program.leaves().get(index).attributes();
      if ((read.contains("*") || read.stream().anyMatch(changed::contains))
          && refresh(turn, scope, index, turned)) {
        turn.touch();
      }
    }
    Evaluation.of(turn, turned, Cause.SIGNAL);
  }

  /**
   * Brings a leaf to the profile as it is now.
   *
   * @return whether anything changed
   */
  private static boolean refresh(Turn turn, Scope scope, int index, BitSet turned) {
    ProfileState state = turn.state();
    Leaf leaf = turn.definitions().audiences().leaves().get(index);
    LeafState remembered = state.leaf(leaf.id());
    boolean fresh = remembered == null;
    if (fresh) {
      remembered = fresh(leaf);
    }
    boolean held = remembered.holds;
    long before = fresh ? ProfileState.NEVER : nextTurn(turn, leaf, remembered);
    if (!leaf.refresh(remembered, turn, scope)) {
      return false;
    }
    if (fresh) {
      state.addLeaf(remembered);
    }
    note(turn, index, remembered, held, before, turned);
    return true;
  }

  /**
   * Works out the audiences if that was put off until the profile's first signal had been taken in.
   */
  public static void complete(Turn turn) {
    Evaluation.of(turn, new BitSet(), Cause.SIGNAL);
  }

  /**
   * Turns the leaves that change by time at this very moment (A3).
   *
   * @param scope for dates of the profile
   */
  public static void onTime(Turn turn, Scope scope) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    BitSet turned = new BitSet();
    List<LeafState> leaves = state.leaves();
    for (int i = 0, place = 0; i < leaves.size(); i++) {
      LeafState remembered = leaves.get(i);
      place = program.leafIds().seek(remembered.id, place);
      int index = program.leafIds().indexAt(place, remembered.id);
      if (index < 0) {
        continue;
      }
      Leaf leaf = program.leaves().get(index);
      if (leaf instanceof DateLeaf date
          && date.isOver(remembered, turn.now())
          && date.refresh(remembered, turn, scope)) {
        turn.touch();
      }
      boolean after = leaf.holds(remembered, turn.now(), state.firstSeen);
      if (after != remembered.holds) {
        remembered.holds = after;
        turn.touch();
        turned.set(index);
      }
    }
    state.nextLeafChange = ProfileState.UNKNOWN;
    Evaluation.of(turn, turned, Cause.TIME);
  }

  /** When a leaf next changes by time alone; {@link ProfileState#NEVER} if none will. */
  public static long nextChange(ProfileState state, AudienceProgram program, long now) {
    if (state.nextLeafChange == ProfileState.UNKNOWN) {
      state.nextLeafChange = firstTurn(state, program, now);
    }
    return state.nextLeafChange;
  }

  private static long firstTurn(ProfileState state, AudienceProgram program, long now) {
    long next = ProfileState.NEVER;
    List<LeafState> leaves = state.leaves();
    for (int i = 0, place = 0; i < leaves.size(); i++) {
      LeafState remembered = leaves.get(i);
      place = program.leafIds().seek(remembered.id, place);
      int index = program.leafIds().indexAt(place, remembered.id);
      if (index >= 0) {
        Leaf leaf = program.leaves().get(index);
        next = Math.min(next, leaf.nextTurn(remembered, now, state.firstSeen));
      }
    }
    return next;
  }
}
