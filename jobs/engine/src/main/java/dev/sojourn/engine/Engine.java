package dev.sojourn.engine;

import dev.sojourn.engine.audience.Memberships;
import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.Definitions;
import dev.sojourn.engine.directory.Listings;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.journey.Commands;
import dev.sojourn.engine.journey.JourneyScope;
import dev.sojourn.engine.journey.Journeys;
import dev.sojourn.engine.journey.Occasion;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.ProfileStateFormat;
import dev.sojourn.engine.profile.ProfileStore;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.Command;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.DeliveryReport;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.signal.ProfileUpdate;
import dev.sojourn.engine.signal.Signal;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The functional core: what one signal, or the passing of time, does to one profile. A function of
 * the profile's state, the signal, its log time and the definitions; no clock, no randomness, no
 * I/O but the store it is handed. Stateless and safe for use by many threads.
 */
public final class Engine {
  /**
   * Handles a signal: first every wake-up of this person due before it, each at its own time (T2),
   * then the signal.
   *
   * @param profile the profile key
   * @param logTime of the signal, ms since the epoch
   * @param definitions must know what is in effect up to {@code logTime}
   * @param effects receives what is to be done, in order
   */
  public void handle(
      ProfileStore store,
      String profile,
      Signal signal,
      long logTime,
      Definitions definitions,
      Consumer<Effect> effects) {
    byte[] stored = store.hot();
    ProfileState state = stored == null ? null : ProfileStateFormat.read(stored);
    long now = state == null ? logTime : Math.max(state.now, logTime); // T1
    DefinitionSet current = definitions.at(now);
    Optional<DefinitionSet.EventInterest> interest = Optional.empty();
    if (signal instanceof CustomerEvent event) {
      interest = current.interest(event.type());
      if (interest.isEmpty()) {
        effects.accept(new Effect.Counted("event-unused")); // A11
        return;
      }
    }
    boolean fresh = state == null;
    if (fresh && signal instanceof Command command) {
      // It makes nobody known; but what makes no sense is told, whomever it is about (rule 8).
      effects.accept(
          Order.of(command).isPresent()
              ? new Effect.Counted("command-without-profile")
              : Commands.unknown(command));
      return;
    }
    if (fresh) {
      state = new ProfileState(now);
    }
    boolean woken = !fresh && runDue(store, profile, state, now - 1, definitions, effects);
    long before = state.now;
    state.now = now;
    Turn turn = new Turn(store, profile, state, current, now, signal.id(), effects);
    Journeys.begin(turn);
    JourneyScope scope = JourneyScope.of(turn, signal);
    if (state.audiences != current.audiences().digest()) {
      Memberships.adopt(turn, scope, fresh);
    }
    take(turn, signal, interest, scope);
    Cascade.settle(turn, scope);
    turn.writeAttributes();
    if (fresh || turn.isTouched()) {
      state.nextDue = nextDue(state, current, now);
    } else if (woken) {
      // As it would be stored if a timer had been called before: the signal left no trace.
      state.now = before;
    } else {
      return;
    }
    arm(state, effects);
    Listings.tell(state, effects);
    ProfileStateFormat.store(state, store);
  }

  /** Part of what is stored: never changes. */
  private static String kind(Signal signal) {
    if (signal instanceof CustomerEvent) {
      return "event";
    }
    if (signal instanceof ProfileUpdate) {
      return "update";
    }
    return signal instanceof EntryRequest ? "entry" : "command";
  }

  /** What a signal does, in the order of T3. */
  private static void take(
      Turn turn,
      Signal signal,
      Optional<DefinitionSet.EventInterest> interest,
      JourneyScope scope) {
    if (signal instanceof DeliveryReport report) {
      Reports.take(turn, report, scope);
      return;
    }
    // An id is its writer's own among signals of one kind.
    long idHash = Hashes.hash48(kind(signal), signal.id());
    if (turn.state().hasSeen(idHash)) { // A5
      turn.count("signal-repeated");
      return;
    }
    boolean used = true;
    if (signal instanceof CustomerEvent event) {
      // What an exit or an await may have seen is remembered even if it did nothing: its repetition
      // must not do it later.
      used = interest.orElseThrow().concernsInstances();
      used |= Memberships.onEvent(turn, interest.get(), event, scope);
      Memberships.complete(turn);
      used |=
          Journeys.round(
              turn, Occasion.of(event, interest.get(), turn.takeMembershipChanges()), scope);
    } else if (signal instanceof ProfileUpdate update) {
      Updates.take(turn, update);
      Cascade.round(turn, scope);
    } else if (signal instanceof EntryRequest request) {
      Cascade.round(turn, scope);
      Journeys.onRequest(turn, request, scope);
    } else if (signal instanceof Command command) {
      Cascade.round(turn, scope);
      used = Commands.take(turn, command, scope);
    }
    if (used) {
      turn.state().remember(idHash);
      turn.touch();
    }
  }

  /**
   * Runs every wake-up of this person due at or before a moment, each at its own time. A call that
   * finds nothing due changes nothing but asks for the next one.
   *
   * @param upTo log time before which, and at which, no further signal of this person can come
   */
  public void wake(
      ProfileStore store,
      String profile,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects) {
    byte[] stored = store.hot();
    if (stored == null) {
      return;
    }
    ProfileState state = ProfileStateFormat.read(stored);
    boolean touched = runDue(store, profile, state, upTo, definitions, effects);
    if (state.armed <= upTo) {
      state.armed = ProfileState.NEVER;
      touched = true;
    }
    if (touched) {
      arm(state, effects);
      Listings.tell(state, effects);
      ProfileStateFormat.store(state, store);
    }
  }

  /** Runs what is due at or before a moment; one moment after the other. */
  private static boolean runDue(
      ProfileStore store,
      String profile,
      ProfileState state,
      long upTo,
      Definitions definitions,
      Consumer<Effect> effects) {
    boolean any = false;
    while (state.nextDue <= upTo) {
      long due = Math.max(state.nextDue, state.now);
      DefinitionSet current = definitions.at(due);
      state.now = due;
      Turn turn = new Turn(store, profile, state, current, due, Turn.NO_SIGNAL, effects);
      Journeys.begin(turn);
      JourneyScope scope = JourneyScope.of(turn, null);
      if (state.audiences != current.audiences().digest()) {
        Memberships.adopt(turn, scope, false);
      }
      Memberships.onTime(turn, scope);
      if (turn.hasChanges()) {
        Cascade.round(turn, scope);
      }
      Journeys.onTime(turn, scope);
      Cascade.settle(turn, scope);
      turn.writeAttributes();
      state.nextDue = nextDue(state, current, due);
      // Moment by moment: a count tells who was where at each of them.
      Listings.tell(state, effects);
      any = true;
    }
    return any;
  }

  private static long nextDue(ProfileState state, DefinitionSet definitions, long now) {
    return Math.min(
        Journeys.nextDue(state), Memberships.nextChange(state, definitions.audiences(), now));
  }

  /**
   * Asks to be called when something is next due, unless an earlier call is still to come (rule
   * 10).
   */
  private static void arm(ProfileState state, Consumer<Effect> effects) {
    if (state.nextDue < state.armed) {
      state.armed = state.nextDue;
      effects.accept(new Effect.WakeUp(state.armed));
    }
  }
}
