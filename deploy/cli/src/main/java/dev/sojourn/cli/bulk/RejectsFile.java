package dev.sojourn.cli.bulk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Base64;

/**
 * The rows that were set aside, as JSON lines; there is no file as long as there is none. What was
 * written after the latest noted length is cut off when an import goes on.
 */
final class RejectsFile implements Closeable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path path;
  private FileChannel channel;
  private long length;

  /**
   * @param length what stands in the file and is to stay; 0 for nothing
   */
  RejectsFile(Path path, long length) throws IOException {
    this.path = path;
    this.length = length;
    if (length == 0) {
      Files.deleteIfExists(path);
    }
  }

  void write(Reject reject) throws IOException {
    if (channel == null) {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      channel.truncate(length);
      channel.position(length);
    }
    ObjectNode json =
        JSON.createObjectNode()
            .put("line", reject.line())
            .put("row", reject.row())
            .put("code", reject.code().code())
            .put("reason", reject.reason());
    byte[] bytes = reject.bytes();
    if (Text.isText(bytes, 0, bytes.length)) {
      json.put("text", new String(bytes, StandardCharsets.UTF_8));
    } else {
      json.put("base64", Base64.getEncoder().encodeToString(bytes));
    }
    ByteBuffer line =
        ByteBuffer.wrap((JSON.writeValueAsString(json) + "\n").getBytes(StandardCharsets.UTF_8));
    length += line.remaining();
    while (line.hasRemaining()) {
      channel.write(line);
    }
  }

  /** Returns when what was written is on the disk. */
  void sync() throws IOException {
    if (channel != null) {
      channel.force(true);
    }
  }

  long length() {
    return length;
  }

  @Override
  public void close() throws IOException {
    if (channel != null) {
      channel.close();
    }
  }
}
