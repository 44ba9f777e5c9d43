package dev.sojourn.cli.bulk;

import dev.sojourn.schemas.codec.Values;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;

/**
 * The records of an Avro container file. Blocks are compressed and checked as a whole: what is
 * broken in one cannot be passed, and ends the reading.
 */
final class AvroRows implements RowSource {
  private final InputFile file;
  private final DataFileStream<GenericRecord> reader;
  private final Set<String> columns = new LinkedHashSet<>();
  private long row;

  AvroRows(InputFile file, Position start) throws IOException {
    this.file = file;
    try {
      this.reader = new DataFileStream<>(file.stream(), new GenericDatumReader<>());
    } catch (IOException | RuntimeException e) {
      throw file.refused("is no Avro container file: " + e.getMessage());
    }
    if (reader.getSchema().getType() != Schema.Type.RECORD) {
      throw file.refused("holds values that are no records");
    }
    reader.getSchema().getFields().forEach(field -> columns.add(field.name()));
    while (row < start.row()) {
      if (read().isEmpty()) {
        throw new EOFException("there are fewer records than before");
      }
    }
  }

  @Override
  public Optional<Set<String>> columns() {
    return Optional.of(columns);
  }

  @Override
  public Optional<Row> next() throws IOException {
    return read().map(this::row);
  }

  private Optional<GenericRecord> read() throws IOException {
    // Avro answers broken bytes with exceptions of many kinds, and allocates what a length claims.
    try {
      if (!reader.hasNext()) {
        return Optional.empty();
      }
      GenericRecord record = reader.next();
      row++;
      return Optional.of(record);
    } catch (RuntimeException | OutOfMemoryError e) {
      throw new IOException(String.valueOf(e.getMessage()), e);
    }
  }

  private Row row(GenericRecord record) {
    Map<String, Object> plain = new HashMap<>();
    try {
      for (Schema.Field field : record.getSchema().getFields()) {
        plain.put(field.name(), AvroCells.plain(record.get(field.pos()), field.schema()));
      }
      return new Row.Read(row, bytes(record), Values.toAvro(plain));
    } catch (RowException e) {
      return new Row.Unreadable(row, bytes(record), e.code(), e.getMessage());
    } catch (IllegalArgumentException e) {
      return new Row.Unreadable(row, bytes(record), RowCode.VALUE_INVALID, e.getMessage());
    }
  }

  /** A record alone has no bytes that anybody could read: its JSON stands for it. */
  private static byte[] bytes(GenericRecord record) {
    return record.toString().getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public Position position() {
    return new Position(0, row + 1, row);
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
