package dev.sojourn.local.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/** How the registry's process is started: its command line, its environment, its files. */
final class RegistryProcess {
  static final String LOG = "registry.log";

  private static final String EARLIER_LOG = "registry.earlier.log";

  private RegistryProcess() {}

  /**
   * @param directory the registry's own part of the data directory
   */
  static Process launch(Path directory, int port) {
    try {
      Files.createDirectories(directory);
      Path log = directory.resolve(LOG);
      if (Files.exists(log)) {
        Files.move(log, directory.resolve(EARLIER_LOG), StandardCopyOption.REPLACE_EXISTING);
      }
      ProcessBuilder builder =
          new ProcessBuilder(command(directory, port))
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile());
      // The registry reads its settings from the environment too: nothing of ours may change them.
      Map<String, String> environment = builder.environment();
      environment.clear();
      environment.put("LOG_LEVEL", "WARN");
      environment.put("REGISTRY_LOG_LEVEL", "WARN");
      return builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> command(Path directory, int port) throws IOException {
    String classPath = RegistryDistribution.runner() + File.pathSeparator + mainClass(directory);
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx256m",
        "-XX:+UseSerialGC",
        // It starts a quarter sooner, and has too little to do to be worth more compilation.
        "-XX:TieredStopAtLevel=1",
        "-XX:+ExitOnOutOfMemoryError",
        "-Dquarkus.http.host=" + LoopbackPort.HOST,
        "-Dquarkus.http.port=" + port,
        "-Dquarkus.datasource.jdbc.url=" + database(directory),
        "-Dquarkus.datasource.jdbc.initial-size=1",
        "-Dquarkus.datasource.jdbc.min-size=1",
        "-Dquarkus.datasource.jdbc.max-size=8",
        "-cp",
        classPath,
        RegistryMain.class.getName());
  }

  /**
   * Without a delay of writing: an id that was answered must not be given to another schema after a
   * kill.
   */
  private static String database(Path directory) {
    return "jdbc:h2:file:" + directory.resolve("schemas") + ";WRITE_DELAY=0";
  }

  /**
   * Puts our main class, alone, where the child finds it: the rest of our class path would get into
   * the registry's.
   */
  private static Path mainClass(Path directory) throws IOException {
    String file = RegistryMain.class.getName().replace('.', '/') + ".class";
    Path classes = directory.resolve("main");
    Path target = classes.resolve(file);
    Files.createDirectories(target.getParent());
    try (InputStream bytes = RegistryMain.class.getClassLoader().getResourceAsStream(file)) {
      Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return classes;
  }
}
