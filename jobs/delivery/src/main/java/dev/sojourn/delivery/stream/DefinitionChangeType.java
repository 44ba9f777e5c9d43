package dev.sojourn.delivery.stream;

import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionFormat;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Flink's description of {@link DefinitionChange}. */
public final class DefinitionChangeType {

  /** For Flink. */
  public static final TypeInformation<DefinitionChange> TYPE =
      new ImmutableTypeInformation<>(DefinitionChange.class, Serializer.INSTANCE);

  private DefinitionChangeType() {}

  static final class Serializer extends ImmutableSerializer<DefinitionChange> {
    private static final long serialVersionUID = 1L;
    static final Serializer INSTANCE = new Serializer();

    @Override
    public void serialize(DefinitionChange change, DataOutputView target) throws IOException {
      DefinitionFormat.write(change, target);
    }

    @Override
    public DefinitionChange deserialize(DataInputView source) throws IOException {
      return DefinitionFormat.read(source);
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    /** Says that a savepoint's channels hold records written by this serializer. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<DefinitionChange> {
      public Snapshot() {
        super(() -> INSTANCE);
      }
    }
  }
}
