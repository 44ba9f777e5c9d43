package dev.sojourn.engine.audience;

/** What is counted and leaves no other record. */
final class Counters {
  /** A condition of an audience could not be evaluated, for a reason other than a missing value. */
  static final String CONDITION_FAILED = "audience-condition-failed";

  /**
   * A value that an audience asks for could not be evaluated, for a reason other than a missing
   * value, or is of a kind that it cannot use.
   */
  static final String VALUE_FAILED = "audience-value-failed";

  /** Something had to be forgotten, so that a leaf is approximate for that person (A4). */
  static final String APPROXIMATE = "audience-approximate";

  private Counters() {}
}
