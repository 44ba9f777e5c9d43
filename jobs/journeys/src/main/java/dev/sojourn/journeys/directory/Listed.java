package dev.sojourn.journeys.directory;

import dev.sojourn.engine.effect.Effect;
import dev.sojourn.journeys.serial.ImmutableSerializer;
import dev.sojourn.journeys.serial.ImmutableTypeInformation;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.util.OutputTag;

/**
 * How a person's place in an index is now, on its way to the directory.
 *
 * @param listing as the engine said it
 */
public record Listed(String profile, Effect.Listing listing) {
  public static final TypeInformation<Listed> TYPE =
      new ImmutableTypeInformation<>(Listed.class, Serializer.INSTANCE);

  /** Beside the outputs of the operator that keeps people. */
  public static final OutputTag<Listed> TAG = new OutputTag<>("listed", TYPE);

  /** Where in the directory it has its place. */
  public String key() {
    return Buckets.key(listing.index(), bucket());
  }

  /** Which part of its index it concerns. */
  int bucket() {
    return Buckets.of(profile);
  }

  static final class Serializer extends ImmutableSerializer<Listed> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(Listed listed, DataOutputView target) throws IOException {
      StringSerializer.INSTANCE.serialize(listed.profile, target);
      StringSerializer.INSTANCE.serialize(listed.listing.index(), target);
      StringSerializer.INSTANCE.serialize(listed.listing.entry(), target);
      StringSerializer.INSTANCE.serialize(listed.listing.step(), target);
      target.writeBoolean(listed.listing.present());
      target.writeLong(listed.listing.at());
    }

    @Override
    public Listed deserialize(DataInputView source) throws IOException {
      String profile = StringSerializer.INSTANCE.deserialize(source);
      return new Listed(
          profile,
          new Effect.Listing(
              StringSerializer.INSTANCE.deserialize(source),
              StringSerializer.INSTANCE.deserialize(source),
              StringSerializer.INSTANCE.deserialize(source),
              source.readBoolean(),
              source.readLong()));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Listed> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
