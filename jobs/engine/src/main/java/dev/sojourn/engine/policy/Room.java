package dev.sojourn.engine.policy;

import dev.sojourn.engine.definition.ContactPolicy;
import dev.sojourn.engine.definition.ContactPolicy.Cap;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.SentMessage;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How many more messages of a policy through a medium its caps allow now (P6). A place that is
 * reserved counts as now in every window, so it is not time that gives it back.
 */
public final class Room {
  /** No cap counts. */
  static final Room UNLIMITED = new Room(ZoneOffset.UTC);

  /** So many earlier messages are told of, the latest. */
  private static final int MOST_TOLD = 10;

  private final List<Use> uses = new ArrayList<>();
  private final ZoneId zone;

  /** A cap, and what fills it: in the order in which the places were taken. */
  private record Use(Cap cap, List<SentMessage> counted) {
    int places() {
      return cap.count() - counted.size();
    }
  }

  private Room(ZoneId zone) {
    this.zone = zone;
  }

  /** O(caps × messages). */
  static Room of(
      List<SentMessage> sent, ContactPolicy policy, String medium, long now, ZoneId zone) {
    Room room = new Room(zone);
    for (Cap cap : policy.caps()) {
      if (cap.counts(medium, policy.topic().orElse(""))) {
        long after = cap.window().countsAfter(now, zone);
        List<SentMessage> counted = new ArrayList<>();
        for (SentMessage message : sent) {
          if (message.origin().transactional() == policy.transactional()
              && cap.counts(message.origin().medium(), message.origin().topic())
              && (message.reserved() || message.at() > after)) {
            counted.add(message);
          }
        }
        room.uses.add(new Use(cap, counted));
      }
    }
    return room;
  }

  /** How many places are free; {@link Integer#MAX_VALUE} if no cap counts such messages. */
  public int places() {
    int places = Integer.MAX_VALUE;
    for (Use use : uses) {
      places = Math.min(places, use.places());
    }
    return places;
  }

  /** The caps under which there is one place and no more. */
  public List<Cap> lastPlaces() {
    return uses.stream().filter(use -> use.places() == 1).map(Use::cap).toList();
  }

  /**
   * When so many places will be free if nothing happens but the passing of time, ms since the
   * epoch; {@link ProfileState#NEVER} if only a report can bring that.
   */
  public long freeAt(int places) {
    long at = Long.MIN_VALUE;
    for (Use use : uses) {
      at = Math.max(at, freeAt(use, places));
    }
    return at;
  }

  private long freeAt(Use use, int places) {
    long[] times =
        use.counted.stream().filter(m -> !m.reserved()).mapToLong(SentMessage::at).toArray();
    int reserved = use.counted.size() - times.length;
    int mayStay = use.cap.count() - places - reserved;
    if (mayStay < 0) {
      return ProfileState.NEVER;
    }
    if (times.length <= mayStay) {
      return Long.MIN_VALUE;
    }
    Arrays.sort(times);
    return use.cap.window().freeAt(times[times.length - mayStay - 1], zone);
  }

  /** For people: the first cap that leaves the least room, what fills it, and when that changes. */
  public Map<String, String> detail() {
    Map<String, String> detail = new LinkedHashMap<>();
    int least = places();
    for (Use use : uses) {
      if (use.places() == least) {
        detail.put("cap", text(use.cap));
        detail.put("earlier", earlier(use.counted));
        long free = freeAt(use, 1);
        if (use.places() < 1) {
          detail.put(
              "freeAt",
              free == ProfileState.NEVER
                  ? "when the outcome of an earlier message is known"
                  : Instant.ofEpochMilli(free).toString());
        }
        if (use.cap.window() instanceof ContactPolicy.Calendar) {
          detail.put("zone", zone.getId());
        }
        break;
      }
    }
    return detail;
  }

  private static String text(Cap cap) {
    return cap.count()
        + " per "
        + cap.window().label()
        + (cap.channels().isEmpty() ? "" : " over " + String.join(", ", cap.channels()))
        + (cap.topics().isEmpty() ? "" : " about " + String.join(", ", cap.topics()));
  }

  private static String earlier(List<SentMessage> counted) {
    int untold = Math.max(0, counted.size() - MOST_TOLD);
    return (untold == 0 ? "" : untold + " older, ")
        + counted.stream().skip(untold).map(Room::text).collect(Collectors.joining(", "));
  }

  private static String text(SentMessage message) {
    SentMessage.Origin origin = message.origin();
    return (origin.journey().isEmpty() ? origin.medium() : origin.journey() + "/" + origin.step())
        + (message.reserved() ? " requested " : " sent ")
        + Instant.ofEpochMilli(message.at());
  }
}
