package dev.sojourn.local.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * The schema registry, as a child process. It takes some seconds to start, so that it is worth
 * doing something else meanwhile: {@link #launch}, then {@link #awaitReady}.
 *
 * <p>A schema whose id was answered survives the end of both processes in any manner. The child
 * ends with this process, however that ends. A new schema must be able to read what its subject's
 * earlier ones wrote (level BACKWARD, changeable by the usual API). Its log is {@code
 * registry/registry.log} in the data directory.
 */
public final class EmbeddedRegistry implements AutoCloseable {
  /** How long it may take to start; a loaded machine takes three times the usual five seconds. */
  public static final Duration START_TIMEOUT = Duration.ofSeconds(60);

  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
  private static final Duration PROBE_INTERVAL = Duration.ofMillis(50);
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(10);
  private static final String COMPATIBILITY = "BACKWARD";
  private static final int LOG_LINES_SHOWN = 20;

  private final Process process;
  private final Path log;
  private final URI url;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private EmbeddedRegistry(Process process, Path log, URI url) {
    this.process = process;
    this.log = log;
    this.url = url;
  }

  /**
   * Starts the registry and returns when it answers.
   *
   * @param dataDir for its database and its log; made if it is not there, taken up if it is
   * @param port for clients; 0 for any that is free
   * @throws EmbeddedStartException if it does not start within {@link #START_TIMEOUT}
   */
  public static EmbeddedRegistry start(Path dataDir, int port) {
    EmbeddedRegistry registry = launch(dataDir, port);
    try {
      registry.awaitReady();
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  /** Starts the process and returns at once; {@link #awaitReady} tells when it can be used. */
  public static EmbeddedRegistry launch(Path dataDir, int port) {
    Path directory = dataDir.toAbsolutePath().resolve("registry");
    int chosen = LoopbackPort.choose(port);
    URI url = URI.create("http://" + LoopbackPort.HOST + ":" + chosen + "/apis/ccompat/v7");
    Process process = RegistryProcess.launch(directory, chosen);
    return new EmbeddedRegistry(process, directory.resolve(RegistryProcess.LOG), url);
  }

  /**
   * Returns when the registry answers. Can be called again.
   *
   * @throws EmbeddedStartException if it has ended, or does not answer within {@link
   *     #START_TIMEOUT}
   */
  public void awaitReady() {
    long giveUp = System.nanoTime() + START_TIMEOUT.toNanos();
    while (!answers()) {
      if (ends(PROBE_INTERVAL)) {
        throw failed("it ended with status " + process.exitValue());
      }
      if (System.nanoTime() - giveUp > 0) {
        throw failed("it did not answer within " + START_TIMEOUT.toSeconds() + " s");
      }
    }
    requireCompatibility();
  }

  /** The base of its Confluent-compatible API. */
  public URI url() {
    return url;
  }

  /** Completed when the process has ended, by itself or otherwise. */
  public CompletableFuture<Void> ended() {
    return process.onExit().thenAccept(ignored -> {});
  }

  /** Ends the process; returns when its directory and its port are free. */
  @Override
  public void close() {
    process.destroy();
    if (!ends(STOP_TIMEOUT)) {
      process.destroyForcibly();
      ends(STOP_TIMEOUT);
    }
  }

  /** For tests: the child's id. */
  long pid() {
    return process.pid();
  }

  private boolean answers() {
    try {
      return send(request("/subjects").GET().build()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Out of the box it takes any schema, at level NONE. Any other level that somebody has chosen
   * stays.
   */
  private void requireCompatibility() {
    HttpRequest ask = request("/config").GET().build();
    HttpRequest set =
        request("/config")
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .PUT(
                HttpRequest.BodyPublishers.ofString(
                    "{\"compatibility\":\"" + COMPATIBILITY + "\"}"))
            .build();
    try {
      if (send(ask).body().contains("\"NONE\"")) {
        HttpResponse<String> answer = send(set);
        if (answer.statusCode() != 200) {
          throw failed("it refuses to check compatibility: " + answer.body());
        }
      }
    } catch (IOException e) {
      throw failed("it stopped answering (" + e.getMessage() + ")");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER_TIMEOUT);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private boolean ends(Duration within) {
    try {
      return process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      process.destroyForcibly();
      throw interrupted(e);
    }
  }

  private static EmbeddedStartException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new EmbeddedStartException("Interrupted while the schema registry started or ended.", e);
  }

  private EmbeddedStartException failed(String how) {
    return new EmbeddedStartException(
        "The schema registry did not start at "
            + url
            + ": "
            + how
            + ". Check that nothing else uses the port or the directory. The end of "
            + log
            + ":\n"
            + String.join("\n", endOfLog()));
  }

  private List<String> endOfLog() {
    try {
      List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
      return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size());
    } catch (IOException | UncheckedIOException e) {
      return List.of("(cannot be read: " + e.getMessage() + ")");
    }
  }
}
