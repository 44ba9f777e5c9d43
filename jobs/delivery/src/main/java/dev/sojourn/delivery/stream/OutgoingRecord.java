package dev.sojourn.delivery.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record to be written, encoded.
 *
 * @param key null for none
 */
public record OutgoingRecord(String topic, byte[] key, byte[] value) {

  /** For Flink. */
  public static final TypeInformation<OutgoingRecord> TYPE =
      new ImmutableTypeInformation<>(OutgoingRecord.class, Serializer.INSTANCE);

  /** To the producer's record; the broker stamps the time, the key chooses the partition. */
  public static final class Serialization
      implements KafkaRecordSerializationSchema<OutgoingRecord> {
    private static final long serialVersionUID = 1L;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(
        OutgoingRecord record, KafkaSinkContext context, Long timestamp) {
      return new ProducerRecord<>(record.topic, record.key, record.value);
    }
  }

  static final class Serializer extends ImmutableSerializer<OutgoingRecord> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(OutgoingRecord record, DataOutputView target) throws IOException {
      target.writeUTF(record.topic);
      writeNullableBytes(record.key, target);
      writeBytes(record.value, target);
    }

    @Override
    public OutgoingRecord deserialize(DataInputView source) throws IOException {
      return new OutgoingRecord(source.readUTF(), readNullableBytes(source), readBytes(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutgoingRecord> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
