package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What contact policies promise about caps (P6, P7), worked out from scratch: from the requests
 * that were made, the reports that came, and the holds that were told of. Holds every effect to it.
 */
final class CapModel {
  /**
   * A cap as the documents have it.
   *
   * @param windowMillis 0 for a window of the calendar
   * @param medium empty for all
   */
  record Cap(int count, long windowMillis, String unit, String medium) {
    String yaml() {
      String per = unit.isEmpty() ? "PT" + windowMillis / 1000 + "S" : unit;
      String channels = medium.isEmpty() ? "" : ", channels: [" + medium + "]";
      return "{count: " + count + ", per: " + per + channels + "}";
    }
  }

  /** A journey's part in it. */
  record Sender(String journey, int priority, String policy) {}

  private static final class Message {
    final Effect.MessageRequest request;
    final String medium;

    /** Null while the outcome is open. */
    Long placeAt;

    /** When it truly went out; null if it did not, or has not yet. */
    Long sentAt;

    boolean gone;

    Message(Effect.MessageRequest request) {
      this.request = request;
      this.medium = request.channel();
    }
  }

  private record Waiting(
      Sender sender, String medium, String reason, long since, long until, String instance) {}

  private static final Comparator<Waiting> RANK =
      Comparator.comparingInt((Waiting w) -> -w.sender.priority())
          .thenComparingLong(Waiting::since)
          .thenComparing(w -> w.sender.journey())
          .thenComparing(Waiting::instance);

  private final Map<String, List<Cap>> policies;
  private final Map<String, Sender> senders = new HashMap<>();
  private final Map<String, String> mediums;
  private final ZoneId zone;
  private final Map<String, Message> messages = new LinkedHashMap<>();
  private final Map<String, Waiting> waiting = new LinkedHashMap<>();
  private int seen;

  /** How often something worth testing came to pass. */
  final Map<String, Integer> happened = new HashMap<>();

  /**
   * @param policies the caps of each
   * @param mediums of each {@code journey/step}
   */
  CapModel(
      Map<String, List<Cap>> policies,
      List<Sender> senders,
      Map<String, String> mediums,
      ZoneId zone) {
    this.policies = policies;
    senders.forEach(sender -> this.senders.put(sender.journey(), sender));
    this.mediums = mediums;
    this.zone = zone;
  }

  /** Requests whose outcome is open. */
  List<String> open() {
    return messages.entrySet().stream()
        .filter(m -> m.getValue().placeAt == null && !m.getValue().gone)
        .map(Map.Entry::getKey)
        .toList();
  }

  Effect.MessageRequest request(String id) {
    return messages.get(id).request;
  }

  /** It went out at some time, and its place is thought to be at another, no earlier one. */
  void sent(String id, long trulyAt, long placeAt) {
    messages.get(id).sentAt = trulyAt;
    messages.get(id).placeAt = placeAt;
  }

  void notSent(String id) {
    messages.get(id).gone = true;
  }

  /** Takes in all that one call of the engine did, moment by moment. */
  void take(List<Effect> effects, long now) {
    int from = seen;
    seen = effects.size();
    List<Waiting> winners = new ArrayList<>();
    List<Waiting> losers = new ArrayList<>();
    long moment = Long.MIN_VALUE;
    for (Effect effect : effects.subList(from, seen)) {
      long at =
          effect instanceof StepRecord step
              ? step.at()
              : effect instanceof Effect.MessageRequest request ? request.requestedAt() : moment;
      if (at != moment) {
        checkOrder(winners, losers, moment);
        winners.clear();
        losers.clear();
        moment = at;
      }
      if (effect instanceof Effect.MessageRequest request) {
        winners.add(request(request));
      } else if (effect instanceof StepRecord step) {
        record(step, losers);
      }
    }
    checkOrder(winners, losers, moment);
    checkWaiting(now);
  }

  private Waiting request(Effect.MessageRequest request) {
    long at = request.requestedAt();
    String medium = request.channel();
    Sender sender = senders.get(request.journey());
    assertThat(room(sender, medium, at)).as("a place for %s", request).isPositive();
    Waiting before = waiting.get(request.instance());
    Waiting winner =
        new Waiting(
            sender,
            medium,
            before == null ? "" : before.reason,
            before == null ? at : before.since,
            at,
            request.instance());
    if (winner.reason.equals("capped")) {
      count("released");
    }
    messages.put(request.id(), new Message(request));
    return winner;
  }

