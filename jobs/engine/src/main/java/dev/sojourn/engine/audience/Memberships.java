package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.EventMatcher;
import dev.sojourn.engine.effect.Effect.AudienceChange;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.expression.Expression;
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
  private static final int[] EVERY = null;

  private Memberships() {}

  /**
   * Brings a profile to the audiences that are now live, if they are others than those it was last
   * worked out under: forgets leaves that no longer exist (A10), works out every leaf and
   * membership anew.
   *
   * @param scope for conditions over the profile
   * @param cause what to tell as the cause: the definition, or the signal by which the profile is
   *     seen for the first time
   */
  public static void adopt(Turn turn, Scope scope, Cause cause) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    if (state.audiences == program.digest()) {
      return;
    }
    state.retainLeaves(id -> program.indexOf(id) >= 0);
    for (int index : program.absentLeaves()) {
      state.leafOrNew(program.leaves().get(index).id());
    }
    for (int index : program.profileLeaves()) {
      evaluateProfileLeaf(state, (Leaf.ProfileCondition) program.leaves().get(index), scope);
    }
    for (LeafState leaf : state.leaves()) {
      leaf.holds =
          program.leaves().get(program.indexOf(leaf.id)).holds(leaf, turn.now(), state.firstSeen);
    }
    state.audiences = program.digest();
    turn.touch();
    evaluate(turn, EVERY, cause, -1);
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
    // An event from the future counts as now (A2).
    long occurredAt = Math.min(event.occurredAt(), turn.now());
    for (int index : interest.leaves()) {
      Leaf leaf = program.leaves().get(index);
      if (!matches(turn, leaf, scope)) {
        continue;
      }
      LeafState remembered = state.leaf(leaf.id());
      boolean fresh = remembered == null;
      if (fresh) {
        remembered = new LeafState(leaf.id());
        remembered.holds = leaf.holdsInitially();
      }
      if (!leaf.add(remembered, occurredAt, turn.now())) {
        continue;
      }
      if (fresh) {
        state.addLeaf(remembered);
      }
      used = true;
      boolean before = remembered.holds;
      remembered.holds = leaf.holds(remembered, turn.now(), state.firstSeen);
      if (before != remembered.holds) {
        evaluate(turn, program.audiencesOf(index), Cause.SIGNAL, index);
      }
    }
    return used;
  }

  private static boolean matches(Turn turn, Leaf leaf, Scope scope) {
    EventMatcher matcher = leaf.matcher().orElseThrow();
    if (matcher.when().isEmpty()) {
      return true;
    }
    Expression.Truth truth = matcher.when().get().test(scope);
    if (truth == Expression.Truth.FAILED) {
      turn.count("audience-condition-failed");
    }
    return truth == Expression.Truth.TRUE;
  }

  /** Works out the conditions over the profile that read one of these attributes. */
  public static void onAttributes(Turn turn, Set<String> changed, Scope scope) {
    AudienceProgram program = turn.definitions().audiences();
    for (int index : program.profileLeaves()) {
      Leaf.ProfileCondition leaf = (Leaf.ProfileCondition) program.leaves().get(index);
      Set<String> read = leaf.condition().profileAttributes();
      if ((read.contains("*") || read.stream().anyMatch(changed::contains))
          && evaluateProfileLeaf(turn.state(), leaf, scope)) {
        turn.touch();
        evaluate(turn, program.audiencesOf(index), Cause.SIGNAL, index);
      }
    }
  }

  private static boolean evaluateProfileLeaf(
      ProfileState state, Leaf.ProfileCondition leaf, Scope scope) {
    boolean after = leaf.condition().test(scope) == Expression.Truth.TRUE;
    LeafState remembered = state.leaf(leaf.id());
    if ((remembered != null && remembered.holds) == after) {
      return false;
    }
    state.leafOrNew(leaf.id()).holds = after;
    return true;
  }

  /** Turns the leaves that change by time at this very moment (A3). */
  public static void onTime(Turn turn) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    List<LeafState> leaves = state.leaves();
    for (int i = 0; i < leaves.size(); i++) {
      LeafState remembered = leaves.get(i);
      int index = program.indexOf(remembered.id);
      if (index < 0) {
        continue;
      }
      boolean after = program.leaves().get(index).holds(remembered, turn.now(), state.firstSeen);
      if (after != remembered.holds) {
        remembered.holds = after;
        turn.touch();
        evaluate(turn, program.audiencesOf(index), Cause.TIME, index);
      }
    }
  }

  /** When a leaf next changes by time alone; {@link ProfileState#NEVER} if none will. */
  public static long nextChange(ProfileState state, AudienceProgram program, long now) {
    long next = ProfileState.NEVER;
    List<LeafState> leaves = state.leaves();
    for (int i = 0; i < leaves.size(); i++) {
      LeafState remembered = leaves.get(i);
      int index = program.indexOf(remembered.id);
      if (index >= 0) {
        Leaf leaf = program.leaves().get(index);
        // Due at this very moment, and to come after the signal at hand (T2).
        if (leaf.holds(remembered, now, state.firstSeen) != remembered.holds) {
          return now;
        }
        next = Math.min(next, leaf.nextChange(remembered, now, state.firstSeen));
      }
    }
    return next;
  }

  /**
   * Works out audiences and tells of each that changed (A7).
   *
   * @param indexes which, in order of evaluation; null for all
   * @param leaf the leaf that turned; -1 if the definitions did
   */
  private static void evaluate(Turn turn, int[] indexes, Cause cause, int leaf) {
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    BitSet holding = new BitSet(program.leaves().size());
    for (int i = 0; i < program.leaves().size(); i++) {
      LeafState remembered = state.leaf(program.leaves().get(i).id());
      holding.set(
          i, remembered == null ? program.leaves().get(i).holdsInitially() : remembered.holds);
    }
    List<AudienceProgram.Compiled> audiences = program.audiences();
    BitSet members = new BitSet(audiences.size());
    for (int i = 0; i < audiences.size(); i++) {
      members.set(i, state.isMember(audiences.get(i).id()));
    }
    int size = indexes == null ? audiences.size() : indexes.length;
    for (int i = 0; i < size; i++) {
      int index = indexes == null ? i : indexes[i];
      AudienceProgram.Compiled audience = audiences.get(index);
      boolean member = audience.rule().holds(holding, members);
      if (member != members.get(index)) {
        members.set(index, member);
        state.setMember(audience.id(), member);
        turn.touch();
        turn.emit(
            new AudienceChange(
                audience.audience().name(),
                audience.audience().version(),
                member,
                turn.now(),
                cause,
                leaf < 0 ? "" : audience.leafPaths().getOrDefault(leaf, "audience"),
                cause == Cause.SIGNAL ? turn.signal() : ""));
      }
    }
  }
}
