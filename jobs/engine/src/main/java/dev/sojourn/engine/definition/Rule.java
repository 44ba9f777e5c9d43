package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
import dev.sojourn.engine.time.ZoneChoice;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A rule over a profile, its past events and other audiences. */
public sealed interface Rule {

  /** All hold; true for none. */
  record All(List<Rule> rules) implements Rule {}

  /** At least one holds; false for none. */
  record Any(List<Rule> rules) implements Rule {}

  /** Pure negation (A3). */
  record Not(Rule rule) implements Rule {}

  /**
   * A condition over the profile's attributes. A missing attribute, or an error, makes it false.
   */
  record Profile(Expression condition) implements Rule {}

  /** Membership in another audience (A8). */
  record Member(String audience) implements Rule {}

  /** How many events of a kind there were in a window. */
  record Count(EventMatcher event, Window window, Bound bound) implements Rule {}

  /**
   * What a value of the events in a window comes to. Events that have no such value, or one of a
   * kind that the function cannot use, are passed over.
   *
   * @param value of an event
   * @param keep how many values are remembered of a person at most (A4)
   */
  record Aggregate(
      EventMatcher event,
      Function function,
      Expression value,
      Window window,
      ValueTest test,
      int keep)
      implements Rule {}

  /** No such event for a time (A3); for one who never had any, since the profile was first seen. */
  record Absent(EventMatcher event, Duration period) implements Rule {}

  /**
   * Events one after the other: in the order in which they occurred, and as logged where they
   * occurred at once.
   *
   * @param steps at least one; each is another event
   * @param within the first occurred less than this before the last; empty only for one step
   * @param notFollowedBy what must not have come after the last
   * @param inLast the last occurred less than this ago; empty: at any time
   * @param keep how many events are remembered of a person at most (A4)
   */
  record Sequence(
      List<EventMatcher> steps,
      Optional<Duration> within,
      Optional<Following> notFollowedBy,
      Optional<Duration> inLast,
      int keep)
      implements Rule {}

  /**
   * An event that must not come for a time: the sequence holds when the time is over.
   *
   * @param period after the sequence's last event, both ends included
   */
  record Following(EventMatcher event, Duration period) {}

  /**
   * Today is a certain number of days away from a date of the profile, by the wall clock.
   *
   * @param date gives a date, a date-time or a timestamp; missing or something else: does not hold
   * @param daysAfter how many days today comes after the date; negative: before
   * @param yearly whether the date comes round every year, from its own year on; 29 February on 28
   *     February in other years (T4)
   */
  record OnDate(Expression date, int daysAfter, boolean yearly, ZoneChoice zone) implements Rule {}

  /**
   * What a count must be.
   *
   * @param count not negative
   */
  record Bound(Comparison comparison, int count) {}

  /** How a count is compared. */
  enum Comparison {
    AT_LEAST,
    AT_MOST,
    EXACTLY
  }

  /** What is made of the values of events. */
  enum Function {
    /** All added up; of none 0. */
    SUM,
    /** The least; of none there is none, and the rule does not hold. */
    MIN,
    /** The greatest; of none there is none, and the rule does not hold. */
    MAX,
    /** How many different ones; of none 0. */
    DISTINCT,
    /** The one of the earliest event; of none there is none, and the rule does not hold. */
    FIRST,
    /** The one of the latest event; of none there is none, and the rule does not hold. */
    LAST
  }
}
