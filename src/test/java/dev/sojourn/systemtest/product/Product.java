package dev.sojourn.systemtest.product;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * {@code sojourn run} in a process of its own, through the launcher that users start, on what the
 * build has made. The launcher becomes the Java process, so that a kill meets the product itself.
 */
public final class Product implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofMinutes(3);
  private static final Duration STOP_LIMIT = Duration.ofMinutes(1);
  private static final ObjectMapper JSON = new ObjectMapper();

  /** What the environment of the product's process holds as {@code SHOP_TOKEN}. */
  public static final String SHOP_TOKEN = "token-of-the-shop";

  private final Path data;
  private final List<String> command = new ArrayList<>();
  private Child child;
  private JsonNode ready;

  private Product(Path data) {
    this.data = data;
    command.addAll(List.of(launcher().toString(), "run", "--json", "--data", data.toString()));
  }

  /** Everything embedded, on ports of its own that stay the same from start to start. */
  public static Product embedded(Path data, Path definitions) {
    return new Product(data)
        .with("--kafka-port", Integer.toString(Ports.free()))
        .with("--registry-port", Integer.toString(Ports.free()))
        .with("--ui-port", Integer.toString(Ports.free()))
        .with("--definitions", definitions.toString());
  }

  /** With a broker and a registry that run elsewhere. */
  public static Product beside(String bootstrapServers, URI registry, Path data, Path definitions) {
    return new Product(data)
        .with("--bootstrap", bootstrapServers)
        .with("--registry", registry.toString())
        .with("--ui-port", Integer.toString(Ports.free()))
        .with("--definitions", definitions.toString());
  }

  /** Adds an option of the command. */
  public Product with(String option, String value) {
    command.add(option);
    command.add(value);
    return this;
  }

  /** The value of an option of the command. */
  public String option(String name) {
    return command.get(command.indexOf(name) + 1);
  }

  private static Path launcher() {
    String home = System.getProperty("sojourn.home");
    if (home == null) {
      throw new IllegalStateException("the build sets sojourn.home; run the tests with Maven");
    }
    return Path.of(home, "sojourn");
  }

  /** Starts it, or starts it again on the same directory; returns when it says that it is ready. */
  public Product start() {
    if (child != null && child.isAlive()) {
      throw new IllegalStateException("it runs already");
    }
    Map<String, String> environment =
        Map.of(
            "SOJOURN_NO_BUILD",
            "1",
            "SOJOURN_HEAP",
            "1g",
            "SHOP_TOKEN",
            SHOP_TOKEN,
            "JAVA_HOME",
            System.getProperty("java.home"));
    child =
        new Child(
            command,
            environment,
            data.resolveSibling(data.getFileName() + ".stderr"),
            line -> line.contains("\"ready\""));
    ready = parse(child.awaitLine(START_LIMIT));
    if (ready.path("pid").asLong() != child.pid()) {
      throw new IllegalStateException("the launcher is not the product's process: " + ready);
    }
    return this;
  }

  private static JsonNode parse(String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("not JSON: " + line, e);
    }
  }

  /** What it said when it was ready. */
  public JsonNode ready() {
    return ready;
  }

  /** Addresses for clients of the broker. */
  public String bootstrapServers() {
    return ready.path("kafka").asText();
  }

  /** Base of the registry's REST API. */
  public URI registry() {
    return URI.create(ready.path("registry").asText());
  }

  /** Base of Flink's REST API. */
  public URI flink() {
    return URI.create(ready.path("ui").asText());
  }

  /** Prefix of the topics' names. */
  public String prefix() {
    return ready.path("prefix").asText();
  }

  public boolean isAlive() {
    return child != null && child.isAlive();
  }

  /** As {@code kill -9}. */
  public void kill() {
    child.kill();
  }

  /**
   * Stops it as Ctrl-C does.
   *
   * @return its exit code
   */
  public int stop() {
    return child.terminate(STOP_LIMIT);
  }

  @Override
  public void close() {
    if (child != null) {
      child.close();
    }
  }
}
