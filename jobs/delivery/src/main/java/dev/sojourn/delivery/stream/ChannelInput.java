package dev.sojourn.delivery.stream;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A request or a recall on its way to its channel, still as the bytes that came; they are known to
 * be readable.
 *
 * @param channel name of the channel's document; the key
 * @param logTime when the broker appended it, ms since the epoch
 * @param value a MessageRequest or a Recall, framed
 */
public record ChannelInput(String channel, long logTime, byte[] value) {

  /** For Flink. */
  public static final TypeInformation<ChannelInput> TYPE =
      new ImmutableTypeInformation<>(ChannelInput.class, Serializer.INSTANCE);

  static final class Serializer extends ImmutableSerializer<ChannelInput> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(ChannelInput input, DataOutputView target) throws IOException {
      target.writeUTF(input.channel);
      target.writeLong(input.logTime);
      writeBytes(input.value, target);
    }

    @Override
    public ChannelInput deserialize(DataInputView source) throws IOException {
      return new ChannelInput(source.readUTF(), source.readLong(), readBytes(source));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<ChannelInput> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
