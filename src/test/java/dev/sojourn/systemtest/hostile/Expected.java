package dev.sojourn.systemtest.hostile;

/** What must come of a hostile input. That the job runs on is expected of all. */
public sealed interface Expected {

  /** A dead letter with this code, and no letter with another. */
  record Letter(String code) implements Expected {}

  /** A final report on the request that the input was. */
  record Report(String requestId, String status, String code) implements Expected {}

  /** A recorded step of the profile's journey with this reason, and no message. */
  record Step(String reason) implements Expected {}

  /** It is passed over: no letter, no message. */
  record Nothing() implements Expected {}

  /** It looks worse than it is: its message is sent. */
  record Message() implements Expected {}

  /** The broker does not take it, and says so with this exception. */
  record RefusedByBroker(String exception) implements Expected {}

  /** The registry does not take the schema, and says so with this status. */
  record RefusedByRegistry(int status) implements Expected {}
}