  private void record(StepRecord step, List<Waiting> losers) {
    Waiting before = waiting.remove(step.instance());
    String medium = mediums.getOrDefault(step.journey() + "/" + step.step(), "");
    switch (step.kind()) {
      case HELD -> {
        int room = room(senders.get(step.journey()), medium, step.at());
        switch (step.reason()) {
          case "capped" -> assertThat(room).as("held %s", step).isLessThan(1);
          case "competing" -> assertThat(room).as("competing %s", step).isEqualTo(1);
          default -> assertThat(step.reason()).isEqualTo("quiet-hours");
        }
        count("held " + step.reason());
        waiting.put(
            step.instance(),
            new Waiting(
                senders.get(step.journey()),
                medium,
                step.reason(),
                before == null ? step.at() : before.since,
                step.until(),
                step.instance()));
      }
      case NOT_SENT -> {
        if (step.reason().equals("capped")) {
          assertThat(room(senders.get(step.journey()), medium, step.at())).isLessThan(1);
          count(before == null ? "skipped at once" : "skipped after " + before.reason);
          if (before != null) {
            losers.add(before);
          }
        }
      }
      default -> {
        // Whatever else it did, it does not wait any more.
      }
    }
  }

  /** P7: nobody goes past who waits for the same and comes first. */
  private void checkOrder(List<Waiting> winners, List<Waiting> losers, long moment) {
    List<Waiting> behind = new ArrayList<>(losers);
    for (Waiting other : waiting.values()) {
      boolean competesSinceNow = other.reason.equals("competing") && other.since == moment;
      if (!other.reason.equals("quiet-hours") && !competesSinceNow) {
        behind.add(other);
      }
    }
    for (Waiting winner : winners) {
      for (Waiting other : behind) {
        if (other.sender.policy().equals(winner.sender.policy())
            && other.medium.equals(winner.medium)) {
          assertThat(RANK.compare(winner, other))
              .as("at %s %s before %s", Instant.ofEpochMilli(moment), winner, other)
              .isNegative();
          count("compared");
        }
      }
    }
  }

  /** P6: nobody waits beyond the time, or for what there is. */
  private void checkWaiting(long now) {
    for (Waiting held : waiting.values()) {
      assertThat(held.until).as("%s at %s", held, Instant.ofEpochMilli(now)).isGreaterThan(now);
      int room = room(held.sender, held.medium, now);
      if (held.reason.equals("capped")) {
        assertThat(room).as("%s at %s", held, Instant.ofEpochMilli(now)).isLessThan(1);
      } else if (held.reason.equals("competing")) {
        assertThat(room).as("%s at %s", held, Instant.ofEpochMilli(now)).isLessThan(2);
      }
    }
  }

  private int room(Sender sender, String medium, long now) {
    int room = Integer.MAX_VALUE;
    for (Cap cap : policies.get(sender.policy())) {
      if (cap.medium.isEmpty() || cap.medium.equals(medium)) {
        int counted = 0;
        for (Message message : messages.values()) {
          if (!message.gone
              && (cap.medium.isEmpty() || cap.medium.equals(message.medium))
              && (message.placeAt == null || inOneWindow(cap, message.placeAt, now))) {
            counted++;
          }
        }
        room = Math.min(room, cap.count - counted);
      }
    }
    return room;
  }

  private boolean inOneWindow(Cap cap, long earlier, long later) {
    if (cap.unit.isEmpty()) {
      return later - earlier < cap.windowMillis;
    }
    LocalDate a = Instant.ofEpochMilli(earlier).atZone(zone).toLocalDate();
    LocalDate b = Instant.ofEpochMilli(later).atZone(zone).toLocalDate();
    return switch (cap.unit) {
      case "day" -> a.equals(b);
      case "week" ->
          a.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR) == b.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR)
              && a.get(IsoFields.WEEK_BASED_YEAR) == b.get(IsoFields.WEEK_BASED_YEAR);
      default -> YearMonth.from(a).equals(YearMonth.from(b));
    };
  }

  /** P6: by the times at which messages truly went out, no window holds more than it may. */
  void checkWindows(List<Cap> caps) {
    for (Cap cap : caps) {
      List<Long> times =
          messages.values().stream()
              .filter(m -> m.sentAt != null)
              .filter(m -> cap.medium.isEmpty() || cap.medium.equals(m.medium))
              .map(m -> m.sentAt)
              .sorted()
              .toList();
      for (int i = cap.count; i < times.size(); i++) {
        long first = times.get(i - cap.count);
        assertThat(inOneWindow(cap, first, times.get(i)))
            .as("%s and %s in one window of %s", first, times.get(i), cap)
            .isFalse();
      }
    }
  }

  private void count(String what) {
    happened.merge(what, 1, Integer::sum);
  }
}
