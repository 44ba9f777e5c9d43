package dev.sojourn.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

  @Property
  void readsWhatIsWellFormedAsALibraryDoes(
      @ForAll("tables") List<List<String>> table, @ForAll("lineEnds") String lineEnd)
      throws IOException {
    String csv = csv(table, lineEnd);
    List<List<String>> expected = new ArrayList<>();
    try (CsvReader<CsvRecord> reader =
        CsvReader.builder()
            .allowExtraFields(true)
            .allowMissingFields(true)
            .skipEmptyLines(false)
            .ofCsvRecord(csv)) {
      reader.forEach(record -> expected.add(record.getFields()));
    }

    List<CsvRecords.Record> read = read(csv);

    assertThat(read).allSatisfy(record -> assertThat(record.broken()).isEmpty());
    assertThat(read).extracting(CsvRecords.Record::fields).isEqualTo(expected);
  }

  /** Nothing is lost: what was read and what was given up is all that stands in the file. */
  @Property
  void everyByteBelongsToARecordOrALineEnd(@ForAll("hostile") String text) throws IOException {
    StringBuilder put = new StringBuilder();
    for (CsvRecords.Record record : read(text)) {
      put.append(new String(record.bytes(), StandardCharsets.UTF_8));
    }

    assertThat(withoutLineEnds(put.toString())).isEqualTo(withoutLineEnds(text));
  }

  @Property
  void wherelinesBeginIsToldRightWhateverStandsBefore(@ForAll("hostile") String text)
      throws IOException {
    for (CsvRecords.Record record : read(text)) {
      List<String> lines = List.of(text.split("\r\n|\r|\n", -1));
      String first = lines.get((int) record.line() - 1);
      assertThat(new String(record.bytes(), StandardCharsets.UTF_8)).startsWith(first);
    }
  }

  @Test
  void aQuotationMarkThatIsNeverClosedCostsItsLineOnly() throws IOException {
    List<CsvRecords.Record> read = read("a,b\n1,\"open\n2,x\n3,y\n");

    assertThat(read).hasSize(4);
    assertThat(read.get(1).broken().orElseThrow().code()).isEqualTo(RowCode.ROW_MALFORMED);
    assertThat(read.get(1).broken().orElseThrow()).hasMessageContaining("column 2");
    assertThat(read.get(1).line()).isEqualTo(2);
    assertThat(new String(read.get(1).bytes(), StandardCharsets.UTF_8)).isEqualTo("1,\"open");
    assertThat(read.get(2).fields()).containsExactly("2", "x");
    assertThat(read.get(3).fields()).containsExactly("3", "y");
  }

  @Test
  void whatIsBrokenIsSaidWithItsColumn() throws IOException {
    assertThat(broken("x,5\" pipe\n")).contains("inside column 2");
    assertThat(broken("\"a\"b,c\n")).contains("closes column 1");
  }

  @Test
  void aRowThatIsTooLargeIsPassedWithoutBeingKept() throws IOException {
    String huge = "x".repeat(5 * Row.MAX_BYTES);
    for (String row : List.of(huge, "\"" + huge + "\"", ",".repeat(3 * Row.MAX_BYTES))) {
      List<CsvRecords.Record> read = read("a\n" + row + "\nb\n");

      assertThat(read).hasSize(3);
      assertThat(read.get(1).broken()).isPresent();
      assertThat(read.get(1).bytes()).hasSize(Row.MAX_BYTES);
      assertThat(read.get(2).fields()).containsExactly("b");
      assertThat(read.get(2).line()).isEqualTo(3);
    }
  }

  /** A file of quotation marks only must not take hours. */
  @Test
  void hostileQuotationMarksTakeLinearTime() throws IOException {
    for (String line : List.of("\"\n", "x,\"\"\"\n", "x,\"a\n", "a\",\"\"\"\n", "\"\"\"\"\"\n")) {
      String text = line.repeat(300_000);
      assertThat(read(text)).isNotEmpty();
    }
  }

  private static String broken(String text) throws IOException {
    Optional<RowException> broken = read(text).get(0).broken();
    return broken.orElseThrow().getMessage();
  }

  private static String withoutLineEnds(String text) {
    return text.replaceAll("[\r\n]", "");
  }

  private static List<CsvRecords.Record> read(String text) throws IOException {
    CsvRecords records =
        new CsvRecords(
            new ByteWindow(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))), ',');
    List<CsvRecords.Record> read = new ArrayList<>();
    for (Optional<CsvRecords.Record> next = records.next();
        next.isPresent();
        next = records.next()) {
      CsvRecords.Record r = next.get();
      read.add(new CsvRecords.Record(r.line(), r.bytes(), new ArrayList<>(r.fields()), r.broken()));
    }
    return read;
  }

  private static String csv(List<List<String>> table, String lineEnd) {
    StringBuilder csv = new StringBuilder();
    for (List<String> row : table) {
      List<String> cells = new ArrayList<>();
      for (String cell : row) {
        boolean quoted = cell.isEmpty() || cell.matches("(?s).*[\",\r\n].*");
        cells.add(quoted ? "\"" + cell.replace("\"", "\"\"") + "\"" : cell);
      }
      csv.append(String.join(",", cells)).append(lineEnd);
    }
    return csv.toString();
  }

  @Provide
  Arbitrary<List<List<String>>> tables() {
    Arbitrary<String> cells =
        Arbitraries.strings().withChars('a', 'é', '漢', '"', ',', '\n', ' ').ofMaxLength(6);
    return cells.list().ofMinSize(1).ofMaxSize(5).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<String> lineEnds() {
    // The library reads a CR alone in other ways than we do.
    return Arbitraries.of("\n", "\r\n");
  }

  @Provide
  Arbitrary<String> hostile() {
    return Arbitraries.strings().withChars('a', '"', ',', '\n', '\r', ' ').ofMaxLength(60);
  }
}
