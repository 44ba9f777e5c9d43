package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet;
import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.directory.Order;
import dev.sojourn.engine.effect.Effect.AudienceChange;
import dev.sojourn.engine.error.ErrorCode;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Expression.Truth;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.signal.CustomerEvent;
import dev.sojourn.engine.signal.EntryRequest;
import dev.sojourn.engine.value.Packed;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who asks to come into journeys, and with what (E2 to E6). */
final class Entries {
  /** E9: only counted. */
  private static final String NOT_MATCHED = "entry-not-matched";

  private Entries() {}

  /**
   * Starts what an event and changes of membership start, by priority, then name (T3).
   *
   * @return whether anything was started or refused
   */
  static boolean round(Turn turn, Occasion occasion, JourneyScope scope) {
    boolean used = false;
    if (occasion.passedOver() > 0) {
      turn.count(NOT_MATCHED, occasion.passedOver());
    }
    if (occasion.changes().isEmpty()) {
      for (Live<Journey> live : occasion.entries()) {
        used |= byEvent(turn, live, occasion.event(), scope);
      }
      return used;
    }
    for (Wish wish : wishes(turn, occasion)) {
      used |=
          wish.change.isPresent()
              ? byChange(turn, wish.live, wish.change.get(), scope)
              : byEvent(turn, wish.live, occasion.event(), scope);
    }
    return used;
  }

  /** A journey that may be started, and by which change; empty: by the event. */
  private record Wish(Live<Journey> live, Optional<AudienceChange> change) {}

  private static List<Wish> wishes(Turn turn, Occasion occasion) {
    List<Wish> wishes = new ArrayList<>();
    occasion.entries().forEach(live -> wishes.add(new Wish(live, Optional.empty())));
    for (AudienceChange change : occasion.changes()) {
      // E5: who becomes a member because a definition changed does not enter, unless asked to.
      boolean byItself = change.cause() != AudienceChange.Cause.DEFINITION;
      for (Live<Journey> live : turn.definitions().entriesByAudience(change.audience())) {
        Journey.AudienceEntry entry = (Journey.AudienceEntry) live.document().entry();
        if (entry.transition().entered() == change.entered()
            && (byItself || entry.includeCurrent())) {
          wishes.add(new Wish(live, Optional.of(change)));
        }
      }
    }
    wishes.sort(Comparator.comparing(Wish::live, DefinitionSet.ENTRY_ORDER));
    return wishes;
  }

  /** E2. */
  private static boolean byEvent(
      Turn turn, Live<Journey> live, CustomerEvent event, JourneyScope scope) {
    Journey.EventEntry entry = (Journey.EventEntry) live.document().entry();
    Truth truth = entry.event().when().map(when -> when.test(scope)).orElse(Truth.TRUE);
    if (truth == Truth.FAILED) {
      turn.reject(
          ErrorCode.CONDITION_ERROR,
          "entry of journey "
              + live.document().name()
              + ": the condition "
              + entry.event().when().map(Expression::source).orElse("")
              + " cannot be evaluated");
    }
    if (truth != Truth.TRUE) {
      turn.count(NOT_MATCHED, 1);
      return false;
    }
    Set<String> keys =
        entry.key().map(key -> InstanceKeys.of(turn, key.evaluate(scope))).orElse(Set.of(""));
    if (keys.isEmpty()) {
      turn.count("entry-without-key");
      return false;
    }
    return new Starts(
            turn,
            live,
            event.id(),
            event.properties(),
            Starts.Heritage.ofEvent(event.hops()),
            () -> Details.event(entry.event(), event, scope))
        .enter(keys, scope);
  }

  /** E3. */
  private static boolean byChange(
      Turn turn, Live<Journey> live, AudienceChange change, JourneyScope scope) {
    Map<String, Object> context = new LinkedHashMap<>();
    context.put("audience", change.audience());
    context.put("change", change.entered() ? "entered" : "exited");
    context.put("at", Details.moment(change.at()));
    // A wake-up has no id of its own; the person's moments are as good.
    String cause = change.signal().isEmpty() ? "at " + change.at() : change.signal();
    String signal = "audience " + Awaits.name(change) + " " + cause + " " + turn.nextStart();
    return new Starts(
            turn, live, signal, context, Starts.Heritage.NONE, () -> Awaits.details(change))
        .enter(Set.of(""), scope);
  }

