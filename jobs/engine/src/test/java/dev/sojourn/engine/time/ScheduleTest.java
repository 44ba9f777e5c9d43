package dev.sojourn.engine.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static final List<String> ZONES = ZoneId.getAvailableZoneIds().stream().sorted().toList();

  private static long at(String moment) {
    return Instant.parse(moment).toEpochMilli();
  }

  /** A time of day on some weekdays, near a change of the clocks if the zone has one. */
  @Property(tries = 400)
  void namesTheMomentsThatTheWallClockShows_T4_E4(@ForAll long seed) {
    Random random = new Random(seed);
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    Instant from = Instant.ofEpochSecond(1_200_000_000L + random.nextInt(800_000_000));
    ZoneOffsetTransition change = zone.getRules().nextTransition(from);
    Instant around = change == null ? from : change.getInstant();
    LocalTime time =
        change == null || random.nextInt(3) == 0
            ? LocalTime.of(random.nextInt(24), random.nextInt(60))
            : change.getDateTimeBefore().toLocalTime().plusMinutes(random.nextInt(180) - 90L);
    DayOfWeek day = random.nextBoolean() ? null : DayOfWeek.of(1 + random.nextInt(7));
    String cron =
        "%d %d * * %s"
            .formatted(
                time.getMinute(), time.getHour(), day == null ? "*" : day.name().substring(0, 3));
    TreeSet<Long> expected = new TreeSet<>();
    LocalDate first = LocalDate.ofInstant(around, zone).minusDays(10);
    for (int i = 0; i < 60; i++) {
      if (day == null || first.plusDays(i).getDayOfWeek() == day) {
        // Java's own rule for gaps and overlaps is that of T4.
        expected.add(
            ZonedDateTime.of(first.plusDays(i), time.withSecond(0).withNano(0), zone)
                .toInstant()
                .toEpochMilli());
      }
    }
    Schedule schedule = Schedule.Recurring.of(cron, zone);
    long after = around.toEpochMilli() - 172_800_000L + random.nextInt(345_600_000);
    for (int i = 0; i < 3; i++) {
      long next = schedule.next(after);
      assertThat(next)
          .as("%s in %s after %s", cron, zone, Instant.ofEpochMilli(after))
          .isEqualTo(expected.higher(after));
      after = random.nextBoolean() ? next : next - 1 - random.nextInt(3_600_000);
    }
  }

  @Test
  void aMomentIsOver_E4() {
    Schedule once = new Schedule.Once(at("2026-03-01T09:00:00Z"));
    assertThat(once.next(at("2026-03-01T08:59:59.999Z"))).isEqualTo(at("2026-03-01T09:00:00Z"));
    assertThat(once.next(at("2026-03-01T09:00:00Z"))).isEqualTo(Schedule.NEVER);
  }

  @Test
  void whatTheClockLeapsOverComesLaterByTheGap_T4_E4() {
    Schedule nightly = Schedule.Recurring.of("30 2 * * *", ZoneId.of("Europe/Paris"));
    assertThat(nightly.next(at("2026-03-28T12:00:00Z"))).isEqualTo(at("2026-03-29T01:30:00Z"));
    // The clock shows it twice in October: the first counts, the second does not.
    assertThat(nightly.next(at("2026-10-24T12:00:00Z"))).isEqualTo(at("2026-10-25T00:30:00Z"));
    assertThat(nightly.next(at("2026-10-25T00:30:00Z"))).isEqualTo(at("2026-10-26T01:30:00Z"));
  }

  @Test
  void aDateThatNeverComesIsNever_E4() {
    assertThat(Schedule.Recurring.of("0 0 30 2 *", ZoneId.of("UTC")).next(0))
        .isEqualTo(Schedule.NEVER);
  }

  @Test
  void whatIsNoCronExpressionIsRefused_E4() {
    for (String bad : List.of("", "every monday", "61 * * * *", "0 9 * *", "0 9 * * MON 2026")) {
      assertThatThrownBy(() -> Schedule.Recurring.of(bad, ZoneId.of("UTC")))
          .as(bad)
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
