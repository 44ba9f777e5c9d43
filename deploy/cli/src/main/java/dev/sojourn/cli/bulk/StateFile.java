package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/**
 * Keeps an {@link ImportState} in a file: JSON with a version. A kill at any moment leaves the one
 * before or the new one.
 */
final class StateFile {
  static final int VERSION = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;

  StateFile(Path path) {
    this.path = path;
  }

  Path path() {
    return path;
  }

  /**
   * What was kept; empty if nothing was.
   *
   * @throws CommandException if it cannot be read, or is of a later version
   */
  Optional<ImportState> read() {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    try {
      JsonNode json = JSON.readTree(path.toFile());
      if (json.path("version").asInt() != VERSION) {
        throw CommandException.problem(
            path
                + " is of version "
                + json.path("version").asText("?")
                + ", and this sojourn knows version "
                + VERSION
                + "; import from the beginning without --resume");
      }
      return Optional.of(state(json));
    } catch (IOException | RuntimeException e) {
      if (e instanceof CommandException refused) {
        throw refused;
      }
      throw CommandException.problem(
          path + " is no state of an import; import from the beginning without --resume");
    }
  }

  private static ImportState state(JsonNode json) {
    return new ImportState(
        new FileIdentity(json.required("size").longValue(), json.required("hash").textValue()),
        json.required("mapping").textValue(),
        Instant.parse(json.required("startedAt").textValue()),
        json.required("salt").textValue(),
        new RowSource.Position(
            json.required("offset").longValue(),
            json.required("line").longValue(),
            json.required("row").longValue()),
        json.required("imported").longValue(),
        json.required("rejected").longValue(),
        json.required("rejectsBytes").longValue(),
        json.required("finished").booleanValue());
  }

  static byte[] bytes(ImportState state) throws IOException {
    ObjectNode json =
        JSON.createObjectNode()
            .put("version", VERSION)
            .put("size", state.file().size())
            .put("hash", state.file().hash())
            .put("mapping", state.mapping())
            .put("startedAt", state.startedAt().toString())
            .put("salt", state.salt())
            .put("offset", state.position().offset())
            .put("line", state.position().line())
            .put("row", state.position().row())
            .put("imported", state.imported())
            .put("rejected", state.rejected())
            .put("rejectsBytes", state.rejectsBytes())
            .put("finished", state.finished());
    return JSON.writeValueAsBytes(json);
  }

  void write(ImportState state) throws IOException {
    Path unfinished = path.resolveSibling(path.getFileName() + ".new");
    try (FileChannel channel =
        FileChannel.open(
            unfinished,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(bytes(state));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(
        unfinished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
