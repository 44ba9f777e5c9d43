package dev.sojourn.journeys.definition;

import dev.sojourn.engine.directory.BusinessEvent;
import dev.sojourn.engine.value.ByteReader;
import dev.sojourn.engine.value.ByteWriter;
import dev.sojourn.engine.value.ValueFormat;

/**
 * A business event as it is stored: the format (1 byte), type, id, when it occurred, when it was
 * logged, partition, offset, properties.
 */
public final class LoggedEventFormat {
  private static final int FORMAT = 1;

  private LoggedEventFormat() {}

  /** The event as bytes. */
  public static byte[] write(LoggedEvent logged) {
    BusinessEvent event = logged.event();
    ByteWriter out = new ByteWriter(256);
    out.u8(FORMAT);
    out.text(event.type());
    out.text(event.id());
    out.zigzag(event.occurredAt());
    out.zigzag(event.logTime());
    out.varint(logged.partition());
    out.varint(logged.offset());
    ValueFormat.writeMap(out, event.properties());
    return out.toBytes();
  }

  /**
   * The event that bytes hold.
   *
   * @throws IllegalStateException if they are not of a format that this build knows
   */
  public static LoggedEvent read(byte[] stored) {
    ByteReader in = new ByteReader(stored);
    int format = in.u8();
    if (format != FORMAT) {
      throw new IllegalStateException(
          "A business event has format %d; this build reads up to %d. Restore with a newer build."
              .formatted(format, FORMAT));
    }
    String type = in.text();
    String id = in.text();
    long occurredAt = in.zigzag();
    long logTime = in.zigzag();
    int partition = in.int32();
    long offset = in.varint();
    return new LoggedEvent(
        new BusinessEvent(type, id, occurredAt, logTime, ValueFormat.readMap(in)),
        partition,
        offset);
  }
}
