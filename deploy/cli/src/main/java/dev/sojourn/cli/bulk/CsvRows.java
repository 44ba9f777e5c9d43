package dev.sojourn.cli.bulk;

import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of a CSV file with a header. */
final class CsvRows implements RowSource {
  private final InputFile file;
  private final ByteWindow window;
  private final CsvRecords records;
  private final List<String> header;
  private long row;

  /**
   * @param start where to go on
   * @throws CommandException if the file cannot be used at all: without a header, or with one
   *     column twice
   */
  CsvRows(InputFile file, char delimiter, Position start) throws IOException {
    this.file = file;
    this.window = file.window();
    this.records = new CsvRecords(window, delimiter);
    this.header = header();
    if (start.offset() > window.offset()) {
      records.skipTo(start);
      row = start.row();
    }
  }

  private List<String> header() throws IOException {
    CsvRecords.Record record =
        records
            .next()
            .orElseThrow(() -> file.refused("is empty; its first line must name the columns"));
    if (record.broken().isPresent()) {
      throw file.refused("has no header that can be read: " + record.broken().get().getMessage());
    }
    Set<String> seen = new LinkedHashSet<>();
    for (String column : record.fields()) {
      // A delimiter at the end of each line makes a column without a name, which nothing can want.
      if (!seen.add(column) && !column.isEmpty()) {
        throw file.refused(
            "names the column `" + column + "` twice in its header; give each a name of its own");
      }
    }
    return List.copyOf(record.fields());
  }

  @Override
  public Optional<Set<String>> columns() {
    return Optional.of(Collections.unmodifiableSet(new LinkedHashSet<>(header)));
  }

  @Override
  public Optional<Row> next() throws IOException {
    Optional<CsvRecords.Record> record = records.next();
    record.ifPresent(r -> row++);
    return record.map(this::row);
  }

  private Row row(CsvRecords.Record record) {
    if (record.broken().isPresent()) {
      RowException broken = record.broken().get();
      return new Row.Unreadable(record.line(), record.bytes(), broken.code(), broken.getMessage());
    }
    List<String> fields = record.fields();
    if (fields.size() != header.size()) {
      return new Row.Unreadable(
          record.line(),
          record.bytes(),
          RowCode.ROW_MALFORMED,
          "has "
              + fields.size()
              + (fields.size() == 1 ? " column" : " columns")
              + ", the header has "
              + header.size());
    }
    Map<String, Object> cells = new HashMap<>(header.size() * 2);
    for (int i = 0; i < header.size(); i++) {
      cells.put(header.get(i), fields.get(i).isEmpty() ? null : fields.get(i));
    }
    return new Row.Read(record.line(), record.bytes(), cells);
  }

  @Override
  public Position position() {
    return new Position(window.offset(), records.line(), row);
  }

  @Override
  public long bytesRead() {
    return file.bytesRead();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
