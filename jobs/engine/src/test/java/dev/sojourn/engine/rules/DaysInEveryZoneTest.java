package dev.sojourn.engine.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.engine.time.WallClock;
import dev.sojourn.engine.time.WallClock.Change;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/**
 * Calendar windows (A1) and dates of the profile, around the changes of every zone's clock: a day
 * lasts from the first minute that shows its date until the first that shows a later one.
 */
class DaysInEveryZoneTest {
  private static final long HOUR = 3_600_000;
  private static final List<Change> CHANGES = WallClock.changesOfEveryZone();

  /** {@code +moment} or {@code -moment} of each change of membership. */
  private static List<String> turns(List<Effect> effects) {
    return effects.stream()
        .filter(Effect.AudienceChange.class::isInstance)
        .map(Effect.AudienceChange.class::cast)
        .map(change -> (change.entered() ? "+" : "-") + Instant.ofEpochMilli(change.at()))
        .toList();
  }

  private static LocalDate first(String unit, LocalDate date) {
    LocalDate first = date;
    while (unit.equals("week") && first.getDayOfWeek() != DayOfWeek.MONDAY
        || unit.equals("month") && first.getDayOfMonth() > 1) {
      first = first.minusDays(1);
    }
    return first;
  }

  private static LocalDate next(String unit, LocalDate first) {
    LocalDate next = first.plusDays(1);
    while (!first(unit, next).equals(next)) {
      next = next.plusDays(1);
    }
    return next;
  }

  @Test
  void aWindowOfTheCalendarHasTheEventsOfItsDays_A1_A3() {
    SoftAssertions softly = new SoftAssertions();
    Random random = new Random(4);
    for (String unit : List.of("day", "week", "month")) {
      OnePerson person =
          new OnePerson(
              Yaml.audience(
                  "seen",
                  1,
                  "events: {type: seen, during: {calendar: "
                      + unit
                      + ", timezone: profile}, count: {atLeast: 1}}"));
      for (Change change : CHANGES) {
        ZoneId zone = change.zone();
        for (long now :
            new long[] {change.at() - 1, change.at(), change.at() + random.nextInt(30) * HOUR}) {
          LocalDate first = first(unit, new WallClock(zone, now, 3).newestDate(now));
          long from = beginning(zone, first);
          long until = beginning(zone, next(unit, first));
          Map<String, Object> there = Map.of("timezone", zone.getId());
          String what = unit + " at " + Instant.ofEpochMilli(now) + " in " + zone;

          person.update(there, now);
          softly.assertThat(turns(person.handle("seen", from - 1, now))).as(what).isEmpty();
          List<Effect> effects = new ArrayList<>(person.handle("seen", from, now));
          effects.addAll(person.lasting(until - 1));
          softly
              .assertThat(turns(effects))
              .as(what)
              .containsExactly("+" + Instant.ofEpochMilli(now));
          softly
              .assertThat(turns(person.lasting(until)))
              .as(what)
              .containsExactly("-" + Instant.ofEpochMilli(until));
          // What occurred in the last moment of the one before does not count in the new one.
          softly.assertThat(turns(person.handle("seen", until - 1, until))).as(what).isEmpty();
          softly
              .assertThat(turns(person.handle("seen", until, until)))
              .as(what)
              .containsExactly("+" + Instant.ofEpochMilli(until));
        }
      }
    }
    softly.assertAll();
  }

  private record Day(ZoneId zone, LocalDate date) {
    long beginning() {
      long near = date.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
      return new WallClock(zone, near, 2).beginningOf(date);
    }
  }

  /** Worked out once, since that takes long. */
  private static final Map<Day, Long> BEGINNINGS = new HashMap<>();

  private static long beginning(ZoneId zone, LocalDate date) {
    return BEGINNINGS.computeIfAbsent(new Day(zone, date), Day::beginning);
  }

  private static OnePerson audience(String is, boolean yearly) {
    return new OnePerson(
        Yaml.audience(
            "day",
            1,
            "date: {of: profile.date, is: " + is + ", yearly: " + yearly + ", timezone: profile}"));
  }

  /** How the document says it, and on which date today then is the day. */
  private record Distance(String is, int days) {
    LocalDate dateFor(LocalDate today) {
      return today.minusDays(days);
    }
  }

  private static final List<Distance> DISTANCES =
      List.of(
          new Distance("today", 0),
          new Distance("{inDays: 1}", -1),
          new Distance("{inDays: 40}", -40),
          new Distance("{daysAgo: 1}", 1),
          new Distance("{daysAgo: 100}", 100));

  private static void check(
      SoftAssertions softly, OnePerson person, ZoneId zone, LocalDate today, String date) {
    long from = beginning(zone, today);
    long until = beginning(zone, today.plusDays(1));
    List<String> expected =
        from == until // A date that was left out.
            ? List.of()
            : List.of("+" + Instant.ofEpochMilli(from), "-" + Instant.ofEpochMilli(until));
    List<Effect> effects =
        new ArrayList<>(
            person.update(Map.of("timezone", zone.getId(), "date", date), from - 80 * HOUR));
    effects.addAll(person.lasting(until + 80 * HOUR));
    softly.assertThat(turns(effects)).as("%s on %s in %s", date, today, zone).isEqualTo(expected);
  }

  @Test
  void todayIsSoManyDaysFromADate_A3() {
    SoftAssertions softly = new SoftAssertions();
    for (Distance distance : DISTANCES) {
      OnePerson once = audience(distance.is, false);
      OnePerson yearly = audience(distance.is, true);
      for (Change change : CHANGES) {
        LocalDate newest = new WallClock(change.zone(), change.at(), 3).newestDate(change.at());
        for (LocalDate today : List.of(newest.minusDays(1), newest, newest.plusDays(1))) {
          LocalDate date = distance.dateFor(today);
          check(softly, once, change.zone(), today, date.toString());
          LocalDate earlier = date.minusYears(28);
          check(softly, yearly, change.zone(), today, earlier.toString());
          check(softly, yearly, change.zone(), today, "--" + date.toString().substring(5));
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void the29thOfFebruaryFallsOnThe28thInOtherYears_T4() {
    SoftAssertions softly = new SoftAssertions();
    for (Distance distance : DISTANCES.subList(0, 2)) {
      OnePerson yearly = audience(distance.is, true);
      for (String id : ZoneId.getAvailableZoneIds()) {
        for (int year : new int[] {1999, 2000, 2024, 2025, 2100}) {
          boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
          LocalDate today = LocalDate.of(year, 2, leap ? 29 : 28).plusDays(distance.days);
          check(softly, yearly, ZoneId.of(id), today, "1992-02-29");
          check(softly, yearly, ZoneId.of(id), today, "--02-29");
        }
      }
    }
    softly.assertAll();
  }

  @Test
  void aDateThatWasLeftOutIsAmongThoseLookedAt() {
    ZoneId apia = ZoneId.of("Pacific/Apia");
    LocalDate leftOut = LocalDate.of(2011, 12, 30);
    assertThat(beginning(apia, leftOut)).isEqualTo(beginning(apia, leftOut.plusDays(1)));
    assertThat(CHANGES).contains(new Change(apia, beginning(apia, leftOut)));
  }
}
