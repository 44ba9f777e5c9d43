package dev.sojourn.journeys.output;

/**
 * Where a refused record stood.
 *
 * @param topic empty if what was refused is not a record: a wake-up
 * @param key null if it has none
 * @param value null if it has none
 * @param logTime ms since the epoch, by the job's partition clock
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
public record Origin(
    String topic, int partition, long offset, byte[] key, byte[] value, long logTime) {

  /** The passing of time, which stands in no topic. */
  public static Origin time(long logTime) {
    return new Origin("", -1, -1, null, null, logTime);
  }

  /** The same place, with the record's key. */
  public Origin withKey(byte[] recordKey) {
    return new Origin(topic, partition, offset, recordKey, value, logTime);
  }
}
