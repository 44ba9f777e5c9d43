package dev.sojourn.delivery.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A record as it stands in its topic, undecoded.
 *
 * @param key null if it has none
 * @param value null if it has none
 * @param logTime when the broker appended it, ms since the epoch
 */
public record LogRecord(
    String topic, int partition, long offset, long logTime, byte[] key, byte[] value) {

  /** For Flink. */
  public static final TypeInformation<LogRecord> TYPE =
      new ImmutableTypeInformation<>(LogRecord.class, Serializer.INSTANCE);

  /** Takes records out of the consumer as they are; nothing can go wrong here. */
  public static final class Deserializer implements KafkaRecordDeserializationSchema<LogRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
      out.collect(
          new LogRecord(
              record.topic(),
              record.partition(),
              record.offset(),
              record.timestamp(),
              record.key(),
              record.value()));
    }

    @Override
    public TypeInformation<LogRecord> getProducedType() {
      return TYPE;
    }
  }

  static final class Serializer extends ImmutableSerializer<LogRecord> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(LogRecord record, DataOutputView target) throws IOException {
      target.writeUTF(record.topic);
      target.writeInt(record.partition);
      target.writeLong(record.offset);
      target.writeLong(record.logTime);
      writeNullableBytes(record.key, target);
      writeNullableBytes(record.value, target);
    }

    @Override
    public LogRecord deserialize(DataInputView source) throws IOException {
      return new LogRecord(
          source.readUTF(),
          source.readInt(),
          source.readLong(),
          source.readLong(),
          readNullableBytes(source),
          readNullableBytes(source));
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
