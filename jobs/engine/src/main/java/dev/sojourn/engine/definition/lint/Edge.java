package dev.sojourn.engine.definition.lint;

import java.util.List;

/**
 * A way from one step to another.
 *
 * @param from id of a step
 * @param place where in the step it is drawn, names and indexes from the outside in
 * @param to id of a step
 * @param taken when it is taken
 * @param lapse from the beginning of the step until it is taken
 */
record Edge(String from, List<Object> place, String to, Taken taken, Lapse lapse) {

  /** When an edge is taken. */
  enum Taken {
    /** As a matter of course. */
    ORDINARILY,
    /** After a message that was requested, and sent if that is awaited. */
    IF_SENT,
    /** After a message that the policy refused. */
    IF_SKIPPED,
    /** After a message that was requested and not sent. */
    IF_FAILED,
    /** At once, as the awaited message was not sent. */
    IF_NOT_SENT,
    /** By nobody. */
    NEVER
  }
}
