package dev.sojourn.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.ProfileUpdate;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingTest {
  @TempDir Path directory;

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "number; 12; 12",
        "number; -7; -7",
        "number; 12.50; 12.5",
        "number; 1e3; 1000.0",
        "boolean; YES; true",
        "boolean; 0; false",
        "timestamp; 2026-03-01T10:00:00+01:00; 2026-03-01T09:00:00Z",
        "timestamp; 1000; 1970-01-01T00:00:01Z",
        "date; 2026-03-01; 2026-03-01",
        "list; a| b ||c; [a, b, c]",
        "string; 007; 007",
        "as-is; 007; 007"
      })
  void aCellIsWhatItsTypeSays(String type, String cell, String value) throws RowException {
    assertThat(CellType.ofLabel(type).orElseThrow().value(cell, "|")).hasToString(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "number; 12 000",
        "number; 1,5",
        "number; 0x1F",
        "number; 1d",
        "number; NaN",
        "number; 99999999999999999999",
        "number; 1e999",
        "boolean; maybe",
        "timestamp; 2026-03-01",
        "timestamp; yesterday",
        "date; 01.03.2026",
        "date; 2026-02-30"
      })
  void whatItIsNotIsRefused(String type, String cell) {
    assertThatThrownBy(() -> CellType.ofLabel(type).orElseThrow().value(cell, "|"))
        .isInstanceOf(RowException.class)
        .hasMessageStartingWith("must be ");
  }

  @Test
  void aFileSaysWhatColumnsAre() throws IOException, RowException {
    Mapping mapping =
        mapping(
            """
            key: customer
            others: ignore
            columns:
              mail: {attribute: email}
              points: {type: number}
              tags: {type: list, separator: ";"}
              news: {consent: email/news, in: [J], out: [N]}
              sms: {consent: sms}
              blocked: {suppression: email}
              note: {ignore: true}
            """);

    ProfileUpdate update =
        update(
            mapping,
            Map.of(
                "customer",
                "ann",
                "mail",
                "a@x.org",
                "points",
                "3",
                "tags",
                "a;b",
                "news",
                "j",
                "sms",
                "no",
                "blocked",
                "true",
                "note",
                "x",
                "more",
                "y"));

    assertThat(update.getAttributes())
        .isEqualTo(Map.of("email", "a@x.org", "points", 3L, "tags", List.of("a", "b")));
    assertThat(update.getConsents()).isEqualTo(Map.of("email/news", "in", "sms", "out"));
    assertThat(update.getSuppressions()).isEqualTo(Map.of("email", true));
  }

  @Test
  void anEmptyCellChangesNothingUnlessItIsToUnset() throws IOException, RowException {
    Map<String, Object> cells = new HashMap<>(Map.of("id", "ann"));
    List.of("a", "n", "b").forEach(column -> cells.put(column, null));
    String columns = "columns: {n: {consent: email}, b: {suppression: email}}\n";

    ProfileUpdate kept = update(mapping("key: id\n" + columns), cells);
    ProfileUpdate unset = update(mapping("key: id\nempty: unset\n" + columns), cells);

    assertThat(kept.getAttributes()).isEmpty();
    assertThat(kept.getConsents()).isEmpty();
    assertThat(unset.getAttributes()).containsOnlyKeys("a").containsEntry("a", null);
    assertThat(unset.getConsents()).isEqualTo(Map.of("email", "unknown"));
    assertThat(unset.getSuppressions()).isEmpty();
  }

  @Test
  void theKeyIsAnAttributeOnlyIfItIsSaid() throws IOException, RowException {
    Map<String, Object> cells = Map.of("mail", "a@x.org");

    assertThat(update(mapping("key: mail"), cells).getAttributes()).isEmpty();
    assertThat(
            update(mapping("key: mail\ncolumns: {mail: {attribute: email}}"), cells)
                .getAttributes())
        .isEqualTo(Map.of("email", "a@x.org"));
  }

  @Test
  void aWrongCellIsToldWithItsColumn() throws IOException {
    Mapping mapping = mapping("key: id\ncolumns: {points: {type: number}}");

    assertThatThrownBy(() -> update(mapping, Map.of("id", "ann", "points", "many")))
        .hasMessage("column `points` must be a number, such as 12 or 12.5, not `many`");
  }

  @Test
  void whatCannotBeMeantIsRefused() throws IOException {
    assertThatThrownBy(() -> mapping("columns: {}")).hasMessageContaining("--key");
    assertThatThrownBy(() -> mapping("kee: id")).hasMessageContaining("no field `kee`");
    assertThatThrownBy(() -> mapping("key: id\ncolumns: {a: {type: text}}"))
        .hasMessageContaining("there are as-is, string, number");
    assertThatThrownBy(() -> mapping("key: id\ncolumns: {a: {consent: email, type: number}}"))
        .hasMessageContaining("cannot have type beside consent");
    assertThat(
            mapping("key: id\ncolumns: {mail: {attribute: email}}")
                .problem(new LinkedHashSet<>(List.of("id", "email", "mail")))
                .orElseThrow())
        .contains("would both be the attribute `email`");
    assertThat(
            mapping("key: id\ncolumns: {x: {ignore: true}}")
                .problem(new LinkedHashSet<>(List.of("id"))))
        .hasValueSatisfying(problem -> assertThat(problem).contains("no column `x`"));
  }

  @Test
  void theSameMeaningHasTheSameFingerprint() throws IOException {
    String some =
        mapping("key: id\ncolumns: {a: {type: number}, b: {consent: email, in: [x, y]}}")
            .fingerprint();

    assertThat(
            mapping("columns: {b: {in: [y, x], consent: email}, a: {type: number}}\nkey: id")
                .fingerprint())
        .isEqualTo(some);
    assertThat(mapping("key: id\ncolumns: {a: {type: string}}").fingerprint()).isNotEqualTo(some);
  }

  @Test
  void paceAndLimitsAreReadAsTheyAreWritten() {
    assertThat(Pace.parse("5000/s")).isEqualTo(5_000);
    assertThat(Pace.parse("unlimited")).isEqualTo(Pace.UNLIMITED);
    assertThatThrownBy(() -> Pace.parse("0")).hasMessageContaining("rows a second");
    assertThat(RejectLimit.parse("0").isExceeded(1, 1)).isTrue();
    assertThat(RejectLimit.parse("20%").isExceeded(900, 999)).isFalse();
    assertThat(RejectLimit.parse("20%").isExceeded(201, 1_000)).isTrue();
    assertThat(RejectLimit.parse("unlimited").isExceeded(1_000_000, 1_000_000)).isFalse();
  }

  @Test
  void aPaceLetsSoManyPassInASecondAndCatchesUpWithLittle() {
    long[] now = {0};
    Pace pace = new Pace(1_000, () -> now[0], nanos -> now[0] += nanos);
    for (int i = 0; i < 2_000; i++) {
      pace.take();
    }
    assertThat(now[0]).isBetween(1_900_000_000L, 2_000_000_000L);

    now[0] += 60_000_000_000L;
    long before = now[0];
    for (int i = 0; i < 1_000; i++) {
      pace.take();
    }
    assertThat(now[0] - before).isGreaterThan(850_000_000L);
  }

  private Mapping mapping(String yaml) throws IOException {
    MappingDraft draft = new MappingDraft();
    MappingFile.read(Files.writeString(directory.resolve("mapping.yaml"), yaml), draft);
    return draft.mapping();
  }

  private static ProfileUpdate update(Mapping mapping, Map<String, Object> cells)
      throws RowException {
    return mapping.update(new Row.Read(1, new byte[0], cells), "u-1", Instant.EPOCH);
  }
}
