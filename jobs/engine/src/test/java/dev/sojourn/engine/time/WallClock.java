package dev.sojourn.engine.time;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the clock on a wall shows, written down minute by minute, and what can be read off that: an
 * oracle for all that reckons with dates and times of day. Good from 1975 on, since when all
 * offsets are of whole minutes; all that is asked for must lie well within the minutes written
 * down.
 */
public final class WallClock {
  private static final long MINUTE = 60_000;
  private static final int DAY = 1_440;

  /** A zone and the moment of a change of its clock, ms since the epoch. */
  public record Change(ZoneId zone, long at) {}

  private final long first;

  /** What is shown, in minutes since the epoch of the wall clock. */
  private final long[] shown;

  /** The clock some days before and after a moment. */
  public WallClock(ZoneId zone, long at, int days) {
    first = Math.floorDiv(at, MINUTE) - (long) days * DAY;
    shown = new long[2 * days * DAY];
    ZoneRules rules = zone.getRules();
    for (int i = 0; i < shown.length; i++) {
      long offset = rules.getOffset(Instant.ofEpochSecond((first + i) * 60)).getTotalSeconds();
      shown[i] = first + i + offset / 60;
    }
  }

  /**
   * The moment of a local time (T4): the first minute that shows it; of one that is leapt over, the
   * minute that shows what is later by the leap.
   */
  public long momentOf(LocalDateTime local) {
    long wanted = local.toEpochSecond(ZoneOffset.UTC) / 60;
    long later = wanted;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] == later) {
        return (first + i) * MINUTE;
      }
      if (i > 0 && shown[i - 1] < wanted && wanted < shown[i]) {
        later = wanted + shown[i] - shown[i - 1] - 1;
        if (shown[i] == later) {
          return (first + i) * MINUTE;
        }
      }
    }
    throw new AssertionError(local + " is not among the minutes written down");
  }

  /** The first minute at which this date or a later one is shown. */
  public long beginningOf(LocalDate date) {
    long midnight = date.toEpochDay() * DAY;
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] >= midnight) {
        if (i == 0) {
          break;
        }
        return (first + i) * MINUTE;
      }
    }
    throw new AssertionError("the beginning of " + date + " is not among the minutes written down");
  }

  /** The latest date that was shown up to a moment, also if the clock has gone back since. */
  public LocalDate newestDate(long at) {
    long newest = Long.MIN_VALUE;
    for (int i = 0; i <= Math.floorDiv(at, MINUTE) - first; i++) {
      newest = Math.max(newest, shown[i]);
    }
    return LocalDate.ofEpochDay(Math.floorDiv(newest, DAY));
  }

  /** What is shown. */
  public LocalDateTime at(long at) {
    long minute = shown[(int) (Math.floorDiv(at, MINUTE) - first)];
    return LocalDateTime.ofEpochSecond(minute * 60, 0, ZoneOffset.UTC);
  }

  /**
   * For every zone that there is: both changes of 2025 and 2026, or the last ones where the clock
   * is changed no more; the widest one; the last ones each way that touch a midnight; for zones
   * without any, the beginning of March 2025.
   */
  public static List<Change> changesOfEveryZone() {
    List<Change> all = new ArrayList<>();
    for (String id : new TreeSet<>(ZoneId.getAvailableZoneIds())) {
      ZoneId zone = ZoneId.of(id);
      Set<Long> moments = new LinkedHashSet<>();
      List<ZoneOffsetTransition> changes = changes(zone.getRules());
      List<ZoneOffsetTransition> touching =
          changes.stream().filter(WallClock::touchesMidnight).toList();
      for (List<ZoneOffsetTransition> some : List.of(changes, touching)) {
        last(some.stream().filter(ZoneOffsetTransition::isGap).toList(), moments);
        last(some.stream().filter(ZoneOffsetTransition::isOverlap).toList(), moments);
      }
      changes.stream()
          .max(Comparator.comparing(change -> change.getDuration().abs()))
          .ifPresent(change -> moments.add(change.getInstant().toEpochMilli()));
      if (moments.isEmpty()) {
        moments.add(Instant.parse("2025-03-01T00:00:00Z").toEpochMilli());
      }
      moments.forEach(moment -> all.add(new Change(zone, moment)));
    }
    return all;
  }

  private static List<ZoneOffsetTransition> changes(ZoneRules rules) {
    List<ZoneOffsetTransition> changes = new ArrayList<>();
    Instant end = Instant.parse("2027-01-01T00:00:00Z");
    ZoneOffsetTransition next = rules.nextTransition(Instant.parse("1975-02-01T00:00:00Z"));
    while (next != null && next.getInstant().isBefore(end)) {
      changes.add(next);
      next = rules.nextTransition(next.getInstant());
    }
    return changes;
  }

  private static boolean touchesMidnight(ZoneOffsetTransition change) {
    LocalDateTime before = change.getDateTimeBefore();
    LocalDateTime after = change.getDateTimeAfter();
    return !before.toLocalDate().equals(after.toLocalDate())
        || before.toLocalDate().atStartOfDay().equals(before)
        || after.toLocalDate().atStartOfDay().equals(after);
  }

  private static void last(List<ZoneOffsetTransition> some, Set<Long> moments) {
    if (!some.isEmpty()) {
      moments.add(some.get(some.size() - 1).getInstant().toEpochMilli());
    }
  }
}
