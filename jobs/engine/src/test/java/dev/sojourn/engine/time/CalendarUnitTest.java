package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.time.AroundChanges.Minute;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CalendarUnitTest {
  private static final long MINUTE = 60_000;

  @Provide
  Arbitrary<Minute> minutes() {
    return AroundChanges.minutes();
  }

  /** A window of days is what lies between the first minutes of two new dates. */
  @Property(tries = 1_000)
  void aDayIsWhatAWalkMinuteByMinuteFinds_P6(@ForAll("minutes") Minute minute) {
    long start = CalendarUnit.DAY.around(minute.at(), minute.zone()).from();
    long end = CalendarUnit.DAY.around(minute.at(), minute.zone()).until();
    // Two days before, the walk has no date that the clock could fall back to.
    long at = minute.at() - 2 * 1440 * MINUTE;
    LocalDate latest = date(at, minute.zone());
    long began = at;
    for (; at <= minute.at(); at += MINUTE) {
      if (date(at, minute.zone()).isAfter(latest)) {
        latest = date(at, minute.zone());
        began = at;
      }
    }
    assertThat(start).isEqualTo(began);
    while (!date(at, minute.zone()).isAfter(latest)) {
      at += MINUTE;
    }
    assertThat(end).isEqualTo(at);
  }

  @Property(tries = 1_000)
  void weeksAndMonthsBeginWithTheDaysThatBeginThem_P6(@ForAll("minutes") Minute minute) {
    for (CalendarUnit unit : CalendarUnit.values()) {
      long start = unit.around(minute.at(), minute.zone()).from();
      long end = unit.around(minute.at(), minute.zone()).until();
      assertThat(minute.at()).isBetween(start, end - 1);
      assertThat(end - start).isLessThanOrEqualTo(unit.longest().plusDays(2).toMillis());
      // Every day belongs to one window, the next one begins where this one ends.
      assertThat(
              unit.around(CalendarUnit.DAY.around(minute.at(), minute.zone()).from(), minute.zone())
                  .from())
          .isEqualTo(start);
      assertThat(unit.around(end, minute.zone()).from()).isEqualTo(end);
      assertThat(unit.around(start, minute.zone()).until()).isEqualTo(end);
      LocalDate day = newestDate(minute);
      LocalDate first = newestDate(new Minute(minute.zone(), start));
      assertThat(field(unit, first)).isEqualTo(field(unit, day));
      assertThat(field(unit, newestDate(new Minute(minute.zone(), end))))
          .isNotEqualTo(field(unit, day));
    }
  }

  /** The date that was shown last for the first time. */
  private static LocalDate newestDate(Minute minute) {
    LocalDate before = date(minute.at() - 120 * MINUTE, minute.zone());
    for (int i = 0; i <= 120; i++) {
      LocalDate date = date(minute.at() - i * MINUTE, minute.zone());
      before = date.isAfter(before) ? date : before;
    }
    return before;
  }

  private static long field(CalendarUnit unit, LocalDate date) {
    return switch (unit) {
      case DAY -> date.toEpochDay();
      case WEEK ->
          date.get(IsoFields.WEEK_BASED_YEAR) * 100L + date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR);
      case MONTH -> date.getLong(ChronoField.PROLEPTIC_MONTH);
    };
  }

  private static LocalDate date(long at, ZoneId zone) {
    return Instant.ofEpochMilli(at).atZone(zone).toLocalDate();
  }

  @ParameterizedTest
  @CsvSource({
    // Midnight does not exist: the clock goes from 23:59 to 01:00.
    "Asia/Beirut, 2022-03-27T12:00:00Z, 2022-03-26T22:00:00Z, 2022-03-27T21:00:00Z",
    // The clock goes back from 00:01 to 23:01: the new day has begun already.
    "America/St_Johns, 2006-10-29T02:45:00Z, 2006-10-29T02:30:00Z, 2006-10-30T03:30:00Z",
    // A date that was left out: from Thursday to Saturday.
    "Pacific/Apia, 2011-12-30T09:00:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
  })
  void oddDays_P6(String zone, String at, String start, String end) {
    long moment = Instant.parse(at).toEpochMilli();
    assertThat(Instant.ofEpochMilli(CalendarUnit.DAY.around(moment, ZoneId.of(zone)).from()))
        .isEqualTo(Instant.parse(start));
    assertThat(Instant.ofEpochMilli(CalendarUnit.DAY.around(moment, ZoneId.of(zone)).until()))
        .isEqualTo(Instant.parse(end));
  }

  @ParameterizedTest
  @EnumSource(CalendarUnit.class)
  void labelsAreReadAsTheyAreWritten(CalendarUnit unit) {
    assertThat(CalendarUnit.ofLabel(unit.label())).contains(unit);
  }

  @Test
  void whatIsNoUnitIsNone() {
    assertThat(CalendarUnit.ofLabel("fortnight")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    // The days on which the clock changes have 23 and 25 hours.
    "DAY, Europe/Paris, 2025-03-30T12:00:00Z, 2025-03-29T23:00:00Z, 2025-03-30T22:00:00Z",
    "DAY, Europe/Paris, 2025-10-26T12:00:00Z, 2025-10-25T22:00:00Z, 2025-10-26T23:00:00Z",
    // There is no midnight: the day begins at one o'clock.
    "DAY, America/Sao_Paulo, 2018-11-04T12:00:00Z, 2018-11-04T03:00:00Z, 2018-11-05T02:00:00Z",
    // Midnight comes twice: the day begins at the first.
    "DAY, America/Havana, 2025-11-02T05:30:00Z, 2025-11-02T04:00:00Z, 2025-11-03T05:00:00Z",
    // 30 December does not exist.
    "DAY, Pacific/Apia, 2011-12-30T09:59:00Z, 2011-12-29T10:00:00Z, 2011-12-30T10:00:00Z",
    "DAY, Pacific/Apia, 2011-12-30T10:00:00Z, 2011-12-30T10:00:00Z, 2011-12-31T10:00:00Z",
    // Weeks begin on Monday.
    "WEEK, UTC, 2025-06-01T12:00:00Z, 2025-05-26T00:00:00Z, 2025-06-02T00:00:00Z",
    "WEEK, Asia/Tokyo, 2025-06-01T15:00:00Z, 2025-06-01T15:00:00Z, 2025-06-08T15:00:00Z",
    "MONTH, UTC, 2024-02-29T23:59:59Z, 2024-02-01T00:00:00Z, 2024-03-01T00:00:00Z",
    "MONTH, America/New_York, 2025-03-01T04:59:59Z, 2025-02-01T05:00:00Z, 2025-03-01T05:00:00Z"
  })
  void theOneInWhichAMomentLies(
      CalendarUnit unit, String zone, String at, String from, String until) {
    assertThat(unit.around(millis(at), ZoneId.of(zone)))
        .isEqualTo(new Interval(millis(from), millis(until)));
  }

  private static long millis(String moment) {
    return OffsetDateTime.parse(moment).toInstant().toEpochMilli();
  }

  @Property
  void everyMomentLiesInJustOneAndNoneBeganEarlierThanIsSaid(
      @ForAll @LongRange(min = -2_000_000_000_000L, max = 4_000_000_000_000L) long at,
      @ForAll int zoneIndex) {
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    ZoneId zone = ZoneId.of(zones.get(Math.floorMod(zoneIndex, zones.size())));
    for (CalendarUnit unit : CalendarUnit.values()) {
      Interval interval = unit.around(at, zone);
      assertThat(interval.contains(at)).isTrue();
      assertThat(unit.around(interval.from(), zone)).isEqualTo(interval);
      assertThat(unit.around(interval.until() - 1, zone)).isEqualTo(interval);
      assertThat(unit.around(interval.until(), zone).from()).isEqualTo(interval.until());
      assertThat(interval.from()).isGreaterThanOrEqualTo(unit.earliestStart(at));
    }
  }

  @Property
  void theEarliestStartIsThatOfUtcAndSomeHours(
      @ForAll @LongRange(min = -4_000_000_000_000L, max = 8_000_000_000_000L) long at,
      @ForAll CalendarUnit unit) {
    long most = Duration.ofHours(18).toMillis();
    assertThat(unit.earliestStart(at))
        .isEqualTo(unit.around(at - most, ZoneOffset.UTC).from() - most);
  }
}
