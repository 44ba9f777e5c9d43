package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.bulk.FileImport;
import dev.sojourn.cli.bulk.Format;
import dev.sojourn.cli.bulk.Import;
import dev.sojourn.cli.bulk.ImportTelling;
import dev.sojourn.cli.bulk.LogSink;
import dev.sojourn.cli.bulk.Mapping;
import dev.sojourn.cli.bulk.MappingOptions;
import dev.sojourn.cli.bulk.Pace;
import dev.sojourn.cli.bulk.RejectLimit;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.producer.KafkaProducer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn import}. */
@Command(
    name = "import",
    description = {
      "Write profiles from files to the log: CSV with a header, JSON lines, or Avro, also compressed (.gz).",
      "",
      "Each row becomes one update of the profile that its key column names. A row that cannot be used is set aside in the file of rejects, with its line, a code and "
          + "the reason, and as a dead letter; it never stops an import.%n"
          + "What the broker has acknowledged is noted beside the file: after a stop or a kill, --resume goes on there. A row that is written twice is the same update "
          + "and counts once. Guide: docs/import.md.",
    },
    footer = {
      "",
      "Examples:",
      "  sojourn import crm.csv --key customer_id",
      "  sojourn import crm.csv --key id --map mail=email --type points=number --consent news=email/news",
      "  sojourn import crm.csv.gz --mapping crm.mapping.yaml --dry-run",
      "  sojourn import crm.csv.gz --mapping crm.mapping.yaml --resume",
      "",
      "Exit codes: 0 every row is on the log; 1 some rows were rejected, or a file cannot be used or read to its end; 3 broker or registry cannot be reached."
    })
