package dev.sojourn.engine.directory;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.ProfileState;
import java.util.function.Consumer;

/** Keeps a person's places in the directory as the person's state is. */
public final class Listings {
  private Listings() {}

  /**
   * Tells of what has changed since the state was read: steps at which the person rests now. For a
   * person of whom the directory knows nothing yet, of everything.
   */
  public static void tell(ProfileState state, Consumer<Effect> effects) {
    if (!state.listed) {
      effects.accept(Effect.Listing.person(state.now));
      for (long audience : state.memberships()) {
        effects.accept(Effect.Listing.member(audience, true, state.now));
      }
      state.listed = true;
    }
    for (int i = 0; i < state.instances().size(); i++) {
      Instance instance = state.instances().get(i);
      if (!instance.step.equals(instance.listedAt)) {
        effects.accept(Effect.Listing.inside(instance));
        instance.listedAt = instance.step;
      }
    }
  }

  /** Tells that a stay has ended, if the directory knows of it. */
  public static void end(Instance instance, long at, Consumer<Effect> effects) {
    if (instance.listedAt != null) {
      effects.accept(Effect.Listing.outside(instance, at));
    }
  }

  /** Tells of a change of membership, unless everything will be told of the person. */
  public static void member(
      ProfileState state, long audience, boolean member, Consumer<Effect> effects) {
    if (state.listed) {
      effects.accept(Effect.Listing.member(audience, member, state.now));
    }
  }
}
