package dev.sojourn.journeys.source;

import dev.sojourn.journeys.serial.ImmutableSerializer;
import dev.sojourn.journeys.serial.ImmutableTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record as it stands in a log, undecoded.
 *
 * @param key null if it has none
 * @param value null if it has none
 * @param logTime when the broker appended it, ms since the epoch; {@link #NO_LOG_TIME} if the
 *     record carries a producer's time instead
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
public record LogRecord(byte[] key, byte[] value, int partition, long offset, long logTime) {
  /** The record does not say when it was appended. */
  public static final long NO_LOG_TIME = Long.MIN_VALUE;

  public static final TypeInformation<LogRecord> TYPE =
      new ImmutableTypeInformation<>(LogRecord.class, Serializer.INSTANCE);

  /** Whether the broker has said when it appended the record. */
  public boolean hasLogTime() {
    return logTime != NO_LOG_TIME;
  }

  /** Used only where the intake could not be chained to its source. */
  static final class Serializer extends ImmutableSerializer<LogRecord> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(LogRecord record, DataOutputView target) throws IOException {
      writeNullableBytes(record.key, target);
      writeNullableBytes(record.value, target);
      target.writeInt(record.partition);
      target.writeLong(record.offset);
      target.writeLong(record.logTime);
    }

    @Override
    public LogRecord deserialize(DataInputView source) throws IOException {
      return new LogRecord(
          readNullableBytes(source),
          readNullableBytes(source),
          source.readInt(),
          source.readLong(),
          source.readLong());
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<LogRecord> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
