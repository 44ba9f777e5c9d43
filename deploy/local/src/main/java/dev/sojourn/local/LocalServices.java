package dev.sojourn.local;

import dev.sojourn.local.embedded.EmbeddedBroker;
import dev.sojourn.local.embedded.EmbeddedRegistry;
import dev.sojourn.schemas.TopicMisconfiguredException;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.Topics;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;

/**
 * A broker with Sojourn's topics, and a schema registry: embedded ones, or outside ones that are
 * left running.
 */
final class LocalServices implements AutoCloseable {
  private final Started started;
  private final String bootstrap;
  private final URI registry;
  private final CompletableFuture<End> end;

  private LocalServices(
      Started started, String bootstrap, URI registry, CompletableFuture<End> end) {
    this.started = started;
    this.bootstrap = bootstrap;
    this.registry = registry;
    this.end = end;
  }

  /**
   * Starts what is embedded, both at a time, and makes the topics.
   *
   * @throws LocalStartException if something does not start or a topic's configuration cannot be
   *     used; nothing is left running
   */
  static LocalServices start(LocalOptions options, DataDirectory data) {
    Started started = new Started();
    CompletableFuture<End> end = new CompletableFuture<>();
    CompletableFuture<String> bootstrap =
        CompletableFuture.supplyAsync(
            () -> options.kafka().orElseGet(() -> startBroker(options, data, started)));
    CompletableFuture<URI> registry =
        CompletableFuture.supplyAsync(
            () -> options.registry().orElseGet(() -> startRegistry(options, data, started, end)));
    try {
      bootstrap.thenAccept(servers -> ensureTopics(servers, options)).join();
      return new LocalServices(started, bootstrap.join(), registry.join(), end);
    } catch (CompletionException e) {
      registry.handle((url, failure) -> null).join();
      started.closeAll();
      throw e.getCause() instanceof LocalStartException failure
          ? failure
          : new LocalStartException(Started.cause(e), e);
    }
  }

  private static String startBroker(LocalOptions options, DataDirectory data, Started started) {
    Ports.requireFree("Kafka", options.kafkaPort(), "--kafka-port");
    return started.add(EmbeddedBroker.start(data.root(), options.kafkaPort())).bootstrapServers();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // Its only outcome is told.
  private static URI startRegistry(
      LocalOptions options, DataDirectory data, Started started, CompletableFuture<End> end) {
    Ports.requireFree("the schema registry", options.registryPort(), "--registry-port");
    EmbeddedRegistry embedded =
        started.add(EmbeddedRegistry.launch(data.root(), options.registryPort()));
    embedded
        .ended()
        .thenAccept(
            nothing ->
                end.complete(
                    new End(
                        "schema registry",
                        "ENDED",
                        "its process is over; its log is in the data directory")));
    embedded.awaitReady();
    return embedded.url();
  }

  private static void ensureTopics(String bootstrap, LocalOptions options) {
    // An outside broker knows best how often it replicates; one embedded node cannot.
    short replication = options.kafka().isPresent() ? (short) -1 : 1;
    try (Admin admin =
        Admin.create(
            Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrap,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                30_000,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                10_000))) {
      Topics topics = new Topics(options.prefix());
      TopicSetup.ensure(admin, topics, options.partitions(), replication);
      TopicSetup.check(admin, topics, options.partitions());
    } catch (TopicMisconfiguredException e) {
      throw new LocalStartException(e.getMessage(), e);
    } catch (RuntimeException e) {
      throw new LocalStartException(
          "the topics cannot be made at " + bootstrap + ": " + Started.cause(e), e);
    }
  }

  String bootstrap() {
    return bootstrap;
  }

  URI registry() {
    return registry;
  }

  /** Completes if an embedded service is over, for whatever reason. */
  CompletableFuture<End> end() {
    return end;
  }

  @Override
  public void close() {
    started.closeAll();
  }
}
