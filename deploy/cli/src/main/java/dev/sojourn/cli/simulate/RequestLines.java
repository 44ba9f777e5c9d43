package dev.sojourn.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.engine.effect.Effect.MessageRequest;
import dev.sojourn.simulator.Happening;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** Writes the requests of a simulation as JSON lines. Thread-safe. */
final class RequestLines implements SimulationRun.Witness, Closeable {
  private final ObjectMapper json = new ObjectMapper();
  private final BufferedWriter writer;

  RequestLines(Path file) throws IOException {
    writer = Files.newBufferedWriter(file);
  }

  @Override
  public void see(String profile, Happening happening) {
    if (happening instanceof Happening.Done done
        && done.effect() instanceof MessageRequest request) {
      String line = of(profile, request).toString();
      try {
        synchronized (writer) {
          writer.write(line);
          writer.write('\n');
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private ObjectNode of(String profile, MessageRequest request) {
    ObjectNode object =
        json.createObjectNode()
            .put("id", request.id())
            .put("profile", profile)
            .put("channel", request.channel())
            .put("address", request.address())
            .put("template", request.template())
            .put(
                "templateVersion",
                request.templateVersion() == 0 ? null : request.templateVersion())
            .put("transactional", request.transactional())
            .put("topic", orNull(request.topic()))
            .put("priority", request.priority())
            .put("requestedAt", instant(request.requestedAt()))
            .put("dueAt", instant(request.dueAt()))
            .put("expiresAt", instant(request.expiresAt()))
            .put("journey", request.journey())
            .put("version", request.version())
            .put("instance", request.instance())
            .put("step", request.step())
            .put("timezone", orNull(request.timezone()))
            .put("locale", orNull(request.locale()))
            .put("dry", request.dry());
    object.set("data", json.valueToTree(request.data()));
    return object;
  }

  private static String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  private static String instant(long at) {
    return Instant.ofEpochMilli(at).toString();
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
