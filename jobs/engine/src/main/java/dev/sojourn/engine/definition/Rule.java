package dev.sojourn.engine.definition;

import dev.sojourn.engine.expression.Expression;
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

  /**
   * How many events of a kind there were.
   *
   * @param window rolling: an event at t counts at now iff now − window &lt; t ≤ now (A1); empty:
   *     all time
   */
  record Count(EventMatcher event, Optional<Duration> window, Bound bound) implements Rule {}

  /** No such event for a time (A3); for one who never had any, since the profile was first seen. */
  record Absent(EventMatcher event, Duration period) implements Rule {}

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
}
