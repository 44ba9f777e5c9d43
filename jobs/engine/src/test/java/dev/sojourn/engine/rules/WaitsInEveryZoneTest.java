package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.effect.Effect.StepRecord.Kind;
import dev.sojourn.engine.time.WallClock;
import dev.sojourn.engine.time.WallClock.Change;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Waits (S2) around the changes of every zone's clock, held to a clock read minute by minute (T4,
 * T5).
 */
class WaitsInEveryZoneTest {
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;
  private static final List<Change> CHANGES = WallClock.changesOfEveryZone();

  private static String wait(String until) {
    return Yaml.journey("first: {wait: " + until + "}", "timeout: P9999D");
  }

  /** Until when one waits who comes at a moment; the moment itself if they pass at once. */
  private static long until(OnePerson person, ZoneId zone, long at, Object... properties) {
    List<Effect> effects = person.event(Map.of("timezone", zone.getId()), at, properties);
    for (Effect effect : effects) {
      if (effect instanceof Effect.StepRecord step && step.kind() == Kind.WAITING) {
        return step.until();
      }
    }
    assertThat(effects)
        .filteredOn(Effect.StepRecord.class::isInstance)
        .extracting(effect -> ((Effect.StepRecord) effect).reason())
        .contains("already-past");
    return at;
  }

  @Test
  void everyZoneIsLookedAt() {
    assertThat(CHANGES)
        .extracting(change -> change.zone().getId())
        .containsAll(ZoneId.getAvailableZoneIds());
  }

  @Test
  void forADurationWithCalendarParts_T4() {
    List<String> durations = List.of("P1D", "P2W", "P1M", "P1Y", "P13M2DT30M", "P3DT25H");
    Random random = new Random(1);
    SoftAssertions softly = new SoftAssertions();
    for (String duration : durations) {
      OnePerson person = new OnePerson(wait("{for: " + duration + "}"));
      int time = Math.max(duration.indexOf('T'), 0);
      Period calendar = Period.parse(time > 0 ? duration.substring(0, time) : duration);
      Duration rest = time > 0 ? Duration.parse("P" + duration.substring(time)) : Duration.ZERO;
      for (Change change : CHANGES) {
        WallClock there = new WallClock(change.zone(), change.at(), 4);
        for (int i = 0; i < 4; i++) {
          // The day after begins near the change, so that many end in what is leapt over or twice.
          long near = change.at() - change.at() % MINUTE + (random.nextInt(300) - 150) * MINUTE;
          long start =
              Instant.ofEpochMilli(near)
                  .atZone(change.zone())
                  .minus(calendar)
                  .toInstant()
                  .toEpochMilli();
          LocalDateTime from = LocalDateTime.ofInstant(Instant.ofEpochMilli(start), change.zone());
          long expected = there.momentOf(plus(from, calendar)) + rest.toMillis();
          softly
              .assertThat(until(person, change.zone(), start))
              .as("%s from %s in %s", duration, Instant.ofEpochMilli(start), change.zone())
              .isEqualTo(expected);
        }
      }
    }
    softly.assertAll();
  }

  /** Month by month and day by day; a month has its last day where it has no such day (T4). */
  private static LocalDateTime plus(LocalDateTime from, Period period) {
    long month = from.getYear() * 12L + from.getMonthValue() - 1 + period.toTotalMonths();
    LocalDate date = LocalDate.of((int) (month / 12), (int) (month % 12) + 1, 1);
    date = date.withDayOfMonth(Math.min(from.getDayOfMonth(), date.lengthOfMonth()));
    for (int i = 0; i < period.getDays(); i++) {
      date = LocalDate.ofEpochDay(date.toEpochDay() + 1);
    }
    return date.atTime(from.toLocalTime());
  }

  @Test
  void untilALocalDateTimeThatAnExpressionGives_S2_T4() {
    OnePerson person = new OnePerson(wait("{until: journey.event.until}"));
    SoftAssertions softly = new SoftAssertions();
    for (Change change : CHANGES) {
      WallClock clock = new WallClock(change.zone(), change.at(), 4);
      LocalDateTime before = clock.at(change.at() - MINUTE);
      for (int minutes = -61; minutes <= 150; minutes += 15) {
        LocalDateTime local = before.plusMinutes(minutes);
        softly
            .assertThat(
                until(person, change.zone(), change.at() - 30 * HOUR, "until", local.toString()))
            .as("%s in %s", local, change.zone())
            .isEqualTo(clock.momentOf(local));
      }
      // A timestamp says itself which of two equal times it means.
      Instant instant = Instant.ofEpochMilli(change.at() + MINUTE);
      for (String text :
          List.of(
              instant.toString(), instant.atZone(change.zone()).toOffsetDateTime().toString())) {
        softly
            .assertThat(until(person, change.zone(), change.at() - HOUR, "until", text))
            .as("%s in %s", text, change.zone())
            .isEqualTo(instant.toEpochMilli());
      }
    }
    softly.assertAll();
  }

