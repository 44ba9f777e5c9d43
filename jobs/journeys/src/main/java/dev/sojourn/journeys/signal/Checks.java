package dev.sojourn.journeys.signal;

import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.UnreadableRecordException.Code;

/** What every signal must keep to, whatever its kind, beyond what its schema says. */
public final class Checks {
  /**
   * 0001-01-01T00:00Z and 10000-01-01T00:00Z: whatever lies outside is a mistake, and would
   * overflow sums of times.
   */
  private static final long EARLIEST = -62_135_596_800_000L;

  private static final long TOO_LATE = 253_402_300_800_000L;

  private Checks() {}

  /**
   * @throws UnreadableRecordException if a text is empty that must not be
   */
  public static void present(String value, String field) {
    if (value.isEmpty()) {
      throw new UnreadableRecordException(
          Code.FIELD_MISSING, "Field " + field + " is empty. Give it a value.");
    }
  }

  /**
   * @throws UnreadableRecordException if a time in ms since the epoch is none that could be meant
   */
  public static void instant(long millis, String field) {
    if (millis < EARLIEST || millis >= TOO_LATE) {
      throw new UnreadableRecordException(
          Code.VALUE_INVALID,
          "Field "
              + field
              + " is not within the years 1 to 9999. It is in milliseconds since 1970.");
    }
  }

  static void notNegative(int value, String field) {
    if (value < 0) {
      throw new UnreadableRecordException(
          Code.VALUE_INVALID, "Field " + field + " is negative. It counts from 0.");
    }
  }
}
