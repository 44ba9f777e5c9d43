package dev.sojourn.schemas.codec;

import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.ResolvingDecoder;

/**
 * What is prepared, once, for reading the records of one writer schema by hand. If the writer's
 * schema lays out bytes as ours does, reading goes straight over the bytes; otherwise through
 * Avro's schema resolution. One reading procedure serves both: {@link #start}, then {@link #fields}
 * and these fields in that order, {@link #enterNested} before each nested record, and {@link
 * #finish}.
 *
 * <p>Its decoder is reused for every value; not thread-safe.
 */
public final class WriterSchema {
  private final Schema writer;
  private final Schema reader;
  private final Schema.Field[] fields;
  private final BoundedDecoder bytes = new BoundedDecoder();
  private final ResolvingDecoder resolving;

  WriterSchema(Schema writer, Schema reader) throws IOException {
    this.writer = writer;
    this.reader = reader;
    this.fields = reader.getFields().toArray(Schema.Field[]::new);
    boolean same =
        SchemaNormalization.toParsingForm(writer).equals(SchemaNormalization.toParsingForm(reader));
    this.resolving = same ? null : DecoderFactory.get().resolvingDecoder(writer, reader, bytes);
  }

  /** Full name of the record. */
  public String fullName() {
    return reader.getFullName();
  }

  /** Our released version of the record: what is read looks like this whatever was written. */
  public Schema reader() {
    return reader;
  }

  Schema writer() {
    return writer;
  }

  /** A decoder of a framed value, at the start of its record. Valid until the next call. */
  public Decoder start(byte[] value) throws IOException {
    bytes.reset(value, WireFormat.HEADER_BYTES);
    if (resolving == null) {
      return bytes;
    }
    resolving.configure(bytes);
    return resolving;
  }

  /**
   * The fields of the outermost record in the order in which they must now be read. The array is
   * not to be changed.
   */
  public Schema.Field[] fields() throws IOException {
    return resolving == null ? fields : resolving.readFieldOrder();
  }

  /**
   * To be called before the fields of a nested record are read, which must come in the order of our
   * version.
   *
   * @throws IOException if this writer has another order
   */
  public void enterNested() throws IOException {
    if (resolving == null) {
      return;
    }
    Schema.Field[] nested = resolving.readFieldOrder();
    for (int i = 0; i < nested.length; i++) {
      if (nested[i].pos() != i) {
        throw new IOException("the fields of a nested object are not in the contract's order");
      }
    }
  }

  /**
   * To be called after the outermost record.
   *
   * @throws IOException if bytes are left
   */
  public void finish() throws IOException {
    if (resolving != null) {
      resolving.drain();
    }
    if (bytes.remaining() > 0) {
      throw new IOException(bytes.remaining() + " bytes are left after the record");
    }
  }

  /** The bare bytes of a framed value, for a reader that does its own schema resolution. */
  BoundedDecoder bytes(byte[] value) {
    bytes.reset(value, WireFormat.HEADER_BYTES);
    return bytes;
  }
}
