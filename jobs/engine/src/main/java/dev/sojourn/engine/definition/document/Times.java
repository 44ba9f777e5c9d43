package dev.sojourn.engine.definition.document;

import dev.sojourn.engine.time.CalendarDuration;
import dev.sojourn.engine.time.ZoneChoice;
import dev.sojourn.engine.time.Zones;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** Reads durations, moments and zones. What is no good is refused and reads as empty. */
public final class Times {
  private static final String SHAPE =
      "write an ISO-8601 duration, for example PT30M, PT1H, P1D or P2W";
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final Set<String> ZONES = ZoneId.getAvailableZoneIds();

  private Times() {}

  /** A duration with calendar parts (T4), more than zero. */
  public static Optional<CalendarDuration> duration(Element element) {
    if (element.text().isEmpty()) {
      return Optional.empty();
    }
    String text = element.textOrEmpty();
    try {
      CalendarDuration duration = CalendarDuration.parse(text);
      if (duration.isZero()) {
        element.refuse("'" + text + "' is no time at all", "state more than zero");
        return Optional.empty();
      }
      return Optional.of(duration);
    } catch (DateTimeException | ArithmeticException e) {
      element.refuse("'" + text + "' is not a duration", SHAPE);
      return Optional.empty();
    }
  }

  /** A duration of exact length, a day being 24 hours; more than zero. */
  static Optional<Duration> exact(Element element) {
    Optional<CalendarDuration> duration = duration(element);
    if (duration.isEmpty()) {
      return Optional.empty();
    }
    Period calendar = duration.get().calendar();
    if (calendar.getYears() != 0 || calendar.getMonths() != 0) {
      long days = calendar.getYears() * 365L + calendar.getMonths() * 30L + calendar.getDays();
      element.refuse(
          "'" + element.textOrEmpty() + "' has no exact length, as months and years differ",
          "write days, for example P" + days + "D");
      return Optional.empty();
    }
    return Optional.of(Duration.ofDays(calendar.getDays()).plus(duration.get().time()));
  }

  /** A moment, RFC 3339. */
  static Optional<Instant> moment(Element element) {
    try {
      Optional<Instant> moment = element.text().map(text -> OffsetDateTime.parse(text).toInstant());
      if (moment.isEmpty() || isCountable(moment.get())) {
        return moment;
      }
    } catch (DateTimeException e) {
      // As one that is out of range.
    }
    element.refuse(
        "'" + element.textOrEmpty() + "' is not a moment",
        "write it with its offset, in the years 1 to 9999, for example 2026-03-01T00:00:00Z");
    return Optional.empty();
  }

  private static boolean isCountable(Instant moment) {
    int year = moment.atOffset(ZoneOffset.UTC).getYear();
    return year >= 1 && year <= 9_999;
  }

  /** A moment: with an offset, or local in a zone, or a date that means its start. */
  public static OptionalLong moment(Element element, ZoneId zone) {
    if (element.text().isEmpty()) {
      return OptionalLong.empty();
    }
    OptionalLong moment = Zones.parseMoment(element.textOrEmpty(), zone);
    if (moment.isEmpty()) {
      element.refuse(
          "'" + element.textOrEmpty() + "' is not a moment",
          "write a local time such as 2026-03-01T09:00, or one with its offset such as"
              + " 2026-03-01T09:00:00Z");
    }
    return moment;
  }

  /** An IANA zone; UTC, and refused, if there is no such zone. */
  public static ZoneId zone(Element element) {
    String text = element.textOrEmpty();
    if (text.isEmpty() || text.equals("UTC")) {
      return UTC;
    }
    if (ZONES.contains(text)) {
      return ZoneId.of(text);
    }
    element.refuse(
        "'" + text + "' is not a time zone",
        Suggestion.remedy(text, ZONES, "write an IANA zone, for example Europe/Paris"));
    return UTC;
  }

  /** Whose wall clock counts; the person's own with UTC where unknown if nothing is stated. */
  static ZoneChoice zoneChoice(Element timezone) {
    Element fallback = timezone.at("fallback");
    if (fallback.exists()) {
      return new ZoneChoice(Optional.empty(), zone(fallback));
    }
    boolean stated = timezone.text().filter(text -> !text.equals("profile")).isPresent();
    return stated ? ZoneChoice.fixed(zone(timezone)) : ZoneChoice.PROFILE;
  }
}
