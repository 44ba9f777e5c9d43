package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneRulesProvider;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarDurationTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    // Clocks go forward at 02:00 on 30 March 2025: a day later is the same wall-clock hour, 23
    // hours on.
    "P1D,    2025-03-29T12:00:00+01:00, 2025-03-30T12:00:00+02:00",
    "PT24H,  2025-03-29T12:00:00+01:00, 2025-03-30T13:00:00+02:00",
    // 02:30 does not exist on that day: forward by the gap.
    "P1D,    2025-03-29T02:30:00+01:00, 2025-03-30T03:30:00+02:00",
    // Clocks go back at 03:00 on 26 October 2025: 02:30 exists twice, the first is meant.
    "P1D,    2025-10-25T02:30:00+02:00, 2025-10-26T02:30:00+02:00",
    "P1DT1H, 2025-10-25T02:30:00+02:00, 2025-10-26T02:30:00+01:00",
    "P1M,    2025-01-31T08:00:00+01:00, 2025-02-28T08:00:00+01:00",
    "P1Y,    2024-02-29T08:00:00+01:00, 2025-02-28T08:00:00+01:00",
    "P2W,    2025-01-01T08:00:00+01:00, 2025-01-15T08:00:00+01:00",
    "PT0.25S,2025-01-01T08:00:00+01:00, 2025-01-01T08:00:00.250+01:00",
  })
  void calendarPartsFollowTheWallClock_T4(String duration, String from, String expected) {
    long after = CalendarDuration.parse(duration).after(millis(from), PARIS);
    assertThat(Instant.ofEpochMilli(after)).isEqualTo(Instant.ofEpochMilli(millis(expected)));
  }

  @Property(tries = 3_000)
  void aDayLaterIsTheSameWallClockTimeWhereItExists_T4(
      @ForAll("zones") ZoneId zone,
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = 1, max = 400) int days) {
    long from = second * 1000;
    LocalDateTime wanted = LocalDateTime.ofInstant(Instant.ofEpochMilli(from), zone).plusDays(days);
    long after = new CalendarDuration(Period.ofDays(days), Duration.ZERO).after(from, zone);
    // ZonedDateTime.ofLocal is the oracle: forward by the gap, the earlier offset in an overlap.
    assertThat(after).isEqualTo(ZonedDateTime.of(wanted, zone).toInstant().toEpochMilli());
    assertThat(after).isGreaterThan(from - 1);
  }

  @Provide
  Arbitrary<ZoneId> zones() {
    List<String> ids = ZoneRulesProvider.getAvailableZoneIds().stream().sorted().toList();
    return Arbitraries.of(ids).map(ZoneId::of);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "P",
        "PT",
        "1D",
        "P1H",
        "P-1D",
        "P1DT",
        "PT1D",
        "P1X",
        "P1.5D",
        " P1D",
        "P99999999999D",
        "PT1H "
      })
  void whatIsNoDurationIsRefused(String text) {
    assertThatThrownBy(() -> CalendarDuration.parse(text)).isInstanceOf(DateTimeException.class);
  }

  @Test
  void onlyCalendarPartsNeedAZone() {
    assertThat(CalendarDuration.parse("PT36H").isExact()).isTrue();
    assertThat(CalendarDuration.parse("P1DT1H").isExact()).isFalse();
    assertThat(CalendarDuration.parse("PT0S").isZero()).isTrue();
  }

  private static long millis(String text) {
    return java.time.OffsetDateTime.parse(text).toInstant().toEpochMilli();
  }
}
