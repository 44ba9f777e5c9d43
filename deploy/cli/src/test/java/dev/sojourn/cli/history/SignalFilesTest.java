package dev.sojourn.cli.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.history.SignalSource.Progress;
import dev.sojourn.cli.history.SignalSource.Window;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of recorded signals: written, read, cut, broken, and written by hand. */
class SignalFilesTest {
  private static final int SIGNALS = 3_000;

  @TempDir Path directory;
  private Path file;
  private final List<String> read = new ArrayList<>();
  private final List<String> refused = new ArrayList<>();
  private long reached;

  @BeforeEach
  void write() throws IOException {
    file = directory.resolve("signals.avro");
    try (RecordWriter writer = new RecordWriter(file)) {
      for (int i = 0; i < SIGNALS; i++) {
        Instant at = Instant.ofEpochMilli(i);
        writer.write(
            // The broker's clock steps back; the log does not.
            i == 10 ? 5 : i,
            i % 3,
            i,
            "p" + i % 7,
            i % 2 == 0
                ? new CustomerEvent("e", "id" + i, at, Map.of("n", (long) i), 0)
                : new ProfileUpdate("id" + i, at, Map.of("a", "b"), Map.of(), Map.of()));
      }
      writer.finish(5_000);
    }
  }

  @Test
  void whatWasWrittenIsRead() {
    read(file, Window.ALL);

    assertThat(read).hasSize(SIGNALS);
    assertThat(read.get(4)).isEqualTo("p4 4 EVENT id4");
    assertThat(read.get(10)).isEqualTo("p3 7 EVENT id10");
    assertThat(read.get(11)).isEqualTo("p4 11 UPDATE id11");
    assertThat(reached).isEqualTo(5_000);
  }

  @Test
  void onlyAPartOfTheTimeIsRead() {
    read(file, new Window(OptionalLong.of(100), OptionalLong.of(200)));

    assertThat(read).hasSize(100);
    assertThat(reached).isZero();
  }

  @Test
  void aFileAppearsOnlyWhole() throws IOException {
    Path other = directory.resolve("other.avro");
    try (RecordWriter writer = new RecordWriter(other)) {
      writer.write(
          1, 0, 0, "p", new ProfileUpdate("u", Instant.EPOCH, Map.of(), Map.of(), Map.of()));
    }

    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void aFileThatIsCutAnywhereIsRefused() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    for (int length = 5; length < whole.length; length += 1 + whole.length / 40) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> read(file, Window.ALL))
          .isInstanceOf(CommandException.class)
          .hasMessageContaining("record it again");
    }
  }

  @Test
  void aFileWithGarbledBytesIsRefusedOrReadButNeverABug() throws IOException {
    byte[] whole = Files.readAllBytes(file);
    Random random = new Random(9);
    for (int i = 0; i < 300; i++) {
      byte[] garbled = whole.clone();
      for (int k = 0; k < 3; k++) {
        garbled[4 + random.nextInt(garbled.length - 4)] = (byte) random.nextInt();
      }
      Files.write(file, garbled);
      try {
        read(file, Window.ALL);
      } catch (CommandException e) {
        assertThat(e).hasMessageContaining("record it again");
      }
    }
  }

  @Test
  void aFileOfAnotherSchemaIsRefused() throws IOException {
    Schema other = Schema.create(Schema.Type.STRING);
    try (DataFileWriter<Object> writer = new DataFileWriter<>(new GenericDatumWriter<>(other))) {
      writer.create(other, file.toFile());
      writer.append("x");
    }

    assertThatThrownBy(() -> read(file, Window.ALL))
        .isInstanceOf(CommandException.class)
        .hasMessageContaining("record it again");
  }

  @Test
  void anEmptyFileAndNoFileAreToldApart() throws IOException {
    Files.write(file, new byte[0]);

    assertThatThrownBy(() -> SignalFiles.open(file)).hasMessageContaining("is empty");
    assertThatThrownBy(() -> SignalFiles.open(directory.resolve("none")))
        .hasMessageContaining("there is no file");
  }

  @Test
  void linesSayWhenTheyWereLogged() throws IOException {
    Files.writeString(
        file,
        """
        {"profile":"p","id":"1","type":"e","occurredAt":"2026-01-01T00:00:00Z"}

        {"profile":"p","type":"e","loggedAt":"2026-01-01T00:00:01Z"}
        {"profile":"p","id":"3","attributes":{"a":1},"loggedAt":1000,"occurredAt":5}
        {"profile":"p","id":"4","type":"e"}
        {"profile":"p","type":"e","loggedAt":"yesterday"}
        no line
        {"profile":"%s","type":"e","loggedAt":1}
        {"profile":"p","report":"sent","requestId":"r","channel":"c","loggedAt":2000}
        """
            .formatted("x".repeat(600)));

    read(file, Window.ALL);

    assertThat(read)
        .containsExactly(
            "p 1767225600000 EVENT 1",
            "p 1767225601000 EVENT line-3",
            "p 1000 UPDATE 3",
            "p 2000 REPORT r");
    assertThat(refused)
        .hasSize(4)
        .allMatch(told -> told.startsWith(file + ":"))
        .anyMatch(told -> told.contains(":5: when was it logged?"))
        .anyMatch(told -> told.contains(":8: `profile` is longer than 512 bytes"));
  }

  private void read(Path from, Window window) {
    read.clear();
    reached = 0;
    SignalSource source = SignalFiles.open(from);
    RecordDecoder decoder = new RecordDecoder(source.schemas());
    source.read(
        window,
        new SignalSource.Sink() {
          @Override
          public void signal(byte[] profile, long logTime, Peek.Kind kind, byte[] value) {
            var record = decoder.decode(value);
            Object id =
                record.get(
                    record
                        .getSchema()
                        .getField(kind == Peek.Kind.REPORT ? "requestId" : "id")
                        .pos());
            read.add(
                new String(profile, StandardCharsets.UTF_8)
                    + " "
                    + logTime
                    + " "
                    + kind
                    + " "
                    + id);
          }

          @Override
          public void time(long logTime) {
            reached = logTime;
          }
        },
        (place, message) -> refused.add(place + ": " + message),
        Progress.NONE);
  }
}
