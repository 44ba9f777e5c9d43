package dev.sojourn.schemas.codec;

import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.history.ReleasedSchemas;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.schemas.registry.UnknownSchemaException;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/**
 * The writer schemas met so far, each prepared for reading, by the id in the frame. Schemas that
 * can never be read are remembered as such; they are as few as the registry has ids. Not
 * thread-safe.
 */
public final class WriterSchemas {
  private final SchemaRegistry registry;
  private final Map<Integer, Object> byId = new HashMap<>();
  private int lastId = -1;
  private WriterSchema last;

  public WriterSchemas(SchemaRegistry registry) {
    this.registry = Objects.requireNonNull(registry, "registry");
  }

  /**
   * What reads a framed value.
   *
   * @throws UnreadableRecordException if it is not framed, or its schema is unknown, incompatible,
   *     or not one of ours
   * @throws dev.sojourn.schemas.registry.RegistryUnavailableException if the registry had to be
   *     asked and did not answer
   */
  public WriterSchema of(byte[] value) {
    int id = WireFormat.schemaId(value);
    if (id == lastId && last != null) {
      return last;
    }
    Object known = byId.get(id);
    if (known == null) {
      known = prepare(id);
      byId.put(id, known);
    }
    if (known instanceof Refusal refusal) {
      throw new UnreadableRecordException(refusal.code, refusal.message);
    }
    lastId = id;
    last = (WriterSchema) known;
    return last;
  }

  /** A {@link WriterSchema} or a {@link Refusal}; what may change is thrown instead. */
  private Object prepare(int id) {
    Schema writer;
    try {
      writer = registry.schema(id);
    } catch (UnknownSchemaException e) {
      throw new UnreadableRecordException(Code.SCHEMA_UNKNOWN, e.getMessage(), e);
    }
    Schema reader =
        writer.getType() == Schema.Type.RECORD
            ? ReleasedSchemas.reader(writer.getFullName()).orElse(null)
            : null;
    if (reader == null) {
      return new Refusal(
          Code.TYPE_UNEXPECTED,
          "The schema with id "
              + id
              + " is of "
              + writer.getFullName()
              + ", which is none of ours.");
    }
    String conflict = conflict(writer, reader);
    if (conflict != null) {
      return new Refusal(
          Code.SCHEMA_INCOMPATIBLE,
          "The schema with id "
              + id
              + " of "
              + writer.getFullName()
              + " cannot be read as the version known here: "
              + conflict
              + ".");
    }
    try {
      return new WriterSchema(writer, reader);
    } catch (IOException e) {
      throw new IllegalStateException("Schemas that Avro calls compatible do not resolve.", e);
    }
  }

  /** Why a writer's schema cannot be read; null if it can. */
  private static String conflict(Schema writer, Schema reader) {
    SchemaCompatibility.SchemaPairCompatibility pair =
        SchemaCompatibility.checkReaderWriterCompatibility(reader, writer);
    if (pair.getType() != SchemaCompatibilityType.COMPATIBLE) {
      return pair.getResult().getIncompatibilities().toString();
    }
    // Avro resolves instants in microseconds to instants in milliseconds without a word.
    for (Schema.Field field : reader.getFields()) {
      Schema.Field written = writer.getField(field.name());
      LogicalType theirs = written == null ? null : written.schema().getLogicalType();
      LogicalType ours = field.schema().getLogicalType();
      if (theirs != null && ours != null && !theirs.getName().equals(ours.getName())) {
        return "field " + field.name() + " is " + theirs.getName() + ", not " + ours.getName();
      }
    }
    return null;
  }

  private record Refusal(Code code, String message) {}
}
