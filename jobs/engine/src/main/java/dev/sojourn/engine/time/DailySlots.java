package dev.sojourn.engine.time;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.List;

/**
 * Several {@link DailySlot}s that may overlap, in a zone. A moment is inside while the wall clock
 * shows a time inside one of them. So over a change of summer time a slot lasts as long as the
 * clock shows it: a beginning or an end that the clock leaps over is where it lands, and a stretch
 * that it shows twice is inside twice. All instants are ms since the epoch.
 *
 * <p>Finding a moment costs some four steps a slot and day.
 */
public record DailySlots(List<DailySlot> slots) {
  /** How far ahead an end is looked for; only slots that fill every week are longer. */
  private static final long FURTHEST = 60 * 86_400_000L;

  public DailySlots {
    slots = List.copyOf(slots);
  }

  /** Whether a moment is inside. */
  public boolean covers(long at, ZoneId zone) {
    return !slots.isEmpty() && covers(clock(at, zone));
  }

  private boolean covers(LocalDateTime clock) {
    for (DailySlot slot : slots) {
      if (slot.covers(clock)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The first moment outside, at or after another; one some two months later if there is none
   * before.
   */
  public long end(long at, ZoneId zone) {
    long moment = at;
    while (covers(moment, zone) && moment - at < FURTHEST) {
      moment = nextBoundary(moment, zone);
    }
    return moment;
  }

  /**
   * What lies inside between two moments, in order; of a longer time only the first so many.
   *
   * @param until exclusive
   */
  public List<Interval> periods(long from, long until, ZoneId zone, int most) {
    List<Interval> periods = new ArrayList<>();
    long moment = from;
    while (!slots.isEmpty() && moment < until && periods.size() < most) {
      if (covers(moment, zone)) {
        long end = end(moment, zone);
        periods.add(new Interval(moment, Math.min(end, until)));
        moment = end;
      } else {
        moment = nextBoundary(moment, zone);
      }
    }
    return periods;
  }

  /** Whether no moment of a week is outside. */
  public boolean fillTheWeek() {
    long monday = 4 * 86_400_000L; // the first after the epoch
    return end(monday, ZoneOffset.UTC) >= monday + 7 * 86_400_000L;
  }

  /** The next moment after another at which the clock reaches an edge of a slot, or is changed. */
  private long nextBoundary(long at, ZoneId zone) {
    LocalDateTime clock = clock(at, zone);
    LocalDateTime next = clock.toLocalDate().plusDays(1).atStartOfDay();
    for (DailySlot slot : slots) {
      next = sooner(clock, slot.from(), next);
      next = sooner(clock, slot.to(), next);
    }
    long reached = at + ChronoUnit.MILLIS.between(clock, next);
    ZoneOffsetTransition change = zone.getRules().nextTransition(Instant.ofEpochMilli(at));
    return change == null ? reached : Math.min(reached, change.getInstant().toEpochMilli());
  }

  private static LocalDateTime sooner(LocalDateTime clock, LocalTime edge, LocalDateTime next) {
    LocalDateTime candidate = clock.toLocalDate().atTime(edge);
    return candidate.isAfter(clock) && candidate.isBefore(next) ? candidate : next;
  }

  private static LocalDateTime clock(long at, ZoneId zone) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(at), zone);
  }
}
