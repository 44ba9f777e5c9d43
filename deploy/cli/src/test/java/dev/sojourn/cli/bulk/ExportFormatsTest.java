package dev.sojourn.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.local.StoredProfile;
import dev.sojourn.schemas.codec.Values;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;

class ExportFormatsTest {
  @TempDir Path directory;

  /** What is exported can be imported again, in every format: the same attributes and consents. */
  @Property(tries = 150)
  void whatIsExportedCanBeImported(
      @ForAll("people") List<StoredProfile> people, @ForAll Format format) throws IOException {
    Path home = Files.createTempDirectory("export");
    Path file = home.resolve("p." + format + (people.size() % 2 == 0 ? "" : ".gz"));
    Path mapping = home.resolve("mapping.yaml");
    try {
      export(people, format, file, mapping);

      Map<String, ProfileUpdate> updates = new TreeMap<>();
      int rows = read(format, file, mapping, updates);

      assertThat(rows).isEqualTo(people.size());
      for (StoredProfile person : people) {
        ProfileUpdate update = updates.get(person.key());
        assertThat(Values.fromAvro(update.getAttributes())).isEqualTo(person.attributes());
        assertThat(update.getConsents()).isEqualTo(person.consents());
        assertThat(update.getSuppressions().keySet()).isEqualTo(person.suppressed());
        assertThat(update.getSuppressions().values()).doesNotContain(false);
      }
    } finally {
      Files.deleteIfExists(file);
      Files.deleteIfExists(mapping);
      Files.delete(home);
    }
  }

  @Test
  void aCsvFileIsWhatASpreadsheetExpects() throws IOException {
    StoredProfile ann =
        new StoredProfile(
            "ann",
            Optional.of(Instant.parse("2026-03-01T09:00:00Z")),
            Map.of("email", "a@x.org", "tags", List.of("a", "b"), "note", "5\" x, y"),
            Map.of("email/news", "in"),
            Set.of("sms"),
            List.of("everyone", "vip"));
    StoredProfile ben =
        new StoredProfile(
            "ben", Optional.empty(), Map.of("points", 7L), Map.of(), Set.of(), List.of());
    Path file = directory.resolve("p.csv");

    export(List.of(ann, ben), Format.CSV, file, directory.resolve("mapping.yaml"));

    assertThat(Files.readAllLines(file))
        .containsExactly(
            "key,email,note,points,tags,consent:email/news,suppressed:sms,audiences,firstSeen",
            "ann,a@x.org,\"5\"\" x, y\",,a|b,in,true,everyone|vip,2026-03-01T09:00:00Z",
            "ben,,,7,,,,,");
  }

  private static void export(List<StoredProfile> people, Format format, Path file, Path mapping)
      throws IOException {
    OutputStream raw = Files.newOutputStream(file);
    OutputStream out =
        new BufferedOutputStream(
            InputFile.isCompressed(file) ? new java.util.zip.GZIPOutputStream(raw) : raw);
    try (ExportWriter writer =
        switch (format) {
          case CSV -> new CsvExport(out);
          case JSONL -> new JsonExport(out);
          case AVRO -> new AvroExport(out);
        }) {
      for (StoredProfile person : people) {
        writer.write(person);
      }
      writer.finish();
      Files.writeString(
          mapping, new Dump(DumpSettings.builder().build()).dumpToString(writer.mapping()));
    }
  }

  private static int read(
      Format format, Path file, Path mappingFile, Map<String, ProfileUpdate> updates)
      throws IOException {
    MappingDraft draft = new MappingDraft();
    MappingFile.read(mappingFile, draft);
    Mapping mapping = draft.mapping();
    int rows = 0;
    try (RowSource source = format.open(file, ',', RowSource.Position.START)) {
      assertThat(source.columns().flatMap(mapping::problem)).isEmpty();
      for (Optional<Row> row = source.next(); row.isPresent(); row = source.next()) {
        assertThat(row.get()).isInstanceOf(Row.Read.class);
        Row.Read read = (Row.Read) row.get();
        updates.put(mapping.profile(read), mapping.update(read, "u", Instant.EPOCH));
        rows++;
      }
    } catch (RowException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  @Provide
  Arbitrary<List<StoredProfile>> people() {
    Arbitrary<String> texts =
        Arbitraries.strings()
            .withChars('a', 'é', '"', ',', '|', '\n', '\r', ' ', '\0', '7')
            .ofMaxLength(5);
    Arbitrary<Object> scalars =
        Arbitraries.oneOf(
            List.of(
                texts.map(Object.class::cast),
                Arbitraries.longs().map(Object.class::cast),
                Arbitraries.doubles().map(Object.class::cast),
                Arbitraries.of(true, false).map(Object.class::cast)));
    Arbitrary<Object> values =
        Arbitraries.oneOf(
            List.of(
                scalars,
                texts.list().ofMaxSize(3).map(Object.class::cast),
                Arbitraries.maps(Arbitraries.of("x", "y"), scalars)
                    .ofMaxSize(2)
                    .map(Object.class::cast)));
    Arbitrary<Map<String, Object>> attributes =
        Arbitraries.maps(
                Arbitraries.of("email", "points", "key", "consent:a", "a b", "audiences"), values)
            .ofMaxSize(4);
    Arbitrary<Map<String, String>> consents =
        Arbitraries.maps(Arbitraries.of("email", "sms/news"), Arbitraries.of("in", "out"))
            .ofMaxSize(2);
    return Combinators.combine(attributes, consents, Arbitraries.of("sms", "").set().ofMaxSize(1))
        .as(
            (values1, consents1, suppressed) ->
                new StoredProfile(
                    "",
                    Optional.of(Instant.EPOCH),
                    new TreeMap<>(values1),
                    new TreeMap<>(consents1),
                    suppressed.contains("sms") ? new TreeSet<>(Set.of("sms")) : new TreeSet<>(),
                    List.of("vip")))
        .list()
        .ofMaxSize(5)
        .map(ExportFormatsTest::named);
  }

  private static List<StoredProfile> named(List<StoredProfile> people) {
    Map<Integer, StoredProfile> named = new HashMap<>();
    for (int i = 0; i < people.size(); i++) {
      StoredProfile p = people.get(i);
      named.put(
          i,
          new StoredProfile(
              "p" + i, p.firstSeen(), p.attributes(), p.consents(), p.suppressed(), p.audiences()));
    }
    return List.copyOf(named.values());
  }
}
