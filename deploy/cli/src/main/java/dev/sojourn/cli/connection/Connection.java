package dev.sojourn.cli.connection;

import dev.sojourn.cli.CommandException;
import dev.sojourn.local.Endpoints;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker and a registry to talk to.
 *
 * @param bootstrap Kafka's bootstrap servers
 * @param registry base of the registry's REST API
 * @param ui the Flink cluster's REST API; empty if it is not known
 */
public record Connection(String bootstrap, URI registry, Topics topics, Optional<URI> ui) {
  private static final int TIMEOUT_MILLIS = 10_000;

  /** To a local instance. */
  public static Connection to(Endpoints endpoints) {
    return new Connection(
        endpoints.bootstrap(),
        endpoints.registry(),
        new Topics(endpoints.prefix()),
        Optional.of(endpoints.ui()));
  }

  /**
   * A client for administration that has been answered once.
   *
   * @throws CommandException if the broker does not answer
   */
  public Admin admin() {
    Admin admin = Admin.create(new HashMap<>(common()));
    try {
      admin.describeCluster().clusterId().get();
      return admin;
    } catch (ExecutionException e) {
      admin.close();
      throw CommandException.unreachable(
          "no Kafka broker answers at "
              + bootstrap
              + " within "
              + TIMEOUT_MILLIS / 1000
              + " s; check the address and that the broker runs",
          e);
    } catch (InterruptedException e) {
      admin.close();
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", e);
    }
  }

  /** A consumer without a group: it reads what it is told to, and commits nothing. */
  public KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = common();
    settings.put("enable.auto.commit", false);
    settings.put("auto.offset.reset", "earliest");
    settings.put("isolation.level", "read_committed");
    // Whoever has read one topic to its end waits for that long before the next can be read.
    settings.put("fetch.max.wait.ms", 50);
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  /** A producer that repeats what is not acknowledged, in order and once. */
  public KafkaProducer<byte[], byte[]> producer() {
    Map<String, Object> settings = common();
    settings.remove("default.api.timeout.ms");
    settings.put("acks", "all");
    settings.put("enable.idempotence", true);
    settings.put("linger.ms", 5);
    settings.put("max.block.ms", TIMEOUT_MILLIS);
    settings.put("delivery.timeout.ms", 3 * TIMEOUT_MILLIS);
    return new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** The registry, asked once per schema. */
  public SchemaRegistry schemas() {
    return new CachingSchemaRegistry(new HttpSchemaRegistry(registry));
  }

  private Map<String, Object> common() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("bootstrap.servers", bootstrap);
    settings.put("client.id", "sojourn-cli-" + ProcessHandle.current().pid());
    settings.put("request.timeout.ms", TIMEOUT_MILLIS);
    settings.put("default.api.timeout.ms", TIMEOUT_MILLIS);
    return settings;
  }
}
