package dev.sojourn.journeys.output;

import dev.sojourn.journeys.serial.ImmutableSerializer;
import dev.sojourn.journeys.serial.ImmutableTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A record to be written, encoded.
 *
 * @param partition where to; {@link #BY_KEY} leaves it to the key, as every Java producer does
 * @param key null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
public record Output(Destination destination, int partition, byte[] key, byte[] value) {
  /** The key decides the partition. */
  public static final int BY_KEY = -1;

  public static final TypeInformation<Output> TYPE =
      new ImmutableTypeInformation<>(Output.class, Serializer.INSTANCE);

  /** The serializer, for records that contain an output. */
  public static ImmutableSerializer<Output> serializer() {
    return Serializer.INSTANCE;
  }

  static final class Serializer extends ImmutableSerializer<Output> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(Output output, DataOutputView target) throws IOException {
      target.writeByte(output.destination.code());
      target.writeInt(output.partition);
      writeNullableBytes(output.key, target);
      writeBytes(output.value, target);
    }

    @Override
    public Output deserialize(DataInputView source) throws IOException {
      return new Output(
          Destination.ofCode(source.readByte()),
          source.readInt(),
          readNullableBytes(source),
          readBytes(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Output> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
