package dev.sojourn.cli.explain;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One transition of an instance, or a refused entry, as it stands on {@code journey-steps}. An
 * empty text stands for what is not there.
 *
 * @param instance empty for a refused entry
 * @param number counts the instance's transitions from 0
 * @param kind as on the topic; there may be kinds that are not known here
 * @param at log time of the signal at hand, or when the wake-up at hand was due
 * @param until how long the person waits here at most; empty: not waiting, or without a limit
 * @param signal id of the signal at hand; empty for a wake-up
 * @param detail what the decision rested on
 * @param loggedAt when the record was written
 */
record Transition(
    String journey,
    int version,
    String instance,
    String key,
    int number,
    String kind,
    String step,
    String edge,
    String next,
    String reason,
    String request,
    Instant at,
    Optional<Instant> until,
    String signal,
    Map<String, String> detail,
    Instant loggedAt) {
  static final String ENTRY_REFUSED = "entry-refused";
  static final String ENTERED = "entered";
  static final String WAITING = "waiting";
  static final String PASSED = "passed";
  static final String HELD = "held";
  static final String SENT = "sent";
  static final String NOT_SENT = "not-sent";
  static final String CALLED = "called";
  static final String ASSIGNED = "assigned";
  static final String GOAL = "goal";
  static final String MOVED = "moved";
  static final String ENDED = "ended";

  boolean is(String wanted) {
    return kind.equals(wanted);
  }

  /** Whether it made a request. */
  boolean asks() {
    return (is(SENT) || is(CALLED)) && !request.isEmpty();
  }

  /** The same, without one of the details, which is told otherwise. */
  Transition without(String name) {
    Map<String, String> rest = new LinkedHashMap<>(detail);
    rest.remove(name);
    return new Transition(
        journey, version, instance, key, number, kind, step, edge, next, reason, request, at, until,
        signal, rest, loggedAt);
  }

  /**
   * How long after the moment for which it was decided it was carried out: large where the job was
   * behind.
   */
  Duration delay() {
    Duration delay = Duration.between(at, loggedAt);
    return delay.isNegative() ? Duration.ZERO : delay;
  }
}
