package dev.sojourn.schemas.codec;

import dev.sojourn.schemas.codec.UnreadableRecordException.Code;

/** The frame around every value on a topic: a zero byte and the schema's id. */
final class WireFormat {
  /** Bytes before the record itself. */
  static final int HEADER_BYTES = 5;

  private static final byte MAGIC = 0;

  private WireFormat() {}

  /** The frame's bytes for a schema's id. */
  static byte[] header(int schemaId) {
    return new byte[] {
      MAGIC,
      (byte) (schemaId >>> 24),
      (byte) (schemaId >>> 16),
      (byte) (schemaId >>> 8),
      (byte) schemaId
    };
  }

  /**
   * The schema's id in a framed value.
   *
   * @param value null where a record has none
   * @throws UnreadableRecordException {@link Code#NO_MAGIC} if this is no such frame
   */
  static int schemaId(byte[] value) {
    if (value == null || value.length < HEADER_BYTES || value[0] != MAGIC) {
      throw new UnreadableRecordException(
          Code.NO_MAGIC,
          "The value is not framed as a registry's record (a zero byte and a 4-byte schema id): "
              + (value == null ? "there is none" : value.length + " bytes")
              + ". Write it with an Avro serializer for schema registries.");
    }
    return (value[1] & 0xff) << 24
        | (value[2] & 0xff) << 16
        | (value[3] & 0xff) << 8
        | (value[4] & 0xff);
  }
}
