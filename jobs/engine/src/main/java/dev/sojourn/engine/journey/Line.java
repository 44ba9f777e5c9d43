package dev.sojourn.engine.journey;

import dev.sojourn.engine.definition.Channel;
import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.ContactPolicy.Cap;
import dev.sojourn.engine.definition.Journey;
import dev.sojourn.engine.definition.Step;
import dev.sojourn.engine.policy.Room;
import dev.sojourn.engine.policy.SendPolicy;
import dev.sojourn.engine.profile.Hold;
import dev.sojourn.engine.profile.Hold.Reason;
import dev.sojourn.engine.profile.Instance;
import dev.sojourn.engine.profile.Turn;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Those of one person who wait at a step for their turn: who came to a send under caps at this
 * moment, and who is held. Places under caps go to them in the order of priority, then age, then
 * the journey's name (P7).
 */
final class Line {
  static final Comparator<Stay> ORDER =
      Comparator.comparingInt((Stay stay) -> -stay.journey.priority())
          .thenComparingLong(Line::waitsSince)
          .thenComparing(stay -> stay.journey.name())
          .thenComparing(stay -> stay.instance.id);

  private Line() {}

  private static long waitsSince(Stay stay) {
    return stay.instance.hold == null ? stay.turn.now() : stay.instance.hold.since();
  }

  /**
   * The first of those who can go on now: who has not had a turn yet, whose hold is over, for whom
   * there is a place.
   */
  static Optional<Stay> first(Turn turn, JourneyScope scope) {
    for (Stay stay : waiting(turn, scope)) {
      if (turn.isParked(stay.instance) || stay.instance.due <= turn.now() || mayHavePlace(stay)) {
        return Optional.of(stay);
      }
    }
    return Optional.empty();
  }

  private static List<Stay> waiting(Turn turn, JourneyScope scope) {
    List<Stay> waiting = List.of();
    for (Instance instance : turn.state().instances()) {
      if (instance.hold != null || turn.isParked(instance)) {
        Optional<Journey> journey = turn.definitions().journey(instance.journey, instance.version);
        if (journey.isPresent()) {
          waiting = waiting.isEmpty() ? new ArrayList<>() : waiting;
          waiting.add(new Stay(turn, instance, journey.get(), scope));
        }
      }
    }
    if (waiting.size() > 1) {
      waiting.sort(ORDER);
    }
    return waiting;
  }

  /** Whether a report, or another policy, has made room; if not, notes when time will. */
  private static boolean mayHavePlace(Stay stay) {
    Hold hold = stay.instance.hold;
    int needed = hold.reason() == Reason.CAPPED ? 1 : 2;
    if ((hold.reason() != Reason.CAPPED && hold.reason() != Reason.COMPETING)
        || !(stay.journey.steps().get(stay.instance.step) instanceof Step.Send send)) {
      return false;
    }
    Optional<ContactPolicy> policy = stay.turn.definitions().policy(stay.journey.policy());
    Optional<Channel> channel = stay.turn.definitions().channel(send.channel());
    if (policy.isEmpty() || channel.isEmpty()) {
      return false;
    }
    Room room = SendPolicy.room(stay.turn, policy.get(), channel.get().medium());
    if (room.places() >= needed) {
      return true;
    }
    long due = Math.min(hold.until(), room.freeAt(needed));
    if (due != stay.instance.due) {
      stay.instance.due = due;
      stay.turn.touch();
    }
    return false;
  }

  /**
   * Until when a send waits because others may want the last place (P7).
   *
   * @param room with at least one place
   * @return now, or earlier, if it may take it
   */
  static long competesUntil(Stay stay, ContactPolicy policy, Room room) {
    long now = stay.turn.now();
    if (policy.compete().isEmpty() || room.places() > 1) {
      return now;
    }
    Hold hold = stay.instance.hold;
    if (hold != null && hold.reason() == Reason.COMPETING) {
      return hold.until();
    }
    boolean waited = hold != null && hold.reason() == Reason.CAPPED;
    long until = waited ? Instance.NEVER : now + policy.compete().get().toMillis();
    for (Stay rival : rivals(stay, room)) {
      // A place that becomes free goes at once to who waited for it, but not past a higher one.
      if (!waited || ORDER.compare(rival, stay) < 0) {
        until = Math.min(until, rival.instance.hold.until());
      }
    }
    return until == Instance.NEVER ? now : until;
  }

  /** The others under the same policy who are being compared for the same last place. */
  private static List<Stay> rivals(Stay stay, Room room) {
    List<Stay> rivals = new ArrayList<>();
    for (Instance other : stay.turn.state().instances()) {
      if (other != stay.instance
          && other.hold != null
          && other.hold.reason() == Reason.COMPETING
          && other.hold.until() > stay.turn.now()) {
        stay.turn
            .definitions()
            .journey(other.journey, other.version)
            .filter(journey -> journey.policy().equals(stay.journey.policy()))
            .filter(journey -> wants(stay.turn, journey, other, room.lastPlaces()))
            .ifPresent(journey -> rivals.add(new Stay(stay.turn, other, journey, stay.scope)));
      }
    }
    return rivals;
  }

  private static boolean wants(Turn turn, Journey journey, Instance instance, List<Cap> caps) {
    return journey.steps().get(instance.step) instanceof Step.Send send
        && turn.definitions()
            .channel(send.channel())
            .filter(
                channel ->
                    caps.stream()
                        .anyMatch(cap -> cap.counts(channel.medium(), topic(turn, journey))))
            .isPresent();
  }

  private static String topic(Turn turn, Journey journey) {
    return turn.definitions().policy(journey.policy()).flatMap(ContactPolicy::topic).orElse("");
  }
}
