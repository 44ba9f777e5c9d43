package dev.sojourn.journeys.intake;

import dev.sojourn.journeys.output.Fault;
import dev.sojourn.schemas.TopicSetup;

/** What can be wrong with a record of {@code signals} before it is decoded. */
final class IntakeFaults {
  /** The largest value of a signal, in bytes: one that is sent back must fit its topic again. */
  static final int MAX_VALUE_BYTES = TopicSetup.SIGNAL_BYTES;

  static final Fault KEY_MISSING =
      Fault.input(
          "key-missing",
          "The record has no key. Write signals with the profile key, in UTF-8, as the record's key.");

  static final Fault KEY_INVALID =
      Fault.input(
          "key-invalid",
          "The record's key is not a profile key: valid UTF-8, not empty, at most "
              + ProfileKeys.MAX_BYTES
              + " bytes.");

  static final Fault RECORD_TOO_LARGE =
      Fault.input(
          "record-too-large",
          "The record's value is larger than "
              + MAX_VALUE_BYTES
              + " bytes. This letter holds its beginning.");

  static final Fault LOG_TIME_MISSING =
      Fault.input(
          "log-time-missing",
          "The record carries its producer's time instead of the log's: it was written while the topic did not have"
              + " message.timestamp.type=LogAppendTime. Write it again.");

  private IntakeFaults() {}
}
