package dev.sojourn.journeys.profile;

import dev.sojourn.journeys.intake.Inbound;
import java.nio.ByteBuffer;

/**
 * A held signal as it is stored below its profile's key. Format 1: the format (1 byte), partition
 * (4), offset (8), log time (8), then the signal's bytes to the end.
 */
final class HeldFormat {
  private static final byte FORMAT = 1;
  private static final int HEADER_BYTES = 1 + Integer.BYTES + Long.BYTES + Long.BYTES;

  private HeldFormat() {}

  static byte[] write(Inbound.Signal signal) {
    return ByteBuffer.allocate(HEADER_BYTES + signal.value().length)
        .put(FORMAT)
        .putInt(signal.partition())
        .putLong(signal.offset())
        .putLong(signal.logTime())
        .put(signal.value())
        .array();
  }

  /**
   * @throws IllegalStateException if the bytes are not of a format that this build knows
   */
  static Inbound.Signal read(String profile, byte[] stored) {
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    byte format = buffer.get();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "A held signal has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    int partition = buffer.getInt();
    long offset = buffer.getLong();
    long logTime = buffer.getLong();
    byte[] value = new byte[buffer.remaining()];
    buffer.get(value);
    return new Inbound.Signal(profile, partition, offset, logTime, value);
  }
}
