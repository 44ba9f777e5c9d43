package dev.sojourn.cli.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The demo's documents, written to where people can read them, with the ports of the demo's own
 * servers put in.
 */
final class DemoDefinitions {
  private static final String ROOT = "/demo/definitions";

  private DemoDefinitions() {}

  /**
   * @param directory made if it is not there; files in it are replaced
   * @return the directory
   */
  static Path write(Path directory, int smtpPort, int httpPort) throws IOException {
    Files.createDirectories(directory);
    URI documents = documents();
    if (!documents.getScheme().equals("jar")) {
      copy(Path.of(documents), directory, smtpPort, httpPort);
    } else {
      try (FileSystem jar = FileSystems.newFileSystem(documents, Map.of())) {
        copy(jar.getPath(ROOT), directory, smtpPort, httpPort);
      }
    }
    return directory;
  }

  private static URI documents() throws IOException {
    URL root = DemoDefinitions.class.getResource(ROOT);
    if (root == null) {
      throw new FileNotFoundException("the build lacks " + ROOT);
    }
    try {
      return root.toURI();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private static void copy(Path from, Path to, int smtpPort, int httpPort) throws IOException {
    List<Path> files;
    try (Stream<Path> listed = Files.list(from)) {
      files = listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    for (Path file : files) {
      String text =
          Files.readString(file)
              .replace("@SMTP_PORT@", Integer.toString(smtpPort))
              .replace("@HTTP_PORT@", Integer.toString(httpPort));
      Files.writeString(to.resolve(file.getFileName().toString()), text);
    }
  }
}
