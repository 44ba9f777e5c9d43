package dev.sojourn.engine.audience;

import dev.sojourn.engine.definition.Rule;
import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.expression.Scope;
import dev.sojourn.engine.profile.LeafState;
import dev.sojourn.engine.profile.ProfileState;
import dev.sojourn.engine.profile.Turn;
import dev.sojourn.engine.time.Interval;
import dev.sojourn.engine.time.ZoneChoice;
import dev.sojourn.engine.time.Zones;
import java.time.Instant;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Today is a number of days away from a date of the profile. Keeps the current or the next such
 * day; when that is over, the one of the next year is worked out, if there is one.
 */
record DateLeaf(long id, Rule.OnDate rule) implements ProfileLeaf {
  private static final int LAST_YEAR = 9_999;

  @Override
  public Set<String> attributes() {
    Set<String> read = new HashSet<>(rule.date().profileAttributes());
    if (rule.zone().fixed().isEmpty()) {
      read.add(ZoneChoice.ATTRIBUTE);
    }
    return read;
  }

  @Override
  public boolean holds(LeafState state, long now, long firstSeen) {
    return state.memory().interval().filter(day -> day.contains(now)).isPresent();
  }

  @Override
  public long nextChange(LeafState state, long now, long firstSeen) {
    Optional<Interval> day = state.memory().interval();
    if (day.isEmpty() || day.get().until() <= now) {
      return ProfileState.NEVER;
    }
    return day.get().from() > now ? day.get().from() : day.get().until();
  }

  /** Whether the day that is kept is over, and another one may be to come. */
  boolean isOver(LeafState state, long now) {
    return rule.yearly() && state.memory().interval().filter(day -> day.until() <= now).isPresent();
  }

  @Override
  public boolean refresh(LeafState state, Turn turn, Scope scope) {
    ZoneId zone = turn.zone(rule.zone());
    Optional<Interval> day = date(turn, scope, zone).flatMap(date -> day(date, zone, turn.now()));
    if (day.equals(state.memory().interval())) {
      return false;
    }
    day.ifPresentOrElse(state.memory()::setInterval, state.memory()::clearInterval);
    return true;
  }

  /** The date of the profile; empty if there is none, or none that can be used. */
  private Optional<LocalDate> date(Turn turn, Scope scope, ZoneId zone) {
    Object value = rule.date().evaluate(scope);
    if (value == null || (value instanceof Expression.Failure failure && failure.missing())) {
      return Optional.empty();
    }
    Optional<LocalDate> date = Optional.empty();
    if (value instanceof String text) {
      date = Zones.parseDate(text, zone);
      if (date.isEmpty() && rule.yearly()) {
        date = Zones.parseDayOfYear(text);
      }
    } else if (value instanceof Instant instant && Zones.isUsable(instant.toEpochMilli())) {
      date = Optional.of(LocalDate.ofInstant(instant, zone));
    }
    if (date.isEmpty()) {
      turn.count(Counters.VALUE_FAILED);
    }
    return date;
  }

  /** The first day that is as the rule says and not over; empty if there is none. */
  private Optional<Interval> day(LocalDate date, ZoneId zone, long now) {
    if (!rule.yearly()) {
      return Optional.of(day(date, zone)).filter(day -> isAhead(day, now));
    }
    LocalDate today = LocalDate.ofInstant(Instant.ofEpochMilli(now), zone);
    int first = Math.max(date.getYear(), today.minusDays(rule.daysAfter()).getYear() - 1);
    for (int year = first; year <= LAST_YEAR; year++) {
      // 29 February falls on 28 February in other years (T4).
      Interval day = day(MonthDay.from(date).atYear(year), zone);
      if (isAhead(day, now)) {
        return Optional.of(day);
      }
    }
    return Optional.empty();
  }

  private Interval day(LocalDate date, ZoneId zone) {
    LocalDate day = date.plusDays(rule.daysAfter());
    return new Interval(Zones.startOfDay(day, zone), Zones.startOfDay(day.plusDays(1), zone));
  }

  /** Whether a day is not over. One that the clock was put forward over never was. */
  private static boolean isAhead(Interval day, long now) {
    return day.until() > now && day.until() > day.from();
  }
}
