package dev.sojourn.cli.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The ports of the demo's servers. They stand in published documents, which never change; so a demo
 * that goes on with its data uses the ports of its first run.
 */
record DemoPorts(int smtp, int http) {
  private static final String FILE = "demo-ports";

  /**
   * The ports of an earlier run on this data directory; zeros, for any free ones, if there was
   * none.
   */
  static DemoPorts of(Path data) throws IOException {
    try {
      List<String> lines = Files.readAllLines(data.resolve(FILE));
      return new DemoPorts(Integer.parseInt(lines.get(0)), Integer.parseInt(lines.get(1)));
    } catch (NoSuchFileException e) {
      return new DemoPorts(0, 0);
    }
  }

  void write(Path data) throws IOException {
    Files.createDirectories(data);
    Files.writeString(data.resolve(FILE), smtp + "\n" + http + "\n");
  }
}
