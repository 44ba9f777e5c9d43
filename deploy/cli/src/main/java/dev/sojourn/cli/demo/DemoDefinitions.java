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
 * The demo's documents, written to where people can read them: some of docs/examples, which the
 * build packs, with time shortened, and with channels that lead to the demo's own servers.
 */
final class DemoDefinitions {
  private static final String ROOT = "/demo";

  /** Those that lead to a shop's providers. */
  private static final String CHANNELS_OF_EXAMPLES = "channel-";

  private DemoDefinitions() {}

  /**
   * @param directory made if it is not there; definitions in it are replaced
   * @return the directory
   */
  static Path write(Path directory, int smtpPort, int httpPort) throws IOException {
    Files.createDirectories(directory);
    for (Path old : yaml(directory)) {
      Files.delete(old);
    }
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
    for (Path file : yaml(from)) {
      String text =
          Files.readString(file)
              .replace("@SMTP_PORT@", Integer.toString(smtpPort))
              .replace("@HTTP_PORT@", Integer.toString(httpPort));
      Files.writeString(to.resolve(name(file)), text);
    }
    for (Path example : folders(from.resolve("examples"))) {
      for (Path file : yaml(example)) {
        if (!name(file).startsWith(CHANNELS_OF_EXAMPLES)) {
          // A file that several examples have is the same in all of them.
          Files.writeString(to.resolve(name(file)), shortened(example, file));
        }
      }
    }
  }

  private static String shortened(Path example, Path file) throws IOException {
    return "# From docs/examples/"
        + name(example)
        + ", but here an hour takes ten seconds, a day twenty, and there is no night.\n"
        + DemoTime.shorten(Files.readString(file));
  }

  private static String name(Path path) {
    String name = path.getFileName().toString();
    return name.endsWith("/") ? name.substring(0, name.length() - 1) : name;
  }

  private static List<Path> folders(Path in) throws IOException {
    try (Stream<Path> listed = Files.list(in)) {
      return listed.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static List<Path> yaml(Path in) throws IOException {
    try (Stream<Path> listed = Files.list(in)) {
      return listed.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
  }
}
