package dev.sojourn.cli.demo;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/**
 * What the topics tell, counted. Deterministic: the same records in any order of topics, and in
 * their own order per profile, give the same figures; a record that a replay wrote again changes
 * nothing but the count of records. Safe for use by several threads.
 */
public final class Statistics {
  /** Where an instance is. */
  private record Place(String journey, String step) {}

  private final Map<String, Long> events = new TreeMap<>();
  private final Map<String, Place> inside = new HashMap<>();
  private final Map<Place, Long> people = new HashMap<>();
  private final Map<String, Long> entered = new TreeMap<>();
  private final Map<String, Long> ended = new TreeMap<>();
  private final Map<String, Long> notSent = new TreeMap<>();
  private final Map<String, Long> requested = new TreeMap<>();
  private final Map<String, Map<String, Long>> outcomes = new TreeMap<>();
  private final Map<String, Long> members = new TreeMap<>();
  private final Map<String, Long> deadLetters = new TreeMap<>();
  private long eventCount;

  /** Figures at one moment; maps are sorted by their keys. */
  public record Snapshot(
      long events,
      Map<String, Long> eventsByType,
      Map<String, Map<String, Long>> peopleByJourneyAndStep,
      Map<String, Long> entered,
      Map<String, Long> ended,
      Map<String, Long> notSentByReason,
      Map<String, Long> requestedByChannel,
      Map<String, Map<String, Long>> outcomesByChannel,
      Map<String, Long> membersByAudience,
      Map<String, Long> deadLettersByCode) {}

  synchronized void add(SpecificRecord record) {
    if (record instanceof CustomerEvent event) {
      eventCount++;
      events.merge(event.getType(), 1L, Long::sum);
    } else if (record instanceof DeliveryReport report) {
      outcomes
          .computeIfAbsent(report.getChannel(), c -> new TreeMap<>())
          .merge(report.getStatus(), 1L, Long::sum);
    } else if (record instanceof JourneyStep step) {
      step(step);
    } else if (record instanceof MessageRequest request) {
      requested.merge(request.getChannel(), 1L, Long::sum);
    } else if (record instanceof AudienceChange change) {
      members.merge(
          change.getAudience(), change.getChange().equals("entered") ? 1L : -1L, Long::sum);
    } else if (record instanceof DeadLetter letter) {
      deadLetters.merge(letter.getCode(), 1L, Long::sum);
    }
  }

  private void step(JourneyStep step) {
    String instance = step.getInstance();
    switch (step.getKind()) {
      case "entered" -> {
        entered.merge(step.getJourney(), 1L, Long::sum);
        move(
            instance, step.getNext() == null ? null : new Place(step.getJourney(), step.getNext()));
      }
      case "ended" -> {
        ended.merge(step.getJourney(), 1L, Long::sum);
        move(instance, null);
      }
      case "entry-refused" -> {
        // Nobody moves.
      }
      default -> {
        if (step.getKind().equals("not-sent")) {
          notSent.merge(step.getReason() == null ? "unknown" : step.getReason(), 1L, Long::sum);
        }
        String at = step.getNext() != null ? step.getNext() : step.getStep();
        if (at != null && instance != null) {
          move(instance, new Place(step.getJourney(), at));
        }
      }
    }
  }

  private void move(String instance, Place to) {
    Place from = to == null ? inside.remove(instance) : inside.put(instance, to);
    if (from != null) {
      people.merge(from, -1L, Long::sum);
    }
    if (to != null) {
      people.merge(to, 1L, Long::sum);
    }
  }

  synchronized Snapshot snapshot() {
    Map<String, Map<String, Long>> byJourney = new TreeMap<>();
    people.forEach(
        (place, count) -> {
          if (count > 0) {
            byJourney.computeIfAbsent(place.journey, j -> new TreeMap<>()).put(place.step, count);
          }
        });
    Map<String, Map<String, Long>> byChannel = new TreeMap<>();
    outcomes.forEach((channel, counts) -> byChannel.put(channel, new TreeMap<>(counts)));
    return new Snapshot(
        eventCount,
        new TreeMap<>(events),
        byJourney,
        new TreeMap<>(entered),
        new TreeMap<>(ended),
        new TreeMap<>(notSent),
        new TreeMap<>(requested),
        byChannel,
        new TreeMap<>(members),
        new TreeMap<>(deadLetters));
  }
}
