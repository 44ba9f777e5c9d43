package dev.sojourn.cli.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever stands in a file: the rows around it are imported, and it is told what is wrong. */
class HostileFilesTest {
  private static final Charset UTF_8 = StandardCharsets.UTF_8;
  private static final Mapping MAPPING =
      new Mapping("id", Map.of(), Mapping.Others.ATTRIBUTES, Mapping.Empty.KEEP);

  @TempDir Path directory;
  private final List<Reject> rejects = new ArrayList<>();

  static Stream<Arguments> files() {
    String ok = "id,note\nann,x\n";
    return Stream.of(
        arguments("plain", bytes(ok), 1, List.of()),
        arguments("byte order mark", bytes("\uFEFF" + ok), 1, List.of()),
        arguments("CRLF", bytes("id,note\r\nann,x\r\nben,y"), 2, List.of()),
        arguments("CR alone", bytes("id,note\rann,x\rben,y\r"), 2, List.of()),
        arguments("header only", bytes("id,note\n"), 0, List.of()),
        arguments("header without line end", bytes("id,note"), 0, List.of()),
        arguments("empty lines", bytes("\n\nid,note\n\nann,x\n\n\n"), 1, List.of()),
        arguments("a column without a name", bytes("id,note,\nann,x,\n"), 1, List.of()),
        arguments("two lines in quotes", bytes("id,note\nann,\"1\n2\"\nben,y\n"), 2, List.of()),
        arguments(
            "quotes never closed",
            bytes("id,note\nann,\"x\nben,y\ncem,z\n"),
            2,
            List.of("2 row-malformed")),
        arguments(
            "quotes inside", bytes("id,note\nann,5\" x\nben,y\n"), 1, List.of("2 row-malformed")),
        arguments(
            "too many columns", bytes("id,note\nann,x,y\nben,y\n"), 1, List.of("2 row-malformed")),
        arguments("too few columns", bytes("id,note\nann\nben,y\n"), 1, List.of("2 row-malformed")),
        arguments(
            "no key",
            bytes("id,note\n,x\n \t,y\n"),
            0,
            List.of("2 field-missing", "3 field-missing")),
        arguments(
            "a long key",
            bytes("id,note\n" + "k".repeat(513) + ",x\nben,y\n"),
            1,
            List.of("2 value-invalid")),
        arguments("NUL", bytes("id,note\nann,x\0y\nben,y\n"), 1, List.of("2 bytes-unreadable")),
        arguments(
            "Latin-1",
            "id,note\nann,caf\u00e9\nben,y\n".getBytes(StandardCharsets.ISO_8859_1),
            1,
            List.of("2 bytes-unreadable")),
        arguments(
            "a replacement character that stands there",
            bytes("id,note\nann,\uFFFD\n"),
            1,
            List.of()),
        arguments(
            "a huge row",
            bytes("id,note\nann," + "x".repeat(3 * Row.MAX_BYTES) + "\nben,y\n"),
            1,
            List.of("2 row-too-large")),
        arguments(
            "a row larger than a profile",
            bytes("id,note\nann," + "x".repeat(70_000) + "\nben,y\n"),
            1,
            List.of("2 profile-too-large")),
        arguments("10,000 columns", wide(10_000), 1, List.of()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("files")
  void theRowsAroundItAreImported(String name, byte[] bytes, long imported, List<String> rejected)
      throws IOException {
    Path file = directory.resolve("p.csv");
    Files.write(file, bytes);

    FileImport.Result result = tryOut(file, ',');

    assertThat(result.imported()).isEqualTo(imported);
    assertThat(rejects)
        .extracting(reject -> reject.line() + " " + reject.code().code())
        .isEqualTo(rejected);
  }

  @Test
  void linesOfJsonLikewise() throws IOException {
    Path file = directory.resolve("p.jsonl");
    Files.write(
        file,
        bytes(
            """
            {"id": "ann", "points": 3, "address": {"city": "Oslo"}}
            [1]

            {"id": "ben"
            {"id": "ben", "id": "cem"}
            {"id": 17}
            {"id": "dan", "deep": [[1]]}
            {"id": "eve", "note": "%s"}
            {"note": "no key"}
            """
                .formatted("x".repeat(Row.MAX_BYTES))));

    FileImport.Result result = tryOut(file, ',');

    assertThat(result.imported()).isEqualTo(2);
    assertThat(rejects)
        .extracting(reject -> reject.line() + " " + reject.code().code())
        .containsExactly(
            "2 row-malformed",
            "4 row-malformed",
            "5 row-malformed",
            "7 row-malformed",
            "8 row-too-large",
            "9 field-missing");
  }

  @Test
  void whatCannotBeUsedAtAllIsRefusedBeforeAnythingIsDone() throws IOException {
    assertThat(refusal("empty.csv", "")).contains("is empty");
    assertThat(refusal("twice.csv", "id,a,a\n")).contains("`a` twice");
    assertThat(refusal("nokey.csv", "key,a\n1,2\n")).contains("no column `id`").contains("key, a");
    assertThat(refusal("open.csv", "id,\"a\n1,2\n")).contains("header");
    assertThat(refusal("utf16.csv", "id,a\n1,2\n".getBytes(StandardCharsets.UTF_16)))
        .contains("UTF-16");
    assertThat(refusal("no.csv.gz", "id,a\n")).contains("gzip");
    assertThat(refusal("no.avro", "id,a\n")).contains("Avro");
    assertThatThrownBy(() -> tryOut(directory.resolve("none.csv"), ','))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("there is no file");
  }

  @Test
  void columnsMayBeDividedBySomethingElse() throws IOException {
    Path file = directory.resolve("p.csv");
    Files.writeString(file, "id;note\nann;x,y\n");

    assertThat(tryOut(file, ';').imported()).isEqualTo(1);
  }

  private String refusal(String name, String text) throws IOException {
    return refusal(name, bytes(text));
  }

  private String refusal(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.write(file, bytes);
    try {
      tryOut(file, ',');
    } catch (CommandException e) {
      return e.getMessage();
    }
    throw new AssertionError(name + " was not refused");
  }

  private FileImport.Result tryOut(Path file, char delimiter) {
    FileImport whole =
        new FileImport(file, Format.ofName(file).orElseThrow(), delimiter, MAPPING, file, file);
    return whole.tryOut(
        Instant.EPOCH,
        RejectLimit.parse("unlimited"),
        new Import.Progress() {
          @Override
          public void at(long rows, long bytesRead) {}

          @Override
          public void rejected(Reject reject) {
            rejects.add(reject);
          }
        });
  }

  private static byte[] wide(int columns) {
    String header =
        IntStream.range(0, columns)
            .mapToObj(i -> i == 0 ? "id" : "c" + i)
            .collect(Collectors.joining(","));
    String row =
        IntStream.range(0, columns)
            .mapToObj(i -> i == 0 ? "ann" : i % 100 == 0 ? "v" + i : "")
            .collect(Collectors.joining(","));
    return bytes(header + "\n" + row + "\n");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
