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
  private Memberships() {}

  /**
   * Brings a profile to the audiences that are now live, if they are others than those it was last
   * worked out under: forgets leaves that no longer exist (A10), works out every leaf and
   * membership anew.
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
    state.nextLeafChange = ProfileState.UNKNOWN;
    turn.touch();
    if (first) {
      turn.openAudiences();
    } else {
      evaluate(turn, null, Cause.DEFINITION);
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
      long before = fresh ? ProfileState.NEVER : nextTurn(turn, leaf, remembered);
      if (!leaf.add(remembered, occurredAt, turn.now())) {
        continue;
      }
      if (fresh) {
        state.addLeaf(remembered);
      }
      used = true;
      boolean held = remembered.holds;
      remembered.holds = leaf.holds(remembered, turn.now(), state.firstSeen);
      if (held != remembered.holds) {
        turned.set(index);
      }
      noteTurn(state, before, nextTurn(turn, leaf, remembered));
    }
    evaluate(turn, turned, Cause.SIGNAL);
    return used;
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
    BitSet turned = new BitSet();
    for (int index : program.profileLeaves()) {
      Leaf.ProfileCondition leaf = (Leaf.ProfileCondition) program.leaves().get(index);
      Set<String> read = leaf.condition().profileAttributes();
      if ((read.contains("*") || read.stream().anyMatch(changed::contains))
          && evaluateProfileLeaf(turn.state(), leaf, scope)) {
        turn.touch();
        turned.set(index);
      }
    }
    evaluate(turn, turned, Cause.SIGNAL);
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

  /**
   * Works out the audiences if that was put off until the profile's first signal had been taken in.
   */
  public static void complete(Turn turn) {
    evaluate(turn, new BitSet(), Cause.SIGNAL);
  }

  /** Turns the leaves that change by time at this very moment (A3). */
  public static void onTime(Turn turn) {
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
      boolean after = program.leaves().get(index).holds(remembered, turn.now(), state.firstSeen);
      if (after != remembered.holds) {
        remembered.holds = after;
        turn.touch();
        turned.set(index);
      }
    }
    state.nextLeafChange = ProfileState.UNKNOWN;
    evaluate(turn, turned, Cause.TIME);
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

  /**
   * Works out the audiences that leaves can have turned, once for all that turned at one moment,
   * and tells of each that changed (A7).
   *
   * @param turned indexes of the leaves; null if the definitions changed, and so every audience may
   *     have
   */
  private static void evaluate(Turn turn, BitSet turned, Cause cause) {
    boolean every = turned == null || turn.closeAudiences();
    if (!every && turned.isEmpty()) {
      return;
    }
    AudienceProgram program = turn.definitions().audiences();
    ProfileState state = turn.state();
    BitSet holding = holding(state, program);
    BitSet members = members(state, program);
    List<AudienceProgram.Compiled> audiences = program.audiences();
    BitSet concerned = program.audiencesOf(every ? null : turned);
    for (int i = concerned.nextSetBit(0); i >= 0; i = concerned.nextSetBit(i + 1)) {
      AudienceProgram.Compiled audience = audiences.get(i);
      boolean member = audience.rule().holds(holding, members);
      if (member != members.get(i)) {
        members.set(i, member);
        state.setMember(audience.id(), member);
        turn.touch();
        turn.changeMembership(
            new AudienceChange(
                audience.audience().name(),
                audience.audience().version(),
                member,
                turn.now(),
                cause,
                every ? "" : audience.pathOfFirst(turned),
                cause == Cause.SIGNAL ? turn.signal() : ""));
      }
    }
  }

  private static BitSet holding(ProfileState state, AudienceProgram program) {
    BitSet holding = program.holdingInitially();
    List<LeafState> leaves = state.leaves();
    for (int i = 0, place = 0; i < leaves.size(); i++) {
      LeafState remembered = leaves.get(i);
      place = program.leafIds().seek(remembered.id, place);
      int index = program.leafIds().indexAt(place, remembered.id);
      if (index >= 0) {
        holding.set(index, remembered.holds);
      }
    }
    return holding;
  }

  private static BitSet members(ProfileState state, AudienceProgram program) {
    BitSet members = new BitSet(program.audiences().size());
    int place = 0;
    for (long audience : state.memberships()) {
      place = program.audienceIds().seek(audience, place);
      int index = program.audienceIds().indexAt(place, audience);
      if (index >= 0) {
        members.set(index);
      }
    }
    return members;
  }
}