  private record NextTime(LocalTime time, Set<DayOfWeek> days) {
    String yaml() {
      List<String> names =
          days.stream()
              .map(day -> day.name().substring(0, 3).toLowerCase(java.util.Locale.ROOT))
              .toList();
      return "{until: {time: \"" + time + "\"" + (days.isEmpty() ? "" : ", days: " + names) + "}}";
    }

    /** The first of all such local times that comes at or after a moment. */
    long after(long at, WallClock clock) {
      LocalDate today = clock.at(at).toLocalDate();
      long earliest = Long.MAX_VALUE;
      for (int day = -2; day <= 9; day++) {
        LocalDate date = today.plusDays(day);
        if (days.isEmpty() || days.contains(date.getDayOfWeek())) {
          long moment = clock.momentOf(date.atTime(time));
          earliest = moment >= at ? Math.min(earliest, moment) : earliest;
        }
      }
      return earliest;
    }
  }

  @Test
  void untilTheNextTimeOfDay_S2_T4() {
    List<NextTime> times = new ArrayList<>();
    for (String time : List.of("00:00", "00:30", "02:15", "09:00", "23:30")) {
      times.add(new NextTime(LocalTime.parse(time), Set.of()));
    }
    times.add(new NextTime(LocalTime.of(2, 30), EnumSet.of(DayOfWeek.SUNDAY)));
    times.add(new NextTime(LocalTime.of(23, 30), EnumSet.of(DayOfWeek.SATURDAY)));
    times.add(new NextTime(LocalTime.of(0, 0), EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SUNDAY)));
    SoftAssertions softly = new SoftAssertions();
    List<OnePerson> people = times.stream().map(time -> new OnePerson(wait(time.yaml()))).toList();
    Random random = new Random(2);
    for (Change change : CHANGES) {
      WallClock clock = new WallClock(change.zone(), change.at(), 14);
      long[] starts = {
        change.at() - 1,
        change.at(),
        change.at() + 1 + random.nextInt(90) * MINUTE,
        change.at() - 25 * HOUR + random.nextInt(26 * 60) * MINUTE
      };
      for (int i = 0; i < times.size(); i++) {
        for (long start : starts) {
          softly
              .assertThat(Instant.ofEpochMilli(until(people.get(i), change.zone(), start)))
              .as("%s from %s in %s", times.get(i), Instant.ofEpochMilli(start), change.zone())
              .isEqualTo(Instant.ofEpochMilli(times.get(i).after(start, clock)));
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void aToleranceSpreadsPeopleEvenlyAndEachAlways_T6() {
    OnePerson exact = new OnePerson(wait("{for: P1D}"));
    String spread =
        "first: {wait: {for: P1D, tolerance: PT1H}, next: second}\n"
            + "second: {wait: {until: {time: \"09:00\"}, tolerance: PT1H}}";
    OnePerson person = new OnePerson(Yaml.journey(spread));
    int[] counts = new int[20];
    int together = 0;
    int people = 20_000;
    for (int i = 0; i < people; i++) {
      String name = "customer-" + i;
      long due = until(exact.named(name), ZoneId.of("UTC"), Story.START);
      long first = until(person.named(name), ZoneId.of("UTC"), Story.START);
      assertThat(first - due).isBetween(0L, HOUR - 1);
      counts[(int) ((first - due) / (HOUR / 20))]++;
      if (i < 500) {
        // A day later again: the same part of the tolerance; at another step another one.
        assertThat(until(person, ZoneId.of("UTC"), Story.START + 24 * HOUR) - 24 * HOUR)
            .isEqualTo(first);
        List<Effect> after = person.lasting(first + 24 * HOUR);
        long second =
            after.stream()
                .filter(e -> e instanceof Effect.StepRecord s && s.step().equals("second"))
                .mapToLong(e -> ((Effect.StepRecord) e).until())
                .findFirst()
                .orElseThrow();
        long nine = Instant.parse("2025-06-05T09:00:00Z").toEpochMilli();
        assertThat(second).isBetween(nine, nine + HOUR - 1);
        together += second - nine == first - due ? 1 : 0;
      }
    }
    assertThat(together).isLessThan(5);
    double chi = 0;
    for (int count : counts) {
      double expected = people / 20.0;
      chi += (count - expected) * (count - expected) / expected;
    }
    // Nineteen degrees of freedom: above 43.8 once in a thousand, by chance.
    assertThat(chi).isLessThan(43.8);
  }
}
