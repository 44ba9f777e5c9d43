package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ZonesTest {
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  @ParameterizedTest
  @CsvSource({
    "2025-06-02T06:59:00Z, 09:00, 2025-06-02T07:00:00Z",
    "2025-06-02T07:00:00Z, 09:00, 2025-06-02T07:00:00Z",
    "2025-06-02T07:00:00.001Z, 09:00, 2025-06-03T07:00:00Z",
    // 02:30 does not exist on 30 March 2025 in Paris.
    "2025-03-30T00:00:00Z, 02:30, 2025-03-30T01:30:00Z",
  })
  void theNextSuchMomentIsAtOrAfter_S2(String from, String time, String expected) {
    long next =
        Zones.nextTime(Instant.parse(from).toEpochMilli(), LocalTime.parse(time), Set.of(), PARIS);
    assertThat(Instant.ofEpochMilli(next)).isEqualTo(Instant.parse(expected));
  }

  @ParameterizedTest
  @CsvSource({
    // In Nuuk, Saturday's 23:00 to 24:00 does not exist on 28 March 2026: it comes on Sunday.
    "2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z",
    "2026-03-29T01:00:00Z, 2026-03-29T01:30:00Z",
    "2026-03-29T01:30:00Z, 2026-03-29T01:30:00Z",
    "2026-03-29T01:30:00.001Z, 2026-03-30T00:30:00Z",
  })
  void aTimeThatIsLeaptOverAtMidnightComesOnTheNextDay_S2_T4(String from, String expected) {
    long next =
        Zones.nextTime(
            Instant.parse(from).toEpochMilli(),
            LocalTime.of(23, 30),
            Set.of(),
            ZoneId.of("America/Nuuk"));
    assertThat(Instant.ofEpochMilli(next)).isEqualTo(Instant.parse(expected));
  }

  @Test
  void onlyTheStatedDaysCount_S2() {
    // A Friday.
    long friday = Instant.parse("2025-06-06T10:00:00Z").toEpochMilli();
    Set<DayOfWeek> weekdays = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    assertThat(
            Instant.ofEpochMilli(
                Zones.nextTime(friday, LocalTime.of(9, 0), weekdays, ZoneOffset.UTC)))
        .isEqualTo(Instant.parse("2025-06-09T09:00:00Z"));
  }

  @Property(tries = 2_000)
  void noEarlierMomentIsSkipped_S2(
      @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
      @ForAll @IntRange(min = 0, max = 23) int hour,
      @ForAll DayOfWeek day) {
    long from = second * 1000;
    long next = Zones.nextTime(from, LocalTime.of(hour, 0), Set.of(day), PARIS);
    assertThat(next).isBetween(from, from + 8 * 86_400_000L);
    // Walk hour by hour: the first that shows the time on the day is the one.
    long walked = (from + 3_599_999) / 3_600_000 * 3_600_000;
    while (walked < next) {
      var local = Instant.ofEpochMilli(walked).atZone(PARIS);
      assertThat(local.getDayOfWeek() == day && local.getHour() == hour).isFalse();
      walked += 3_600_000;
    }
  }

  @Test
  void aZoneThatDoesNotExistIsNone_T5() {
    assertThat(Zones.parse("Mars/Olympus")).isEmpty();
    assertThat(Zones.parse("")).isEmpty();
    assertThat(Zones.parse(42L)).isEmpty();
    assertThat(Zones.parse("Europe/Paris")).contains(PARIS);
  }

  @ParameterizedTest
  @CsvSource({
    "2025-06-01T10:00:00Z,      2025-06-01T10:00:00Z",
    "2025-06-01T10:00:00+02:00, 2025-06-01T08:00:00Z",
    "2025-06-01T10:00:00,       2025-06-01T08:00:00Z",
    "2025-06-01T10:00,          2025-06-01T08:00:00Z",
    "2025-06-01,                2025-05-31T22:00:00Z",
  })
  void momentsAreReadInTheZone_S2(String text, String expected) {
    assertThat(Zones.parseMoment(text, PARIS))
        .hasValue(OffsetDateTime.parse(expected).toInstant().toEpochMilli());
  }

  @ParameterizedTest
  @CsvSource({"tomorrow", "2025-13-01", "2025-06-01T25:00", "x"})
  void whatIsNoMomentIsNone_S2(String text) {
    assertThat(Zones.parseMoment(text, PARIS)).isEmpty();
  }
}
