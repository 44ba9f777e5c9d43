package dev.sojourn.schemas.codec;

import dev.sojourn.schemas.codec.UnreadableRecordException.Code;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.io.ResolvingDecoder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/**
 * Reads framed values as records of our generated classes, whichever of ours they are and in
 * whichever compatible version they were written. Not thread-safe.
 */
public final class RecordDecoder {
  private final WriterSchemas writers;
  private final Map<WriterSchema, DepthLimitedReader> readers = new HashMap<>();

  public RecordDecoder(SchemaRegistry registry) {
    this(new WriterSchemas(registry));
  }

  /** A decoder that shares what was prepared for reading by hand. */
  public RecordDecoder(WriterSchemas writers) {
    this.writers = writers;
  }

  /**
   * The record in a framed value.
   *
   * @throws UnreadableRecordException if there is none that can be read
   * @throws dev.sojourn.schemas.registry.RegistryUnavailableException if the registry had to be
   *     asked and did not answer
   */
  public SpecificRecord decode(byte[] value) {
    WriterSchema writer = writers.of(value);
    DepthLimitedReader reader =
        readers.computeIfAbsent(writer, w -> new DepthLimitedReader(w.writer(), w.reader()));
    BoundedDecoder bytes = writer.bytes(value);
    try {
      SpecificRecord record = reader.readOne(bytes);
      if (bytes.remaining() > 0) {
        throw new IOException(bytes.remaining() + " bytes are left after the record");
      }
      return record;
    } catch (UnreadableRecordException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Avro answers broken bytes with exceptions of many kinds, down to index-out-of-bounds and
      // class-cast.
      throw UnreadableRecordException.bytes(writer.fullName(), e);
    }
  }

  /**
   * Avro's reader, with an end to how deep records may lie inside one another: its recursion takes
   * the stack.
   */
  private static final class DepthLimitedReader extends SpecificDatumReader<SpecificRecord> {
    /** Every nested object is a record in a record: the object and its member. */
    private static final int MAX_RECORDS = 2 * Values.MAX_DEPTH;

    /** How many records lie around the one at hand; none around the outermost. */
    private int depth;

    DepthLimitedReader(Schema writer, Schema reader) {
      super(writer, reader, new SpecificData(RecordDecoder.class.getClassLoader()));
      // The fast reader would bypass readRecord.
      getData().setFastReaderEnabled(false);
      // The generated classes convert their own instants, but not those that may be null.
      getData().addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
    }

    SpecificRecord readOne(BoundedDecoder bytes) throws IOException {
      depth = 0;
      return read(null, bytes);
    }

    @Override
    protected Object readRecord(Object old, Schema expected, ResolvingDecoder in)
        throws IOException {
      if (depth > MAX_RECORDS) {
        throw new UnreadableRecordException(
            Code.NESTED_TOO_DEEPLY,
            "Objects lie more than "
                + Values.MAX_DEPTH
                + " deep inside one another. Flatten them.");
      }
      depth++;
      Object record = super.readRecord(old, expected, in);
      depth--;
      return record;
    }
  }
}
