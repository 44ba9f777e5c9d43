package dev.sojourn.local.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own with the test's class path, that prints one line when it is ready and is then
 * killed.
 */
final class OtherJvm implements AutoCloseable {
  private final Process process;
  private final String firstLine;

  private OtherJvm(Process process, String firstLine) {
    this.process = process;
    this.firstLine = firstLine;
  }

  /** Starts a main class and returns when it has printed its first line. */
  static OtherJvm start(Class<?> main, Path dataDir, Path errors) throws IOException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-cp",
                classPath,
                main.getName(),
                dataDir.toString()));
    Process process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    BufferedReader reader = process.inputReader();
    String line = reader.readLine();
    if (line == null) {
      process.destroyForcibly();
      throw new IOException("The process ended before it was ready; see " + errors + ".");
    }
    return new OtherJvm(process, line);
  }

  String firstLine() {
    return firstLine;
  }

  /** As {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() throws InterruptedException {
    kill();
  }
}
