package dev.sojourn.systemtest.outside;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An ordinary producer of another team. It waits for a broker that is away, for up to three
 * minutes, and loses nothing meanwhile.
 */
public final class OutsideProducer implements AutoCloseable {
  private final String prefix;
  private final OutsideRegistry registry;
  private final KafkaProducer<byte[], byte[]> producer;
  private final Map<String, Integer> ids = new ConcurrentHashMap<>();
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param prefix of the topics' names
   */
  public OutsideProducer(String bootstrapServers, URI registry, String prefix) {
    this.prefix = prefix;
    this.registry = new OutsideRegistry(registry);
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("acks", "all");
    properties.setProperty("linger.ms", "2");
    properties.setProperty("max.request.size", "10000000");
    properties.setProperty("buffer.memory", "134217728");
    properties.setProperty("request.timeout.ms", "5000");
    properties.setProperty("delivery.timeout.ms", "180000");
    properties.setProperty("max.block.ms", "180000");
    properties.setProperty("reconnect.backoff.max.ms", "500");
    properties.setProperty("retry.backoff.max.ms", "500");
    producer =
        new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Something that a person did just now; in flight when this returns. */
  public void event(String profile, String type, String id, Map<String, ?> properties) {
    send(
        signal(
            profile,
            "CustomerEvent",
            Map.of(
                "type", type,
                "id", id,
                "occurredAt", Instant.now().toEpochMilli(),
                "properties", properties)));
  }

  /** What is known of a person from now on; in flight when this returns. */
  public void attributes(String profile, String id, Map<String, ?> attributes) {
    update(profile, id, attributes, Map.of());
  }

  /**
   * What is known of a person, and what they agree to, from now on; in flight when this returns.
   */
  public void update(
      String profile, String id, Map<String, ?> attributes, Map<String, String> consents) {
    send(
        signal(
            profile,
            "ProfileUpdate",
            Map.of(
                "id", id,
                "occurredAt", Instant.now().toEpochMilli(),
                "attributes", attributes,
                "consents", consents)));
  }

  /** Any record for {@code signals}. */
  public ProducerRecord<byte[], byte[]> signal(
      String profile, String record, Map<String, ?> fields) {
    return new ProducerRecord<>(
        prefix + "signals",
        profile.getBytes(StandardCharsets.UTF_8),
        value("signals", record, fields));
  }

  /** A record as it stands on a topic. */
  public byte[] value(String topic, String record, Map<String, ?> fields) {
    Schema schema = schema(record);
    return GenericRecords.frame(schemaId(topic, schema), GenericRecords.of(schema, fields));
  }

  /** A record that is a field of another: one of the branches of the field {@code origin}. */
  public GenericRecord record(String name, String inside, Map<String, ?> fields) {
    for (Schema branch : schema(inside).getField("origin").schema().getTypes()) {
      if (branch.getName().equals(name)) {
        return GenericRecords.of(branch, fields);
      }
    }
    throw new IllegalArgumentException("no origin is a " + name);
  }

  /** A record's schema, for example of {@code CustomerEvent}. */
  public Schema schema(String record) {
    return schemas.computeIfAbsent(record, OutsideSchemas::of);
  }

  /** The id of a schema, registered for a topic if it is not yet. */
  public int schemaId(String topic, Schema schema) {
    String subject = prefix + topic + "-" + schema.getFullName();
    return ids.computeIfAbsent(subject, key -> registry.register(key, schema));
  }

  public OutsideRegistry registry() {
    return registry;
  }

  /** Sends without waiting; a failure shows at the next {@link #flush}. */
  public void send(ProducerRecord<byte[], byte[]> record) {
    send(record, () -> {});
  }

  /**
   * As {@link #send(ProducerRecord)}.
   *
   * @param done called when the record has been acknowledged, or was lost
   */
  public void send(ProducerRecord<byte[], byte[]> record, Runnable done) {
    // Its callback tells what became of it.
    Future<RecordMetadata> unused =
        producer.send(
            record,
            (metadata, exception) -> {
              if (exception != null) {
                failure.compareAndSet(null, exception);
              }
              done.run();
            });
  }

  /**
   * Sends and waits until the broker has it.
   *
   * @throws ExecutionException with what the broker or the client said to a record that is refused
   */
  public RecordMetadata sendAndWait(ProducerRecord<byte[], byte[]> record)
      throws ExecutionException {
    try {
      return producer.send(record).get(60, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw new IllegalStateException("the broker does not answer", e);
    }
  }

  /** Returns when the broker has everything. */
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("a record was lost on the way to the broker", failure.get());
    }
  }

  @Override
  public void close() {
    producer.close(java.time.Duration.ofSeconds(5));
  }
}
