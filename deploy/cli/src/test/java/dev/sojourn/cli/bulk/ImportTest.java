package dev.sojourn.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.cli.CommandException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportTest {
  private static final Instant NOW = Instant.parse("2026-03-01T09:00:00Z");
  private static final Mapping MAPPING =
      new Mapping(
          "id",
          Map.of("points", new Target.Attribute("points", CellType.NUMBER, "|")),
          Mapping.Others.ATTRIBUTES,
          Mapping.Empty.KEEP);
  private static final RejectLimit ANY = RejectLimit.parse("unlimited");

  private static final Import.Limits UNLIMITED = new Import.Limits(Pace.UNLIMITED, ANY);

  @TempDir Path directory;
  private final List<String> log = new ArrayList<>();
  private final List<Reject> told = new ArrayList<>();

  @Test
  void aRowBecomesAnUpdate() throws IOException {
    FileImport.Result result = run(file("people.csv", "id,mail,points\nann,a@x.org,12\n"), 100);

    assertThat(result.imported()).isEqualTo(1);
    assertThat(result.finished()).isTrue();
    assertThat(log).hasSize(1);
    assertThat(log.get(0))
        .startsWith("ann import-")
        .endsWith(" 2026-03-01T09:00:00Z {mail=a@x.org, points=12}{}{}");
  }

  @Test
  void anEmptyTextIsEmptyInCsvOnly() throws IOException {
    run(file("people.csv", "id,points,note\nann,,\"\"\n"), 100);
    run(file("people.jsonl", "{\"id\": \"ann\", \"points\": null, \"note\": \"\"}\n"), 100);

    assertThat(log.get(0)).endsWith("{}{}{}");
    assertThat(log.get(1)).endsWith("{note=}{}{}");
  }

  @Test
  void theSameRowIsTheSameUpdateAndTheSameRowAgainAnother() throws IOException {
    Path file = file("people.csv", "id,points\nann,1\nann,1\n");
    run(file, 100);
    List<String> first = List.copyOf(log);
    run(file, 100);

    assertThat(new HashSet<>(log)).hasSameElementsAs(first).hasSize(2);
    file(file).run(FileImport.Begin.AGAIN, NOW, at -> sink(100), UNLIMITED, telling());
    assertThat(new HashSet<>(log)).hasSize(4);
  }

  /** Whatever bytes are cut where: the log has all updates, and none that it would not have. */
  @Property(tries = 60)
  void aKilledImportThatGoesOnIsAsOneThatWasNot(
      @ForAll @IntRange(max = 40) int cut,
      @ForAll @IntRange(min = 1, max = 9) int batch,
      @ForAll @IntRange(max = 2) int format)
      throws IOException {
    Path home = Files.createTempDirectory("import");
    try {
      Path file = home.resolve(List.of("p.csv", "p.csv.gz", "p.jsonl").get(format));
      byte[] bytes = (format == 2 ? jsonLines(30) : csvLines(30)).getBytes(StandardCharsets.UTF_8);
      Files.write(file, format == 1 ? zipped(bytes) : bytes);
      FileImport whole = file(file);
      List<String> expected = new ArrayList<>();
      CollectedUpdates undisturbed = new CollectedUpdates(expected, 1_000);
      begin(whole, FileImport.Begin.ANEW, undisturbed, batch);
      byte[] expectedRejects = Files.readAllBytes(whole.rejects());
      Files.delete(whole.rejects());

      List<String> disturbed = new ArrayList<>();
      boolean done = false;
      FileImport.Begin how = FileImport.Begin.ANEW;
      for (int life = 1; !done; life++) {
        try {
          begin(whole, how, new CollectedUpdates(disturbed, life + cut), batch);
          done = true;
        } catch (CollectedUpdates.Killed e) {
          how = FileImport.Begin.RESUME;
        }
      }

      assertThat(CollectedUpdates.counted(disturbed).keySet())
          .isEqualTo(CollectedUpdates.counted(expected).keySet());
      assertThat(Files.readAllBytes(whole.rejects())).isEqualTo(expectedRejects);
    } finally {
      try (var files = Files.list(home)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(home);
    }
  }

  @Test
  void whatWasFinishedIsNotDoneAgainByGoingOn() throws IOException {
    Path file = file("people.csv", "id,points\nann,1\nben,x\n");
    run(file, 100);
    log.clear();

    FileImport.Result result =
        file(file).run(FileImport.Begin.RESUME, NOW, at -> sink(0), UNLIMITED, telling());

    assertThat(log).isEmpty();
    assertThat(result.imported()).isEqualTo(1);
    assertThat(result.rejected()).isEqualTo(1);
  }

  @Test
  void itDoesNotGoOnInAChangedFileNorUnderAnotherMapping() throws IOException {
    Path file = file("people.csv", "id,points\nann,1\nben,2\n");
    run(file, 100);
    FileImport other =
        new FileImport(
            file,
            Format.CSV,
            ',',
            new Mapping("id", Map.of(), Mapping.Others.IGNORE, Mapping.Empty.KEEP),
            beside(file, ".import.json"),
            beside(file, ".rejects.jsonl"));

    assertThatThrownBy(() -> other.begin(FileImport.Begin.RESUME, NOW))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("another mapping");
    Files.writeString(file, "id,points\nann,1\nben,3\n");
    assertThatThrownBy(() -> file(file).begin(FileImport.Begin.RESUME, NOW))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("has changed");
  }

  @Test
  void itStopsWhenTooMuchIsRejectedAndCanGoOn() throws IOException {
    StringBuilder text = new StringBuilder("id,points\n");
    for (int i = 0; i < 3_000; i++) {
      text.append("p").append(i).append(i % 2 == 0 ? ",x\n" : ",1\n");
    }
    Path file = file("people.csv", text.toString());

    FileImport.Result stopped =
        file(file)
            .run(
                FileImport.Begin.ANEW,
                NOW,
                at -> sink(100_000),
                new Import.Limits(Pace.UNLIMITED, RejectLimit.parse("20%")),
                telling());
    FileImport.Result ended =
        file(file).run(FileImport.Begin.RESUME, NOW, at -> sink(100_000), UNLIMITED, telling());

    assertThat(stopped.finished()).isFalse();
    assertThat(stopped.imported() + stopped.rejected()).isEqualTo(1_000);
    assertThat(ended.imported()).isEqualTo(1_500);
    assertThat(ended.rejected()).isEqualTo(1_500);
    assertThat(Files.readAllLines(ended.file().rejects())).hasSize(1_500);
  }

  @Test
  void avroRecordsAreRowsAndDatesBecomeTexts() throws IOException {
    Schema schema =
        new Schema.Parser()
            .parse(
                """
                {"type": "record", "name": "Person", "fields": [
                  {"name": "id", "type": "string"},
                  {"name": "points", "type": ["null", "int"]},
                  {"name": "born", "type": {"type": "int", "logicalType": "date"}},
                  {"name": "seen", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                  {"name": "tags", "type": {"type": "array", "items": "string"}}
                ]}
                """);
    Path file = directory.resolve("people.avro");
    try (DataFileWriter<GenericRecord> writer =
        new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.create(schema, file.toFile());
      for (int i = 0; i < 3; i++) {
        writer.append(
            new GenericRecordBuilder(schema)
                .set("id", i == 1 ? "" : "p" + i)
                .set("points", i == 0 ? 7 : null)
                .set("born", 365)
                .set("seen", 1_000L)
                .set("tags", List.of("a", "b"))
                .build());
      }
    }

    FileImport.Result result = run(file, 100);

    assertThat(result.imported()).isEqualTo(2);
    assertThat(log.get(0))
        .endsWith("{born=1971-01-01, points=7, seen=1970-01-01T00:00:01Z, tags=[a, b]}{}{}");
    assertThat(told).extracting(Reject::code).containsExactly(RowCode.FIELD_MISSING);
    assertThat(told.get(0).line()).isEqualTo(2);
  }

  @Test
  void aCutArchiveEndsWithWhatWasReadNoted() throws IOException {
    byte[] whole = zipped(csvLines(20_000).getBytes(StandardCharsets.UTF_8));
    Path file = directory.resolve("cut.csv.gz");
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));

    assertThatThrownBy(() -> run(file, 1_000_000))
        .isInstanceOf(CommandException.class)
        .hasMessageMatching("(?s).*cannot be read after [0-9]{3,} rows.*");
    assertThat(log).hasSizeGreaterThan(100);
  }

  private FileImport.Result run(Path file, int most) {
    return file(file).run(FileImport.Begin.ANEW, NOW, at -> sink(most), UNLIMITED, telling());
  }

  private void begin(FileImport file, FileImport.Begin how, CollectedUpdates sink, int batch) {
    // Each life begins later; what it makes is as old as the first.
    Instant now = NOW.plusSeconds(how == FileImport.Begin.ANEW ? 0 : 60);
    file.run(how, now, at -> sink, new Import.Limits(Pace.UNLIMITED, ANY, batch), telling());
  }

  private CollectedUpdates sink(int most) {
    return new CollectedUpdates(log, most);
  }

  private Import.Progress telling() {
    return new Import.Progress() {
      @Override
      public void at(long rows, long bytesRead) {}

      @Override
      public void rejected(Reject reject) {
        told.add(reject);
      }
    };
  }

  private FileImport file(Path file) {
    return new FileImport(
        file,
        Format.ofName(file).orElseThrow(),
        ',',
        MAPPING,
        beside(file, ".import.json"),
        beside(file, ".rejects.jsonl"));
  }

  private static Path beside(Path file, String ending) {
    return file.resolveSibling(file.getFileName() + ending);
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text);
  }

  private static String csvLines(int rows) {
    StringBuilder text = new StringBuilder("id,points,note\n");
    for (int i = 0; i < rows; i++) {
      text.append(i % 7 == 3 ? "" : "p" + i % 5).append(',').append(i);
      text.append(i % 4 == 0 ? ",\"two\nlines " + i + "\"\n" : ",é\r\n");
    }
    return text.toString();
  }

  private static String jsonLines(int rows) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      text.append(i % 7 == 3 ? "{\n" : "{\"id\": \"p" + i % 5 + "\", \"points\": " + i + "}\n");
    }
    return text.toString();
  }

  private static byte[] zipped(byte[] bytes) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(zipped)) {
      out.write(bytes);
    }
    return zipped.toByteArray();
  }
}
