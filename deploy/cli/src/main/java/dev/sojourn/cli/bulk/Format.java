package dev.sojourn.cli.bulk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How rows stand in a file. */
public enum Format {
  /** Comma-separated values with a header. */
  CSV(List.of(".csv", ".tsv", ".tab", ".txt")),
  /** A JSON object in each line. */
  JSONL(List.of(".jsonl", ".ndjson", ".json")),
  /** An Avro container file. */
  AVRO(List.of(".avro"));

  private final List<String> endings;

  Format(List<String> endings) {
    this.endings = endings;
  }

  /** The format that a file's name tells, with or without {@code .gz}; empty if it tells none. */
  public static Optional<Format> ofName(Path path) {
    String name = plainName(path);
    return Arrays.stream(values())
        .filter(format -> format.endings.stream().anyMatch(name::endsWith))
        .findFirst();
  }

  /** The delimiter that a name tells: a tab for {@code .tsv} and {@code .tab}, else a comma. */
  public static char delimiter(Path path) {
    String name = plainName(path);
    return name.endsWith(".tsv") || name.endsWith(".tab") ? '\t' : ',';
  }

  private static String plainName(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".gz") ? name.substring(0, name.length() - ".gz".length()) : name;
  }

  /**
   * The rows of a file from a position on.
   *
   * @throws IOException if it cannot be read so far
   */
  RowSource open(Path path, char delimiter, RowSource.Position start) throws IOException {
    InputFile file = new InputFile(path);
    try {
      return switch (this) {
        case CSV -> new CsvRows(file, delimiter, start);
        case JSONL -> new JsonRows(file, start);
        case AVRO -> new AvroRows(file, start);
      };
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** As it stands on the command line. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
