package dev.sojourn.benchmark.pipeline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A JVM that runs a class of this program. It is told to end by the end of its standard input, so
 * that it also ends when this process is killed, and is killed itself if it does not.
 */
final class ChildJvm implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration TO_END = Duration.ofSeconds(20);

  /** What Flink, Kafka and the profiler need opened. */
  private static final List<String> OPENED =
      List.of(
          "java.base/java.util",
          "java.base/java.lang",
          "java.base/java.time",
          "java.base/java.util.concurrent",
          "java.base/java.nio",
          "java.base/sun.nio.ch");

  private final Process process;
  private final Path log;
  private final BufferedReader output;

  private ChildJvm(Process process, Path log) {
    this.process = process;
    this.log = log;
    this.output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Starts one.
   *
   * @param log what it writes to its error stream
   * @param heap as for {@code -Xmx}
   */
  static ChildJvm start(Class<?> main, Path log, String heap, List<String> args)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xms" + heap);
    command.add("-Xmx" + heap);
    command.add("-XX:+UseParallelGC");
    command.add("-XX:+ExitOnOutOfMemoryError");
    // Gives the profiler the frames of inlined code; costs nothing while it is not running.
    command.add("-XX:+UnlockDiagnosticVMOptions");
    command.add("-XX:+DebugNonSafepoints");
    for (String opened : OPENED) {
      command.add("--add-opens=" + opened + "=ALL-UNNAMED");
    }
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(args);
    return new ChildJvm(
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start(),
        log);
  }

  /**
   * Waits until it writes a line that begins with a word.
   *
   * @throws IllegalStateException if it ends before, or takes longer than two minutes
   */
  String awaitLine(String word) throws InterruptedException {
    CompletableFuture<String> line =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                String read = output.readLine();
                while (read != null && !read.startsWith(word)) {
                  read = output.readLine();
                }
                return read;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    try {
      String found = line.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      if (found != null) {
        return found;
      }
    } catch (ExecutionException | TimeoutException e) {
      process.destroyForcibly();
      throw new IllegalStateException("a process did not say '" + word + "'; see " + log, e);
    }
    throw new IllegalStateException("a process ended before it said '" + word + "'; see " + log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TO_END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** In the child: returns when it is to end. */
  static void awaitEndOfInput() throws IOException {
    InputStream in = System.in;
    while (in.read() >= 0) {
      // Nothing is ever told.
    }
  }
}
