package dev.sojourn.engine.audience;

import dev.sojourn.engine.effect.Effect.AudienceChange;
import dev.sojourn.engine.effect.Effect.AudienceChange.Cause;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.LeafStates;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import java.util.BitSet;
import java.util.List;

/**
 * Works out audiences from leaves, once for all that turned at one moment, and tells of each that
 * changed (A7).
 */
final class Evaluation {
  private final Turn turn;
  private final AudienceProgram program;
  private final Cause cause;

  /** Null if every audience may have changed. */
  private final BitSet turned;

  /** The leaves that are approximate for the person; null until asked for. */
  private BitSet approximate;

  private Evaluation(Turn turn, BitSet turned, Cause cause) {
    this.turn = turn;
    this.program = turn.definitions().audiences();
    this.turned = turned;
    this.cause = cause;
  }

  /**
   * Works out the audiences that leaves can have turned.
   *
   * @param turned indexes of the leaves; null if the definitions changed, and so every audience may
   *     have
   */
  static void of(Turn turn, BitSet turned, Cause cause) {
    boolean every = turned == null || turn.closeAudiences();
    if (every || !turned.isEmpty()) {
      new Evaluation(turn, every ? null : turned, cause).run();
    }
  }

  private void run() {
    ProfileState state = turn.state();
    BitSet holding = holding(state);
    BitSet members = members(state);
    List<AudienceProgram.Compiled> audiences = program.audiences();
    BitSet concerned = program.audiencesOf(turned);
    for (int i = concerned.nextSetBit(0); i >= 0; i = concerned.nextSetBit(i + 1)) {
      AudienceProgram.Compiled audience = audiences.get(i);
      boolean member = audience.rule().holds(holding, members);
      if (member != members.get(i)) {
        members.set(i, member);
        turn.changeMembership(
            audience.id(),
            new AudienceChange(
                audience.audience().name(),
                audience.audience().version(),
                member,
                turn.now(),
                cause,
                turned == null ? "" : audience.pathOfFirst(turned),
                cause == Cause.SIGNAL ? turn.signal() : "",
                approximatePath(i)));
      }
    }
  }

  private BitSet holding(ProfileState state) {
    BitSet holding = program.holdingInitially();
    LeafStates leaves = state.leaves();
    for (int i = 0, place = 0; i < leaves.size(); i++) {
      long id = leaves.id(i);
      place = program.leafIds().seek(id, place);
      int index = program.leafIds().indexAt(place, id);
      if (index >= 0) {
        holding.set(index, leaves.holds(i));
      }
    }
    return holding;
  }

  private BitSet members(ProfileState state) {
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

  /**
   * Where the first leaf of an audience stands that is approximate for this person (A4); empty if
   * none is.
   */
  private String approximatePath(int audience) {
    if (approximate == null) {
      approximate = approximateLeaves();
    }
    if (approximate.isEmpty()) {
      return "";
    }
    BitSet ofAudience = new BitSet();
    for (int leaf = approximate.nextSetBit(0); leaf >= 0; leaf = approximate.nextSetBit(leaf + 1)) {
      for (int user : program.audiencesOf(leaf)) {
        ofAudience.set(leaf, ofAudience.get(leaf) || user == audience);
      }
    }
    return ofAudience.isEmpty() ? "" : program.audiences().get(audience).pathOfFirst(ofAudience);
  }

  private BitSet approximateLeaves() {
    BitSet leaves = new BitSet();
    for (LeafState remembered : turn.state().leaves()) {
      if (remembered.hasMemory()) {
        int index = program.indexOf(remembered.id);
        if (index >= 0 && program.leaves().get(index).isApproximate(remembered, turn.now())) {
          leaves.set(index);
        }
      }
    }
    return leaves;
  }
}
