package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.time.AroundChanges.Minute;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DailySlotsTest {
  private static final long MINUTE = 60_000;
  private static final int THREE_DAYS = 3 * 1440;

  @Provide
  Arbitrary<Minute> minutes() {
    return AroundChanges.minutes();
  }

  @Provide
  Arbitrary<DailySlots> slots() {
    Arbitrary<LocalTime> times =
        Arbitraries.integers()
            .between(0, 95)
            .map(quarter -> LocalTime.of(quarter / 4, quarter % 4 * 15));
    Arbitrary<Set<DayOfWeek>> days =
        Arbitraries.of(DayOfWeek.class).set().ofMinSize(0).ofMaxSize(7);
    return Combinators.combine(times, times, days)
        .as(DailySlot::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(DailySlots::new);
  }

  /** What the clock on the wall shows, and nothing but that. */
  private static boolean isInside(List<DailySlot> slots, long at, ZoneId zone) {
    ZonedDateTime clock = Instant.ofEpochMilli(at).atZone(zone);
    int minute = clock.getHour() * 60 + clock.getMinute();
    DayOfWeek today = clock.getDayOfWeek();
    for (DailySlot slot : slots) {
      int from = slot.from().toSecondOfDay() / 60;
      int to = slot.to().toSecondOfDay() / 60;
      Set<DayOfWeek> days = slot.days().isEmpty() ? EnumSet.allOf(DayOfWeek.class) : slot.days();
      if (from < to && days.contains(today) && from <= minute && minute < to) {
        return true;
      }
      if (from >= to && days.contains(today) && from <= minute) {
        return true;
      }
      if (from >= to && days.contains(today.minus(1)) && minute < to) {
        return true;
      }
    }
    return false;
  }

  @Property(tries = 3_000)
  void theEndIsWhatAWalkMinuteByMinuteFinds_P5(
      @ForAll("minutes") Minute minute, @ForAll("slots") DailySlots slots) {
    long end = slots.end(minute.at(), minute.zone());
    long walked = minute.at();
    int steps = 0;
    while (isInside(slots.slots(), walked, minute.zone()) && steps++ < THREE_DAYS) {
      walked += MINUTE;
    }
    if (steps <= THREE_DAYS) {
      assertThat(end).isEqualTo(walked);
      assertThat(slots.covers(end, minute.zone())).isFalse();
      assertThat(slots.covers(minute.at(), minute.zone())).isEqualTo(end > minute.at());
    } else {
      assertThat(end).isGreaterThan(walked - MINUTE);
    }
    // Not a millisecond too early.
    assertThat(end == minute.at() || slots.covers(end - 1, minute.zone())).isTrue();
  }

  @Property(tries = 1_000)
  void periodsAreWhatAWalkMinuteByMinuteFinds_P5_D2(
      @ForAll("minutes") Minute minute, @ForAll("slots") DailySlots slots) {
    long until = minute.at() + THREE_DAYS * MINUTE;
    List<Interval> expected = new ArrayList<>();
    long from = -1;
    for (long at = minute.at(); at <= until; at += MINUTE) {
      boolean inside = at < until && isInside(slots.slots(), at, minute.zone());
      if (inside && from < 0) {
        from = at;
      } else if (!inside && from >= 0) {
        expected.add(new Interval(from, at));
        from = -1;
      }
    }
    assertThat(slots.periods(minute.at(), until, minute.zone(), 100)).isEqualTo(expected);
    assertThat(slots.periods(minute.at(), until, minute.zone(), 1))
        .isEqualTo(expected.subList(0, Math.min(1, expected.size())));
  }

  @ParameterizedTest
  @CsvSource({
    // In Paris, 02:00 to 03:00 does not exist on 29 March 2026, and comes twice on 26 October 2025.
    "02:30, 08:00, 2026-03-29T01:00:00Z, 2026-03-29T06:00:00Z",
    "01:30, 02:30, 2026-03-29T00:45:00Z, 2026-03-29T01:00:00Z",
    "02:30, 08:00, 2025-10-26T00:45:00Z, 2025-10-26T01:00:00Z",
    "02:30, 08:00, 2025-10-26T01:45:00Z, 2025-10-26T07:00:00Z",
  })
  void aChangeOfTheClockInsideASlot_P5(String from, String to, String at, String end) {
    DailySlots slots =
        new DailySlots(
            List.of(new DailySlot(LocalTime.parse(from), LocalTime.parse(to), Set.of())));
    long moment = Instant.parse(at).toEpochMilli();
    assertThat(slots.covers(moment, ZoneId.of("Europe/Paris"))).isTrue();
    assertThat(Instant.ofEpochMilli(slots.end(moment, ZoneId.of("Europe/Paris"))))
        .isEqualTo(Instant.parse(end));
  }

  @Test
  void noSlotsCoverNothing_P5() {
    DailySlots none = new DailySlots(List.of());
    assertThat(none.covers(0, ZoneOffset.UTC)).isFalse();
    assertThat(none.end(5, ZoneOffset.UTC)).isEqualTo(5);
    assertThat(none.periods(0, 1_000, ZoneOffset.UTC, 9)).isEmpty();
    assertThat(none.fillTheWeek()).isFalse();
  }

  @Test
  void whatFillsTheWeekIsToldAndEndsAllTheSame_P5() {
    DailySlot day = new DailySlot(LocalTime.of(6, 0), LocalTime.of(18, 0), Set.of());
    DailySlot night = new DailySlot(LocalTime.of(18, 0), LocalTime.of(6, 0), Set.of());
    DailySlot weekdays =
        new DailySlot(
            LocalTime.MIDNIGHT,
            LocalTime.MIDNIGHT,
            EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.SATURDAY));
    assertThat(new DailySlots(List.of(day, night)).fillTheWeek()).isTrue();
    assertThat(new DailySlots(List.of(day, night)).end(0, ZoneOffset.UTC))
        .isBetween(60 * 86_400_000L, 61 * 86_400_000L);
    assertThat(new DailySlots(List.of(weekdays)).fillTheWeek()).isFalse();
    assertThat(new DailySlots(List.of(weekdays, day)).fillTheWeek()).isFalse();
  }
}
