package dev.sojourn.cli.explain;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** A moment as people type it. */
public final class LogTime {
  private LogTime() {}

  /**
   * An instant ({@code 2025-06-02T12:00:00Z}), a local date-time or date in the zone ({@code
   * 2025-06-02T12:00}, {@code 2025-06-02}), or a duration back from now ({@code PT2H}, {@code
   * P3D}).
   *
   * @throws IllegalArgumentException with what can be written, if it is none of these
   */
  public static Instant parse(String text, ZoneId zone, Instant now) {
    try {
      if (text.startsWith("P")) {
        return now.minus(Duration.parse(text));
      }
      if (!text.contains("T")) {
        return LocalDate.parse(text).atStartOfDay(zone).toInstant();
      }
      return DateTimeFormatter.ISO_DATE_TIME.parseBest(
                  text, OffsetDateTime::from, LocalDateTime::from)
              instanceof OffsetDateTime exact
          ? exact.toInstant()
          : LocalDateTime.parse(text).atZone(zone).toInstant();
    } catch (DateTimeException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is no moment; write an instant (2025-06-02T12:00:00Z), a date or local time (2025-06-02, 2025-06-02T12:00), or how long ago (PT2H, P3D)",
          e);
    }
  }
}
