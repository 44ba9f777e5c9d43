package dev.sojourn.cli.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.publish.LineException;
import dev.sojourn.cli.publish.ProfileSignal;
import dev.sojourn.cli.publish.SignalLines;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * Signals that somebody wrote by hand or exported from elsewhere: JSON lines as {@code sojourn
 * publish} takes them, each with {@code loggedAt}, or else {@code occurredAt}, for when it was
 * logged. The lines may be in any order.
 */
public final class LinesSource implements SignalSource {
  private static final String LOGGED_AT = "loggedAt";

  private final Path file;
  private final SchemaRegistry schemas = new LocalSchemas();
  private final RecordEncoder encoder = new RecordEncoder(schemas, "recorded");
  private final SignalLines lines;
  private long number;
  private long loggedAt;

  public LinesSource(Path file) {
    this.file = file;
    this.lines = new SignalLines(() -> Instant.ofEpochMilli(loggedAt), () -> "line-" + number);
  }

  @Override
  public void read(Window window, Sink sink, Problems problems, Progress progress) {
    long passed = 0;
    try (BufferedReader reader = Files.newBufferedReader(file)) {
      long size = Math.max(1, Files.size(file));
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        number++;
        passed += line.length() + 1;
        if (!line.isBlank()) {
          take(line, window, sink, problems);
        }
        if (number % 10_000 == 0) {
          progress.at(Math.min(1, (double) passed / size));
        }
      }
    } catch (IOException e) {
      throw CommandException.problem(
          file + " cannot be read after line " + number + ": " + e.getMessage());
    }
  }

  private void take(String line, Window window, Sink sink, Problems problems) {
    try {
      ObjectNode object = lines.object(line);
      loggedAt = loggedAt(object);
      ProfileSignal signal = lines.parse(object);
      if (signal.signal() instanceof BusinessEvent) {
        throw new LineException(
            "a business event concerns nobody in particular and is no part of anybody's history");
      }
      byte[] profile = signal.profile().getBytes(StandardCharsets.UTF_8);
      if (profile.length > LONGEST_PROFILE) {
        throw new LineException(
            "`profile` is longer than " + LONGEST_PROFILE + " bytes; no profile key is");
      }
      if (window.holds(loggedAt)) {
        sink.signal(
            profile,
            loggedAt,
            RecordFileSource.kind(signal.signal()),
            encoder.encode(signal.signal()));
      }
    } catch (LineException e) {
      problems.refused(file + ":" + number, e.getMessage());
    }
  }

  /** Takes the field away, which signals do not have. */
  private static long loggedAt(ObjectNode object) throws LineException {
    JsonNode stated = object.remove(LOGGED_AT);
    JsonNode moment = stated == null ? object.path("occurredAt") : stated;
    try {
      if (moment.isTextual()) {
        return OffsetDateTime.parse(moment.textValue()).toInstant().toEpochMilli();
      }
      if (moment.isIntegralNumber() && moment.canConvertToLong()) {
        return moment.longValue();
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Falls through to the one message that says what is expected.
    }
    throw new LineException(
        "when was it logged? say `loggedAt`, or `occurredAt`: an instant such as \"2026-01-31T09:00:00Z\" or milliseconds since 1970");
  }

  @Override
  public SchemaRegistry schemas() {
    return schemas;
  }

  @Override
  public String name() {
    return file.toString();
  }
}
