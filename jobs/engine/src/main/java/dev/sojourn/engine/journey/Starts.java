package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.id.Ids;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Starts instances of one journey, for one reason (E).
 *
 * @param live the journey, live or on trial
 * @param signal what the instance's id derives from, together with journey, profile and key
 * @param context becomes {@code journey.event}
 * @param details what the entry rests on; asked for only if someone comes in
 * @param business the name of the business event that starts them; empty if none does (E5)
 */
record Starts(
    Turn turn,
    Live<Journey> live,
    String signal,
    Map<String, Object> context,
    Heritage heritage,
    Supplier<Map<String, String>> details,
    Optional<String> business) {
  /** Starts without a business event. */
  Starts(
      Turn turn,
      Live<Journey> live,
      String signal,
      Map<String, Object> context,
      Heritage heritage,
      Supplier<Map<String, String>> details) {
    this(turn, live, signal, context, heritage, details, Optional.empty());
  }

  /** The largest starting event, stored, in bytes (E10). */
  static final int LARGEST_CONTEXT = 64 * 1024;

  /** Instances per profile (N2). */
  static final int MOST_INSTANCES = 1_000;

  /**
   * What an instance has from what started it.
   *
   * @param hops emitted events between an outside event and it (S12)
   * @param chain steps without waiting that led to it in this atomic step (S1)
   * @param dry whether its requests are not to be sent, as those of the instance that jumped were
   *     not
   * @param test whether it is a test, as that of the instance that jumped was
   */
  record Heritage(int hops, int chain, boolean dry, boolean test) {
    static final Heritage NONE = ofEvent(0);

    static Heritage ofEvent(int hops) {
      return new Heritage(hops, 0, false, false);
    }

    static Heritage ofJump(Instance from) {
      return new Heritage(from.hops, from.chain, from.dry, from.test);
    }
  }

  /**
   * Starts an instance per key. What started them is stored alike for all, and what is wrong with
   * it is told once, however many keys there are.
   *
   * @return whether anyone entered, or a refusal was recorded
   */
  boolean enter(Set<String> keys, JourneyScope scope) {
    if (EntryGate.isClosedDraft(turn, live)) {
      turn.count("entry-refused-draft");
      return false;
    }
    boolean used = false;
    byte[] stored = null;
    for (String key : keys) {
      Optional<EntryGate.Refusal> refusal = EntryGate.refusal(turn, live, key);
      if (refusal.isPresent()) {
        used |= refuse(key, refusal.get());
        continue;
      }
      used = true;
      if (stored == null) {
        stored = InstanceContext.of(context).toBytes();
      }
      if (tooMuch(stored).isPresent()) {
        return true;
      }
      start(key, stored, scope);
    }
    return used;
  }

  /**
   * Starts one instance because another jumps to it (S13).
   *
   * @return why not; empty if it was started
   */
  Optional<EntryGate.Refusal> jump(String key, JourneyScope scope) {
    if (EntryGate.isClosedDraft(turn, live)) {
      return EntryGate.Refusal.of("not-live");
    }
    Optional<EntryGate.Refusal> refusal = EntryGate.refusal(turn, live, key);
    if (refusal.isPresent()) {
      refuse(key, refusal.get());
      return refusal;
    }
    byte[] stored = InstanceContext.of(context).toBytes();
    Optional<ErrorCode> tooMuch = tooMuch(stored);
    if (tooMuch.isPresent()) {
      return EntryGate.Refusal.of(tooMuch.get().code());
    }
    start(key, stored, scope);
    return Optional.empty();
  }

  /** Why the journey would refuse someone who had left another stay before. */
  Optional<EntryGate.Refusal> refusalWithout(Instance left, String key) {
    turn.state().removeInstance(left);
    try {
      return EntryGate.isClosedDraft(turn, live)
          ? EntryGate.Refusal.of("not-live")
          : EntryGate.refusal(turn, live, key);
    } finally {
      turn.state().addInstance(left);
    }
  }

  /**
   * Why no instance can be kept, if the profile is inside as many as it may be, or the context is
   * too large (E10); tells so.
   */
  private Optional<ErrorCode> tooMuch(byte[] stored) {
    Journey journey = live.document();
    if (turn.state().instances().size() >= MOST_INSTANCES) {
      turn.reject(
          ErrorCode.TOO_MANY_INSTANCES,
          "the profile is inside "
              + MOST_INSTANCES
              + " journeys already; "
              + journey.name()
              + " was not started");
      return Optional.of(ErrorCode.TOO_MANY_INSTANCES);
    }
    if (stored.length > LARGEST_CONTEXT) {
      turn.reject(
          ErrorCode.EVENT_TOO_LARGE,
          "the event would start journey "
              + journey.name()
              + " but takes "
              + stored.length
              + " bytes of the "
              + LARGEST_CONTEXT
              + " that an instance may keep; send large content by reference");
      return Optional.of(ErrorCode.EVENT_TOO_LARGE);
    }
    return Optional.empty();
  }

  private void start(String key, byte[] stored, JourneyScope scope) {
    Journey journey = live.document();
    for (Instance displaced : EntryGate.displaced(turn, journey)) {
      Stay.end(turn, displaced, "displaced", true, Details.of("by", journey.name(), "key", key));
    }
    String history = EntryGate.historyOf(live);
    String id = Ids.instance(history, turn.profile(), key, signal);
    Instance instance =
        new Instance(
            id, journey.name(), journey.version(), key, turn.now(), end(journey, id, key, scope));
    instance.startedNow = true;
    instance.trial = live.isTrial();
    instance.test = heritage.test || live.state() == PublicationState.DRAFT;
    instance.dry = heritage.dry || live.state() == PublicationState.DRY_RUN;
    instance.hops = heritage.hops;
    instance.chain = heritage.chain;
    turn.state().addInstance(instance);
    turn.putContext(id, stored);
    remember(history, key);
    Stay stay = new Stay(turn, instance, journey, scope);
    LookingBack.consumeAtEntry(stay);
    stay.record(Kind.ENTERED, "", Optional.of(journey.start()), "", "", -1, details.get());
    stay.attempt(() -> StepRunner.go(stay, Optional.of(journey.start())));
  }

  /** When the whole stay ends: by the timeout (L3), or the end date if it ejects (L4). */
  private long end(Journey journey, String id, String key, JourneyScope scope) {
    Instance provisional =
        new Instance(id, journey.name(), journey.version(), key, turn.now(), Instance.NEVER);
    provisional.test = heritage.test || live.state() == PublicationState.DRAFT;
    return new Stay(turn, provisional, journey, scope).lastMoment();
  }

  private void remember(String history, String key) {
    Journey journey = live.document();
    // What never matters again is not kept: always, with a key for each cart, would fill the state.
    if (key.isEmpty() || !(journey.reentry() instanceof Journey.Always)) {
      turn.state().entries().entered(history, key, turn.now());
    }
    // A business event brings nobody in twice, whatever re-entry says (E5).
    business.ifPresent(event -> turn.state().entries().enteredBy(history, event, turn.now()));
    long longest = 0;
    int most = 0;
    for (Journey.EntryCap cap : journey.guards().caps()) {
      if (cap.per().isPresent()) {
        longest = Math.max(longest, cap.per().get().toMillis());
        most = Math.max(most, cap.count());
      }
    }
    if (most > 0) {
      turn.state().entries().enteredUnderCaps(history, turn.now(), longest, most);
    }
  }

  /**
   * E9.
   *
   * @return whether it was recorded
   */
  private boolean refuse(String key, EntryGate.Refusal refusal) {
    Journey journey = live.document();
    turn.count("entry-refused-" + refusal.reason());
    boolean first =
        turn.state().entries().refused(EntryGate.historyOf(live), refusal.reason(), turn.now());
    if (first) {
      turn.touch();
      turn.emit(
          new Effect.StepRecord(
              journey.name(),
              journey.version(),
              "",
              key,
              0,
              Kind.ENTRY_REFUSED,
              "",
              "",
              "",
              refusal.reason(),
              "",
              turn.now(),
              -1,
              turn.signal(),
              refusal.details().get()));
    }
    return first;
  }
}