  /**
   * Asks a person in because the members of an audience, or everybody, are read (E3, E4).
   *
   * @return whether it is to be remembered
   */
  static boolean onRead(Turn turn, Order.Read read, JourneyScope scope) {
    Optional<Live<Journey>> found = turn.definitions().liveJourney(read.journey());
    if (found.isEmpty()) {
      turn.count("read-without-journey");
      return false;
    }
    Live<Journey> live = found.get();
    Map<String, Object> context = new LinkedHashMap<>();
    if (live.document().entry() instanceof Journey.AudienceEntry entry && entry.includeCurrent()) {
      if (!turn.isMember(entry.transition().audience())) {
        turn.count("read-not-member");
        return false;
      }
      context.put("audience", entry.transition().audience());
      context.put("change", "entered");
      context.put("at", Details.moment(turn.now()));
    } else if (live.document().entry() instanceof Journey.ScheduleEntry entry) {
      if (isOutside(turn, entry.audience())) {
        return false;
      }
      if (entry.newOnly() && hasBeenInside(turn, live)) {
        turn.count("read-not-new");
        return false;
      }
      entry.audience().ifPresent(audience -> context.put("audience", audience));
      context.put("run", read.run());
      context.put("scheduledAt", Details.moment(read.scheduledAt()));
    } else {
      turn.count("read-without-journey"); // Another version is live, which wants nobody read.
      return false;
    }
    if (read.restart()) {
      Commands.eject(turn, live.document().name(), read.run());
    }
    new Starts(
            turn,
            live,
            signalOf(read.run()),
            context,
            Starts.Heritage.NONE,
            () -> Details.of("run", read.run()))
        .enter(Set.of(""), scope);
    return true;
  }

  /** Whether a person has left the audience that is read, or was never in it; counts so. */
  private static boolean isOutside(Turn turn, Optional<String> audience) {
    boolean outside = audience.isPresent() && !turn.isMember(audience.get());
    if (outside) {
      turn.count("read-not-member");
    }
    return outside;
  }

  /**
   * Asks a person in because of a business event. Its id is the key, so one who came in by another
   * event may be inside still; by the same event nobody comes in twice, whatever re-entry says
   * (E5). Its condition was asked when the read began; a version that has become live since has one
   * of its own.
   *
   * @return whether it is to be remembered
   */
  static boolean onBusiness(Turn turn, Order.Business order, String run, JourneyScope scope) {
    Optional<Live<Journey>> found = turn.definitions().liveJourney(order.journey());
    if (found.isEmpty()
        || !(found.get().document().entry() instanceof Journey.BusinessEntry entry)
        || !entry.event().type().equals(order.type())
        || !isWanted(turn, found.get().document(), entry, order)) {
      turn.count("read-without-journey"); // Gone, or another version wants nobody read for this.
      return false;
    }
    if (isOutside(turn, entry.audience())) {
      return false;
    }
    if (InstanceKeys.isTooLong(order.event())) {
      turn.count("entry-key-too-long");
      return false;
    }
    Live<Journey> live = found.get();
    String name = BusinessEvent.name(order.type(), order.event());
    if (turn.state().entries().hasEnteredBy(EntryGate.historyOf(live), name)) {
      turn.count("business-event-repeated");
      return true;
    }
    new Starts(
            turn,
            live,
            signalOf(run),
            Packed.unpack(order.properties()),
            Starts.Heritage.NONE,
            () -> Details.of("event", order.type(), "id", order.event(), "run", run),
            Optional.of(name))
        .enter(Set.of(order.event()), scope);
    return true;
  }

  /** Whether a version other than the one that was asked when the read began wants the event. */
  private static boolean isWanted(
      Turn turn, Journey journey, Journey.BusinessEntry entry, Order.Business order) {
    Optional<Expression> when = entry.event().when();
    if (journey.version() == order.version() || when.isEmpty()) {
      return true;
    }
    // The command says not when it occurred; no expression sees that.
    BusinessEvent event =
        new BusinessEvent(
            order.type(), order.event(), turn.now(), turn.now(), Packed.unpack(order.properties()));
    return event.test(when.get(), turn.now()) == Truth.TRUE;
  }

  /** What the ids of the instances derive from that a run starts. */
  static String signalOf(String run) {
    return "run " + run;
  }

  private static boolean hasBeenInside(Turn turn, Live<Journey> live) {
    return turn.state().entries().lastEntry(EntryGate.historyOf(live), "").isPresent();
  }

  /** Starts what a request asks for (E6). */
  static void onRequest(Turn turn, EntryRequest request, JourneyScope scope) {
    Optional<Live<Journey>> live = turn.definitions().liveJourney(request.journey());
    Optional<Live<Journey>> trial = turn.definitions().trial(request.journey());
    if (live.isEmpty() && trial.isEmpty()) {
      turn.reject(
          ErrorCode.REFERENCE_UNKNOWN,
          "entry request "
              + request.id()
              + " names journey "
              + request.journey()
              + ", which does not exist");
      return;
    }
    if (InstanceKeys.isTooLong(request.key())) {
      turn.reject(
          ErrorCode.VALUE_INVALID,
          "entry request "
              + request.id()
              + " has a key longer than "
              + InstanceKeys.LONGEST
              + " bytes");
      return;
    }
    for (Optional<Live<Journey>> asked : List.of(live, trial)) {
      asked.ifPresent(
          journey ->
              new Starts(
                      turn, journey, request.id(), request.context(), Starts.Heritage.NONE, Map::of)
                  .enter(Set.of(request.key()), scope));
    }
  }
}
