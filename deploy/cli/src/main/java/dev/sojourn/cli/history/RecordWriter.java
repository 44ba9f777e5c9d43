package dev.sojourn.cli.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes a file of recorded signals. It appears under its name when it is whole; what was there
 * before stays until then.
 */
public final class RecordWriter implements Closeable {
  private final Path file;
  private final Path unfinished;
  private final DataFileWriter<GenericRecord> writer;

  public RecordWriter(Path file) throws IOException {
    this.file = file;
    this.unfinished =
        file.resolveSibling(file.getFileName() + ".unfinished-" + ProcessHandle.current().pid());
    this.writer =
        new DataFileWriter<>(
            new SpecificDatumWriter<GenericRecord>(RecordFormat.SCHEMA, RecordFormat.model()));
    writer.setCodec(CodecFactory.deflateCodec(1));
    writer.create(RecordFormat.SCHEMA, unfinished.toFile());
  }

  /** Appends a signal. */
  public void write(long logTime, int partition, long offset, String profile, SpecificRecord signal)
      throws IOException {
    append(logTime, partition, offset, profile, signal);
  }

  private void append(
      long logTime, int partition, long offset, String profile, SpecificRecord signal)
      throws IOException {
    GenericRecord record = new GenericData.Record(RecordFormat.SCHEMA);
    record.put(RecordFormat.LOG_TIME, Instant.ofEpochMilli(logTime));
    record.put(RecordFormat.PARTITION, partition);
    record.put(RecordFormat.OFFSET, offset);
    record.put(RecordFormat.PROFILE, profile);
    record.put(RecordFormat.SIGNAL, signal);
    writer.append(record);
  }

  /** Makes the file whole. */
  public void finish(long recordedUntil) throws IOException {
    append(recordedUntil, RecordFormat.NO_PARTITION, -1, "", null);
    writer.close();
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Leaves nothing of a file that was not finished. */
  @Override
  public void close() throws IOException {
    if (Files.exists(unfinished)) {
      writer.close();
      Files.delete(unfinished);
    }
  }
}
