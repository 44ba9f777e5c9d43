package dev.sojourn.journeys.intake;

import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.serial.ImmutableSerializer;
import dev.sojourn.journeys.serial.ImmutableTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** What the intake passes on, over the job's one shuffle. */
public sealed interface Inbound {
  TypeInformation<Inbound> TYPE =
      new ImmutableTypeInformation<>(Inbound.class, Serializer.INSTANCE);

  /** What the shuffle goes by; of a signal, the profile key. */
  String key();

  /**
   * A signal of a profile, undecoded.
   *
   * @param logTime by the partition clock, ms since the epoch
   */
  @SuppressWarnings("ArrayRecordComponent") // Bytes are handed on, never compared.
  record Signal(String profile, int partition, long offset, long logTime, byte[] value)
      implements Inbound {
    @Override
    public String key() {
      return profile;
    }
  }

  /**
   * A record that goes straight to the sink. It takes the shuffle so that the job needs one sink
   * only, chained to the operator.
   *
   * @param key spreads such records over the subtasks
   */
  record Redirected(String key, Output output) implements Inbound {}

  /** Between the intake and the operator. */
  final class Serializer extends ImmutableSerializer<Inbound> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    private static final byte SIGNAL = 1;
    private static final byte REDIRECTED = 2;

    @Override
    public void serialize(Inbound inbound, DataOutputView target) throws IOException {
      if (inbound instanceof Signal signal) {
        target.writeByte(SIGNAL);
        StringSerializer.INSTANCE.serialize(signal.profile, target);
        target.writeInt(signal.partition);
        target.writeLong(signal.offset);
        target.writeLong(signal.logTime);
        writeBytes(signal.value, target);
      } else if (inbound instanceof Redirected redirected) {
        target.writeByte(REDIRECTED);
        StringSerializer.INSTANCE.serialize(redirected.key, target);
        Output.serializer().serialize(redirected.output, target);
      }
    }

    @Override
    public Inbound deserialize(DataInputView source) throws IOException {
      byte kind = source.readByte();
      String key = StringSerializer.INSTANCE.deserialize(source);
      return switch (kind) {
        case SIGNAL ->
            new Signal(
                key, source.readInt(), source.readLong(), source.readLong(), readBytes(source));
        case REDIRECTED -> new Redirected(key, Output.serializer().deserialize(source));
        default -> throw new IOException("No inbound record has kind " + kind + ".");
      };
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Inbound> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
