package dev.sojourn.simulator.story;

import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.signal.DeliveryReport.Status;
import dev.sojourn.engine.time.CalendarDuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** Something that happens in a story, or what must be so at a point of it. */
sealed interface Act {

  Place place();

  /**
   * An event of a person.
   *
   * @param id empty: one of its own
   * @param occurredAt ms since the epoch; empty: now, less {@code ago}
   */
  record Event(
      Place place,
      String profile,
      String type,
      String id,
      OptionalLong occurredAt,
      Optional<CalendarDuration> ago,
      Map<String, Object> properties)
      implements Act {}

  /** A change of what is known of a person; also how people begin. */
  record Update(
      Place place,
      String profile,
      Map<String, Object> attributes,
      Map<String, String> consents,
      Map<String, Boolean> suppressions)
      implements Act {
    boolean isEmpty() {
      return attributes.isEmpty() && consents.isEmpty() && suppressions.isEmpty();
    }
  }

  /**
   * An event that concerns nobody in particular.
   *
   * @param id empty: one of its own
   */
  record Business(Place place, String type, String id, Map<String, Object> properties)
      implements Act {}

  /** An entry request. */
  record Request(
      Place place, String profile, String journey, String key, Map<String, Object> context)
      implements Act {}

  /** A report on the latest request of a step; with an answer, of a call. */
  record Report(
      Place place,
      String profile,
      RequestOf of,
      Status status,
      String code,
      Map<String, Object> answer,
      String topic)
      implements Act {}

  /**
   * Which request is meant: the latest that fits.
   *
   * @param journey empty: any
   * @param key empty: any
   */
  record RequestOf(String step, String journey, Optional<String> key) {}

  /**
   * What becomes of requests from now on.
   *
   * @param profile empty: everybody's
   * @param step empty: any; so too journey and channel
   * @param status empty: none comes by itself
   */
  record Outcome(
      Place place,
      String profile,
      String step,
      String journey,
      String channel,
      Optional<Status> status,
      String code,
      Map<String, Object> answer,
      Optional<CalendarDuration> after)
      implements Act {}

  /** Time passes. */
  record Pass(Place place, CalendarDuration duration) implements Act {}

  /** Time passes until a moment, ms since the epoch. */
  record Until(Place place, long moment) implements Act {}

  /**
   * Another version or state of a document.
   *
   * @param version empty: as before
   */
  record Publish(Place place, Kind kind, String name, OptionalInt version, PublicationState state)
      implements Act {}

  /** What must be so of a person, in the order in which it is written. */
  record Expect(Place place, String profile, List<Claim> claims) implements Act {}
}
