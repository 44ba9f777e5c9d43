package dev.sojourn.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Where a running instance is reached. Written to the data directory when the instance is ready, so
 * that commands on the same machine find it.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registry base of the schema registry's REST API
 * @param ui the Flink web UI and REST API
 * @param prefix of the topics' names
 * @param pid of the process
 */
public record Endpoints(String bootstrap, URI registry, URI ui, String prefix, long pid) {
  /** The file's name in the data directory. */
  public static final String FILE = "endpoints.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  /** As a JSON object, for the file and for those who read `ready`. */
  public ObjectNode toJson() {
    return JSON.createObjectNode()
        .put("kafka", bootstrap)
        .put("registry", registry.toString())
        .put("ui", ui.toString())
        .put("prefix", prefix)
        .put("pid", pid);
  }

  /** Writes the file; a reader sees all of it or nothing. */
  void write(Path file) {
    Path next = file.resolveSibling(FILE + ".next");
    try {
      Files.writeString(next, toJson().toPrettyString() + "\n");
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The addresses of the instance that runs on a data directory; empty if none does. One that was
   * killed has left its file behind: it does not count.
   *
   * @throws UncheckedIOException if the file is there and cannot be read
   */
  public static Optional<Endpoints> find(Path data) {
    try {
      JsonNode json = JSON.readTree(Files.readString(data.resolve(FILE)));
      Endpoints endpoints =
          new Endpoints(
              json.path("kafka").asText(),
              URI.create(json.path("registry").asText()),
              URI.create(json.path("ui").asText()),
              json.path("prefix").asText(),
              json.path("pid").asLong());
      return ProcessHandle.of(endpoints.pid).filter(ProcessHandle::isAlive).map(p -> endpoints);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
