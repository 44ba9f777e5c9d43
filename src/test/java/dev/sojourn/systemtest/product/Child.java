package dev.sojourn.systemtest.product;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** A process started by a test. What it writes to its error stream is kept in a file. */
final class Child implements AutoCloseable {
  private static final int TOLD_LINES = 40;

  private final Process process;
  private final Path errors;
  private final CompletableFuture<String> awaited = new CompletableFuture<>();

  /** What it wrote last to its output. */
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * Starts it.
   *
   * @param errors what it writes to its error stream is added to this file
   * @param awaited which line of its output says that it serves
   */
  Child(
      List<String> command,
      Map<String, String> environment,
      Path errors,
      Predicate<String> awaited) {
    this.errors = errors;
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()));
    try {
      process = builder.start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Should the test itself be killed.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    Thread reader = new Thread(() -> read(awaited), "output of " + process.pid());
    reader.setDaemon(true);
    reader.start();
  }

  private void read(Predicate<String> wanted) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (wanted.test(line)) {
          awaited.complete(line);
        }
        synchronized (last) {
          last.add(line);
          if (last.size() > TOLD_LINES) {
            last.remove();
          }
        }
      }
    } catch (IOException e) {
      // It was killed.
    }
    awaited.completeExceptionally(new IllegalStateException("it ended before it served"));
  }

  /** The line that says that it serves. */
  String awaitLine(Duration limit) {
    try {
      return awaited.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (ExecutionException | TimeoutException e) {
      kill();
      throw new IllegalStateException(
          "the process does not serve; exit code "
              + process.exitValue()
              + "; the end of "
              + errors
              + ":\n"
              + tail()
              + "\nof its output:\n"
              + output(),
          e);
    }
  }

  private String output() {
    synchronized (last) {
      return String.join("\n", last);
    }
  }

  private String tail() {
    try {
      List<String> lines = Files.readAllLines(errors);
      return String.join("\n", lines.subList(Math.max(0, lines.size() - TOLD_LINES), lines.size()));
    } catch (IOException e) {
      return e.toString();
    }
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9}: gone when this returns. */
  void kill() {
    process.destroyForcibly();
    awaitEnd(Duration.ofSeconds(20));
  }

  /**
   * Asks it to end, as Ctrl-C does.
   *
   * @return its exit code
   */
  int terminate(Duration limit) {
    process.destroy();
    awaitEnd(limit);
    return process.exitValue();
  }

  private void awaitEnd(Duration limit) {
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IllegalStateException("process " + pid() + " does not end within " + limit);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    if (isAlive()) {
      kill();
    }
  }
}
