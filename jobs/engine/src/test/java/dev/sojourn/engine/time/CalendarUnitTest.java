package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CalendarUnitTest {

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
}