final class ImportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;
  @Mixin private MappingOptions mapping;

  @Parameters(arity = "1..*", paramLabel = "FILE", description = "The files, one after the other.")
  private List<Path> files;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      description = "csv, jsonl or avro (default: by the files' names).")
  private Format format;

  @Option(
      names = "--delimiter",
      paramLabel = "CHAR",
      description =
          "What stands between the columns of CSV: one character, or tab (default: a comma; a tab for .tsv).")
  private String delimiter;

  @Option(
      names = "--pace",
      paramLabel = "ROWS/s",
      defaultValue = "20000/s",
      description = "At most so many rows a second, or unlimited (default: 20000/s).")
  private String pace;

  @Option(
      names = "--resume",
      description = "Go on where an earlier import of the file stopped, if there was one.")
  private boolean resume;

  @Option(
      names = "--again",
      description =
          "Rows that were imported before are new updates: for what has been changed since by others.")
  private boolean again;

  @Option(
      names = "--dry-run",
      description = "Read and check everything, and write nothing. Needs no broker.")
  private boolean dryRun;

  @Option(
      names = "--max-rejects",
      paramLabel = "NUMBER",
      defaultValue = "20%",
      description =
          "Stop when more rows than this are rejected: a number, a share of the rows once there are 1,000, or unlimited (default: 20%%).")
  private String maxRejects;

  @Option(
      names = "--rejects",
      paramLabel = "FILE",
      description = "Where rejected rows go, as JSON lines (default: FILE.rejects.jsonl).")
  private Path rejects;

  @Option(
      names = "--state",
      paramLabel = "FILE",
      description = "Where is noted how far the import has come (default: FILE.import.json).")
  private Path state;

  @Override
  public Integer call() {
    List<FileImport> imports = imports();
    long rows = parsed("--pace", pace, Pace::parse);
    RejectLimit limit = parsed("--max-rejects", maxRejects, RejectLimit::parse);
    FileImport.Begin begin = begin();
    boolean complete = true;
    if (dryRun) {
      for (FileImport file : imports) {
        ImportTelling telling = telling(file);
        complete &= tell(file.tryOut(Instant.now(), limit, telling), telling, "can be imported");
      }
      return complete ? ExitCode.OK : ExitCode.PROBLEMS;
    }
    Connection connection = connecting.connection();
    connection.admin().close();
    SchemaRegistry schemas = connection.schemas();
    try (KafkaProducer<byte[], byte[]> producer = connection.producer()) {
      for (FileImport file : imports) {
        ImportTelling telling = telling(file);
        FileImport.Result result =
            file.run(
                begin,
                Instant.now(),
                startedAt ->
                    new LogSink(
                        producer, connection.topics(), schemas, file.path().toString(), startedAt),
                new Import.Limits(rows, limit),
                telling);
        complete &= tell(result, telling, "imported");
      }
    }
    return complete ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private FileImport.Begin begin() {
    if (resume && again) {
      throw usage("--resume goes on with an import, --again begins one: say one of them");
    }
    return resume
        ? FileImport.Begin.RESUME
        : again ? FileImport.Begin.AGAIN : FileImport.Begin.ANEW;
  }

  private List<FileImport> imports() {
    if (files.size() > 1 && (state != null || rejects != null)) {
      throw usage("--state and --rejects are for one file; several have their own beside them");
    }
    Mapping meaning = mapping.mapping(spec.commandLine());
    List<FileImport> imports = new ArrayList<>();
    for (Path file : files) {
      Format stated =
          format != null
              ? format
              : Format.ofName(file)
                  .orElseThrow(
                      () ->
                          usage(
                              "the name of "
                                  + file
                                  + " does not tell its format; say --format csv, jsonl or avro"));
      imports.add(
          new FileImport(
              file,
              stated,
              delimiter(file),
              meaning,
              state != null ? state : beside(file, ".import.json"),
              rejects != null ? rejects : beside(file, ".rejects.jsonl")));
    }
    return imports;
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private char delimiter(Path file) {
    if (delimiter == null) {
      return Format.delimiter(file);
    }
    if (delimiter.equals("tab") || delimiter.equals("\\t")) {
      return '\t';
    }
    if (delimiter.length() != 1 || delimiter.charAt(0) > '~' || "\"\r\n".contains(delimiter)) {
      throw usage("--delimiter must be one ASCII character other than a quotation mark, or tab");
    }
    return delimiter.charAt(0);
  }

  private ImportTelling telling(FileImport file) {
    return new ImportTelling(
        spec.commandLine().getErr(), file.path(), file.path().toFile().length());
  }

  /**
   * @return whether every row of the file is where it belongs
   */
  private boolean tell(FileImport.Result result, ImportTelling telling, String done) {
    telling.close();
    PrintWriter out = spec.commandLine().getOut();
    FileImport file = result.file();
    double rate = result.rows() / Math.max(1e-3, result.seconds());
    if (output.json()) {
      out.println(
          JsonNodeFactory.instance
              .objectNode()
              .put("file", file.path().toString())
              .put("dryRun", dryRun)
              .put("finished", result.finished())
              .put("imported", result.imported())
              .put("rejected", result.rejected())
              .put("rejects", result.rejected() == 0 || dryRun ? null : file.rejects().toString())
              .put("rowsRead", result.rows())
              .put("seconds", Math.round(result.seconds() * 1000) / 1000.0)
              .put("rowsPerSecond", Math.round(rate)));
    } else {
      out.println(
          String.format(
              Locale.ROOT,
              "%s: %,d %s%s, %.1f s, %,.0f rows/s",
              file.path(),
              result.imported(),
              done,
              result.rejected() == 0
                  ? ""
                  : String.format(
                      Locale.ROOT,
                      ", %,d rejected%s",
                      result.rejected(),
                      dryRun ? "" : " (" + file.rejects() + ")"),
              result.seconds(),
              rate));
    }
    out.flush();
    if (!result.finished()) {
      PrintWriter err = spec.commandLine().getErr();
      err.println(
          "sojourn: "
              + file.path()
              + ": stopped, because more rows are rejected than --max-rejects "
              + maxRejects
              + " allows; mend the mapping and begin anew, or go on with --resume and a higher limit");
      err.flush();
    }
    return result.finished() && result.rejected() == 0;
  }

  /** Parses an option's text. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text);
  }

  private <T> T parsed(String option, String text, Parser<T> parser) {
    try {
      return parser.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), option + " " + e.getMessage(), e);
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
