package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.DefinitionSet.Live;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.id.Hashes;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The guards at a journey's entry, in their order; the first that refuses is the reason (E8). */
final class EntryGate {
  /** Who is tried may not get in the way of who is not, and the other way round. */
  private static final String TRIAL = "/trial";

  private EntryGate() {}

  /**
   * Why someone may not come in.
   *
   * @param details what it rested on; asked for only if it is told
   */
  record Refusal(String reason, Supplier<Map<String, String>> details) {
    static Optional<Refusal> of(String reason) {
      return of(reason, Map::of);
    }

    static Optional<Refusal> of(String reason, Supplier<Map<String, String>> details) {
      return Optional.of(new Refusal(reason, details));
    }
  }

  /** Whether a draft is not for this person, which is nothing to tell of (V5). */
  static boolean isClosedDraft(Turn turn, Live<Journey> live) {
    return live.state() == PublicationState.DRAFT
        && (live.document().test().isEmpty()
            || !Boolean.TRUE.equals(turn.attributes().values().get("test")));
  }

  /** The reason why a person may not come in now; empty if they may. */
  static Optional<Refusal> refusal(Turn turn, Live<Journey> live, String key) {
    Journey journey = live.document();
    if (live.state() == PublicationState.PAUSED) {
      return Refusal.of("paused");
    }
    if (live.state() != PublicationState.LIVE && !live.isTrial()) {
      return Refusal.of("not-live");
    }
    return outsideDates(turn, journey)
        .or(() -> alreadyInside(turn, live, key))
        .or(() -> reentry(turn, live, key))
        .or(() -> excluded(turn, journey))
        .or(() -> holdout(turn, journey))
        .or(() -> capped(turn, live))
        .or(() -> arbitrated(turn, journey));
  }

  /** L4. */
  private static Optional<Refusal> outsideDates(Turn turn, Journey journey) {
    long now = turn.now();
    if (journey.startsAt().filter(start -> now < start.toEpochMilli()).isPresent()) {
      return Refusal.of(
          "outside-dates", () -> Details.of("allowedFrom", journey.startsAt().get().toString()));
    }
    if (journey.endsAt().filter(end -> now >= end.toEpochMilli()).isPresent()) {
      return Refusal.of(
          "outside-dates", () -> Details.of("ended", journey.endsAt().get().toString()));
    }
    return Optional.empty();
  }

  /** E1. */
  private static Optional<Refusal> alreadyInside(Turn turn, Live<Journey> live, String key) {
    for (Instance instance : turn.state().instances()) {
      if (instance.trial == live.isTrial()
          && instance.journey.equals(live.document().name())
          && instance.key.equals(key)) {
        return Refusal.of(
            "already-inside", () -> Details.of("enteredAt", Details.moment(instance.enteredAt)));
      }
    }
    return Optional.empty();
  }

  /** E7. */
  private static Optional<Refusal> reentry(Turn turn, Live<Journey> live, String key) {
    Journey journey = live.document();
    OptionalLong last = turn.state().entries().lastEntry(historyOf(live), key);
    if (last.isEmpty() || journey.reentry() instanceof Journey.Always) {
      return Optional.empty();
    }
    String lastEntry = Details.moment(last.getAsLong());
    if (journey.reentry() instanceof Journey.After after) {
      long from = after.period().after(last.getAsLong(), Stay.zone(turn, journey));
      return turn.now() >= from
          ? Optional.empty()
          : Refusal.of(
              "reentry",
              () -> Details.of("lastEntry", lastEntry, "allowedFrom", Details.moment(from)));
    }
    return Refusal.of("reentry", () -> Details.of("lastEntry", lastEntry));
  }

  private static Optional<Refusal> excluded(Turn turn, Journey journey) {
    for (String audience : journey.guards().exclude()) {
      if (turn.isMember(audience)) {
        return Refusal.of("excluded", () -> Details.of("audience", audience));
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> holdout(Turn turn, Journey journey) {
    Optional<Journey.Holdout> holdout = journey.guards().holdout();
    // Another hash than that of splits, or the held out would all be of one side.
    boolean out =
        holdout.isPresent()
            && Hashes.bucket(
                    Hashes.hash64("holdout/" + holdout.get().salt(), turn.profile()), 10_000)
                < holdout.get().share();
    return out
        ? Refusal.of(
            "holdout", () -> Details.of("share", holdout.get().share() / 100.0 + " percent"))
        : Optional.empty();
  }

  private static Optional<Refusal> capped(Turn turn, Live<Journey> live) {
    Journey journey = live.document();
    for (Journey.EntryCap cap : journey.guards().caps()) {
      if (cap.per().isPresent()) {
        long window = cap.per().get().toMillis();
        long[] entries = turn.state().entries().entriesAfter(historyOf(live), turn.now() - window);
        if (entries.length >= cap.count()) {
          return Refusal.of(
              "cap-reached",
              () ->
                  Details.of(
                      "cap",
                      cap.count() + " per " + cap.per().get(),
                      "freeAt",
                      Details.moment(entries[entries.length - cap.count()] + window)));
        }
      } else if (inside(turn, live) >= cap.count()) {
        return Refusal.of("cap-reached", () -> Details.of("cap", cap.count() + " at once"));
      }
    }
    return Optional.empty();
  }

  private static long inside(Turn turn, Live<Journey> live) {
    return turn.state().instances().stream()
        .filter(instance -> instance.trial == live.isTrial())
        .filter(instance -> instance.journey.equals(live.document().name()))
        .count();
  }

  private static Optional<Refusal> arbitrated(Turn turn, Journey journey) {
    List<Rival> rivals = rivals(turn, journey);
    if (rivals.isEmpty() || rivals.get(0).priority < journey.priority()) {
      return Optional.empty();
    }
    return Refusal.of(
        "lower-priority",
        () ->
            Details.of(
                "group",
                journey.guards().arbitration().orElseThrow().group(),
                "earlier",
                rivals.get(0).instance.journey + ", priority " + rivals.get(0).priority));
  }

  /**
   * Who has to leave so that someone who may come in has room under the journey's arbitration:
   * those with the lowest priority.
   */
  static List<Instance> displaced(Turn turn, Journey journey) {
    return rivals(turn, journey).stream().map(Rival::instance).toList();
  }

  private record Rival(Instance instance, int priority) {}

  /**
   * The stays in journeys of the same group that are too many once one more comes in, the lowest
   * priority first, then the youngest.
   */
  private static List<Rival> rivals(Turn turn, Journey journey) {
    Optional<Journey.Arbitration> arbitration = journey.guards().arbitration();
    if (arbitration.isEmpty()) {
      return List.of();
    }
    List<Rival> rivals = new ArrayList<>();
    for (Instance instance : turn.state().instances()) {
      turn.definitions()
          .journey(instance.journey, instance.version)
          .filter(inside -> isOfGroup(inside, arbitration.get().group()))
          .ifPresent(inside -> rivals.add(new Rival(instance, inside.priority())));
    }
    rivals.sort(
        Comparator.comparingInt(Rival::priority)
            .thenComparing(rival -> -rival.instance.enteredAt)
            .thenComparing(rival -> rival.instance.id));
    int tooMany = rivals.size() + 1 - arbitration.get().most();
    return rivals.subList(0, Math.max(0, Math.min(tooMany, rivals.size())));
  }

  private static boolean isOfGroup(Journey journey, String group) {
    return journey.guards().arbitration().filter(a -> a.group().equals(group)).isPresent();
  }

  /** Under which name entries are remembered. */
  static String historyOf(Live<Journey> live) {
    return live.isTrial() ? live.document().name() + TRIAL : live.document().name();
  }
}
