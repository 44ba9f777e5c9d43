package dev.sojourn.cli.history;

import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.cli.CommandException;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableFileInput;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;

/** Signals from a file that {@link RecordWriter} has written. */
public final class RecordFileSource implements SignalSource {
  private static final String RECORD_AGAIN = "; record it again with `sojourn record`";

  private final Path file;
  private final SchemaRegistry schemas = new LocalSchemas();
  private final RecordEncoder encoder = new RecordEncoder(schemas, "recorded");
  private final Map<Integer, Long> clocks = new HashMap<>();

  public RecordFileSource(Path file) {
    this.file = file;
  }

  @Override
  public void read(Window window, Sink sink, Problems problems, Progress progress) {
    long read = 0;
    boolean whole = false;
    try (SeekableFileInput input = new SeekableFileInput(file.toFile());
        DataFileReader<GenericRecord> reader = reader(input)) {
      for (Optional<GenericRecord> record = next(reader, read);
          record.isPresent();
          record = next(reader, read)) {
        whole = take(record.get(), window, sink, problems);
        if (read++ % 10_000 == 0) {
          progress.at((double) input.tell() / Math.max(1, input.length()));
        }
      }
    } catch (IOException e) {
      throw unreadable(read, e);
    }
    if (!whole) {
      throw CommandException.problem(
          file
              + " ends after "
              + read
              + " signals without its last record: it is cut"
              + RECORD_AGAIN);
    }
  }

  private DataFileReader<GenericRecord> reader(SeekableFileInput input) throws IOException {
    try {
      return new DataFileReader<>(
          input,
          new SpecificDatumReader<>(
              RecordFormat.SCHEMA, RecordFormat.SCHEMA, RecordFormat.model()));
    } catch (RuntimeException e) {
      throw unreadable(0, e);
    }
  }

  private Optional<GenericRecord> next(DataFileReader<GenericRecord> reader, long read) {
    // Avro answers broken bytes with exceptions of many kinds, and allocates what a length claims.
    try {
      return reader.hasNext() ? Optional.of(reader.next()) : Optional.empty();
    } catch (RuntimeException | OutOfMemoryError e) {
      throw unreadable(read, e);
    }
  }

  private CommandException unreadable(long read, Throwable e) {
    return CommandException.problem(
        file + " is not readable after " + read + " signals: " + e.getMessage() + RECORD_AGAIN);
  }

  /**
   * @return whether it is the last record
   */
  private boolean take(GenericRecord record, Window window, Sink sink, Problems problems) {
    long stated = ((Instant) record.get(RecordFormat.LOG_TIME)).toEpochMilli();
    int partition = (Integer) record.get(RecordFormat.PARTITION);
    if (!(record.get(RecordFormat.SIGNAL) instanceof SpecificRecord signal)) {
      if (window.holds(stated)) {
        sink.time(stated);
      }
      return partition == RecordFormat.NO_PARTITION;
    }
    long logTime = clocks.merge(partition, stated, Math::max);
    byte[] profile = record.get(RecordFormat.PROFILE).toString().getBytes(StandardCharsets.UTF_8);
    if (profile.length == 0 || profile.length > LONGEST_PROFILE) {
      problems.refused(
          file + ", " + partition + "/" + record.get(RecordFormat.OFFSET), "has no profile key");
    } else if (window.holds(logTime)) {
      sink.signal(profile, logTime, kind(signal), encoder.encode(signal));
    }
    return false;
  }

  static Peek.Kind kind(SpecificRecord signal) {
    if (signal instanceof CustomerEvent) {
      return Peek.Kind.EVENT;
    } else if (signal instanceof DeliveryReport) {
      return Peek.Kind.REPORT;
    } else if (signal instanceof EntryRequest) {
      return Peek.Kind.ENTRY_REQUEST;
    }
    return signal instanceof Command ? Peek.Kind.COMMAND : Peek.Kind.UPDATE;
  }

  @Override
  public SchemaRegistry schemas() {
    return schemas;
  }

  @Override
  public String name() {
    return file.toString();
  }
}
