package dev.sojourn.journeys.definition;

import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A definition record as it is stored. Format 1: the format (1 byte), 1 for a version or 2 for a
 * pointer, kind and name (modified UTF-8 with a 2-byte length), version (4 bytes), log time (8
 * bytes); then of a version its document (4-byte length, UTF-8), of a pointer its state (modified
 * UTF-8).
 */
final class DefinitionFormat {
  private static final byte FORMAT = 1;
  private static final byte VERSION = 1;
  private static final byte POINTER = 2;

  private DefinitionFormat() {}

  static byte[] write(DefinitionRecord record) {
    try {
      DataOutputSerializer out = new DataOutputSerializer(256);
      out.writeByte(FORMAT);
      out.writeByte(record instanceof DefinitionRecord.Version ? VERSION : POINTER);
      out.writeUTF(record.kind().label());
      out.writeUTF(record.name());
      out.writeInt(record.version());
      out.writeLong(record.logTime());
      if (record instanceof DefinitionRecord.Version version) {
        byte[] json = version.json().getBytes(StandardCharsets.UTF_8);
        out.writeInt(json.length);
        out.write(json);
      } else if (record instanceof DefinitionRecord.Pointer pointer) {
        out.writeUTF(pointer.state().label());
      }
      return out.getCopyOfBuffer();
    } catch (IOException e) {
      throw new IllegalStateException("Writing to memory failed.", e);
    }
  }

  /**
   * @throws IllegalStateException if the bytes are not of a format that this build knows
   */
  static DefinitionRecord read(byte[] bytes) {
    try {
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      byte format = in.readByte();
      if (format != FORMAT) {
        throw new IllegalStateException(
            "A stored definition has format %d; this build reads up to %d. Restore with a newer build."
                .formatted(format, FORMAT));
      }
      return readRecord(in);
    } catch (IOException e) {
      throw new IllegalStateException("A stored definition is cut off.", e);
    }
  }

  private static DefinitionRecord readRecord(DataInputView in) throws IOException {
    byte type = in.readByte();
    Kind kind = Kind.ofLabel(in.readUTF()).orElseThrow();
    String name = in.readUTF();
    int version = in.readInt();
    long logTime = in.readLong();
    if (type == POINTER) {
      PublicationState state = PublicationState.ofLabel(in.readUTF()).orElseThrow();
      return new DefinitionRecord.Pointer(kind, name, version, state, logTime);
    }
    byte[] json = new byte[in.readInt()];
    in.readFully(json);
    return new DefinitionRecord.Version(
        kind, name, version, new String(json, StandardCharsets.UTF_8), logTime);
  }
}
