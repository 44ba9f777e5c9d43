package dev.sojourn.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.ConnectionOptions;
import dev.sojourn.cli.history.RecordWriter;
import dev.sojourn.cli.history.SignalSource;
import dev.sojourn.cli.history.TopicSource;
import dev.sojourn.cli.output.OutputOptions;
import dev.sojourn.cli.simulate.MomentOptions;
import dev.sojourn.cli.simulate.SimulationTelling;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sojourn record}. */
@Command(
    name = "record",
    description = {
      "Write recorded signals to a file, for `sojourn simulate`.",
      "",
      "The file is an Avro container with every signal of the time: events, updates, entry requests, commands and delivery reports, each with its log time, partition "
          + "and offset. What cannot be read is told and left out. The file appears when it is whole. "
          + "Moments are an instant (2025-06-02T12:00:00Z), a date or local time (2025-06-02T12:00), or how long ago (P3D)."
    },
    footer = {
      "",
      "Examples:",
      "  sojourn record signals.avro                        all that the topic holds",
      "  sojourn record --from P30D --to P1D march.avro",
      "",
      "Exit codes: 0 recorded, 1 recorded but some records cannot be read, or the file cannot be written, 3 broker or registry cannot be reached."
    })
final class RecordCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConnectionOptions connecting;
  @Mixin private OutputOptions output;
  @Mixin private MomentOptions moments;

  @Parameters(paramLabel = "FILE", description = "The file; one that is there is replaced.")
  private Path file;

  @Option(
      names = "--from",
      paramLabel = "MOMENT",
      description = "Only what was logged at or after this moment (default: all that is kept).")
  private String from;

  @Option(
      names = "--to",
      paramLabel = "MOMENT",
      description = "Only what was logged before this moment (default: now).")
  private String to;

  private long signals;

  @Override
  public Integer call() {
    SignalSource.Window window =
        moments.window(spec.commandLine(), "--from", from, "--to", to, Instant.now());
    Connection connection = connecting.connection();
    SimulationTelling telling = new SimulationTelling(spec.commandLine().getErr());
    TopicSource source = new TopicSource(connection);
    RecordDecoder decoder = new RecordDecoder(source.schemas());
    try (RecordWriter writer = new RecordWriter(file)) {
      long reached =
          source.read(
              window,
              (record, logTime, kind) -> write(writer, decoder, record, logTime, telling),
              telling,
              telling.reading());
      OptionalLong end = window.to();
      long now = Math.max(reached, 0);
      writer.finish(end.isPresent() ? Math.min(now, end.getAsLong()) : now);
    } catch (IOException | UncheckedIOException e) {
      throw CommandException.problem("cannot write " + file + ": " + e.getMessage());
    }
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        output.json()
            ? JsonNodeFactory.instance
                .objectNode()
                .put("file", file.toString())
                .put("signals", signals)
                .put("refused", telling.refused())
            : signals + " signals recorded in " + file);
    out.flush();
    telling.summary("were left out");
    return telling.refused() == 0 ? ExitCode.OK : ExitCode.PROBLEMS;
  }

  private void write(
      RecordWriter writer,
      RecordDecoder decoder,
      ConsumerRecord<byte[], byte[]> record,
      long logTime,
      SimulationTelling telling) {
    try {
      writer.write(
          logTime,
          record.partition(),
          record.offset(),
          new String(record.key(), StandardCharsets.UTF_8),
          decoder.decode(record.value()));
      signals++;
    } catch (UnreadableRecordException e) {
      telling.refused(
          record.topic() + "/" + record.partition() + "/" + record.offset(), e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
