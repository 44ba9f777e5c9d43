package dev.sojourn.schemas.codec;

import dev.sojourn.schemas.history.ReleasedSchemas;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.IdentityHashMap;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes records of our generated classes as framed values for one topic. A record's schema, in its
 * newest released version, is registered when the first such record is written, under the subject
 * {@code <topic>-<record full name>}. Not thread-safe.
 */
public final class RecordEncoder {
  private final SchemaRegistry registry;
  private final String topic;
  private final IdentityHashMap<Schema, Prepared> prepared = new IdentityHashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
  private BinaryEncoder encoder;

  public RecordEncoder(SchemaRegistry registry, String topic) {
    this.registry = Objects.requireNonNull(registry, "registry");
    this.topic = Objects.requireNonNull(topic, "topic");
  }

  /**
   * The framed value of a record.
   *
   * @throws dev.sojourn.schemas.registry.RegistryUnavailableException if the schema had to be
   *     registered and the registry did not answer
   * @throws dev.sojourn.schemas.registry.SchemaRefusedException if the registry does not take the
   *     schema
   * @throws RuntimeException of Avro's if the record is not complete: the caller's mistake
   */
  public byte[] encode(SpecificRecord record) {
    Prepared type = prepared.get(record.getSchema());
    if (type == null) {
      type = prepare(record.getSchema());
      prepared.put(record.getSchema(), type);
    }
    // Taken up again before the buffer is emptied: what an earlier, failed record left goes into
    // the buffer now.
    encoder = EncoderFactory.get().binaryEncoder(out, encoder);
    out.reset();
    try {
      out.write(type.header);
      type.writer.write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  private Prepared prepare(Schema schema) {
    String name = schema.getFullName();
    Schema released =
        ReleasedSchemas.newest(name)
            .orElseThrow(() -> new IllegalArgumentException(name + " is not a released record."));
    int id = registry.register(topic + "-" + name, released);
    return new Prepared(WireFormat.header(id), new SpecificDatumWriter<>(schema));
  }

  /** What is known of one kind of record: the frame before it, and how it is written. */
  private static final class Prepared {
    private final byte[] header;
    private final SpecificDatumWriter<SpecificRecord> writer;

    Prepared(byte[] header, SpecificDatumWriter<SpecificRecord> writer) {
      this.header = header;
      this.writer = writer;
    }
  }
}
