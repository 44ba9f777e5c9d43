package dev.sojourn.engine.time;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;

/**
 * A stretch of the day on the wall clock. One that does not end after its beginning goes over
 * midnight, and belongs to the day on which it begins; from 00:00 to 00:00 is the whole day.
 *
 * @param from inclusive
 * @param to exclusive
 * @param days on which it begins; empty: every day
 */
public record DailySlot(LocalTime from, LocalTime to, Set<DayOfWeek> days) {

  /** Whether the wall clock shows a time inside. */
  public boolean covers(LocalDateTime clock) {
    LocalDate date = clock.toLocalDate();
    LocalTime time = clock.toLocalTime();
    if (from.isBefore(to)) {
      return beginsOn(date) && !time.isBefore(from) && time.isBefore(to);
    }
    return (beginsOn(date) && !time.isBefore(from))
        || (beginsOn(date.minusDays(1)) && time.isBefore(to));
  }

  private boolean beginsOn(LocalDate date) {
    return days.isEmpty() || days.contains(date.getDayOfWeek());
  }
}
