package dev.sojourn.benchmark.pipeline;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Tick;
import dev.sojourn.benchmark.workload.PublishedDocument;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.definition.Document;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * An ordinary producer of signals and definitions. Everything it was given is acknowledged when it
 * is closed. Not thread-safe.
 */
public final class SignalWriter implements AutoCloseable {
  private final KafkaProducer<byte[], byte[]> producer;
  private final Topics topics;
  private final RecordEncoder signals;
  private final RecordEncoder definitions;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public SignalWriter(Endpoints endpoints, Topics topics) {
    SchemaRegistry registry =
        new CachingSchemaRegistry(new HttpSchemaRegistry(endpoints.registry()));
    this.topics = topics;
    this.signals = new RecordEncoder(registry, topics.signals());
    this.definitions = new RecordEncoder(registry, topics.definitions());
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                endpoints.bootstrapServers(),
                ProducerConfig.LINGER_MS_CONFIG,
                1,
                ProducerConfig.BATCH_SIZE_CONFIG,
                64 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
  }

  /** Publishes the shop's definitions, all live; returns when they are acknowledged. */
  public void publishDefinitions() {
    for (PublishedDocument published : PublishedDocument.all()) {
      Document document = published.document();
      String name = document.kind().label() + "/" + document.name();
      send(
          topics.definitions(),
          name + "/" + document.version(),
          definitions.encode(
              Definition.newBuilder()
                  .setKind(document.kind().label())
                  .setName(document.name())
                  .setVersion(document.version())
                  .setDocument(published.json())
                  .build()));
      send(
          topics.definitions(),
          name,
          definitions.encode(
              Pointer.newBuilder()
                  .setKind(document.kind().label())
                  .setName(document.name())
                  .setVersion(document.version())
                  .setState(PublicationState.LIVE.label())
                  .build()));
    }
    flush();
  }

  /** Writes a tick into every partition of both logs, as a running job does every 250 ms. */
  public void tick(int signalsPartitions) {
    Tick tick = new Tick(Instant.now());
    byte[] signal = signals.encode(tick);
    for (int partition = 0; partition < signalsPartitions; partition++) {
      send(new ProducerRecord<>(topics.signals(), partition, null, signal));
    }
    send(
        new ProducerRecord<>(
            topics.definitions(),
            "tick".getBytes(StandardCharsets.UTF_8),
            definitions.encode(tick)));
  }

  /** Hands a signal to the producer; may wait while its buffer is full. */
  public void send(ShopTraffic.Action action) {
    send(topics.signals(), action.profile(), signals.encode(record(action.signal())));
  }

  private static SpecificRecord record(Signal signal) {
    if (signal instanceof dev.sojourn.engine.signal.CustomerEvent event) {
      return CustomerEvent.newBuilder()
          .setType(event.type())
          .setId(event.id())
          .setOccurredAt(Instant.ofEpochMilli(event.occurredAt()))
          .setProperties(Values.toAvro(event.properties()))
          .build();
    }
    dev.sojourn.engine.signal.ProfileUpdate update =
        (dev.sojourn.engine.signal.ProfileUpdate) signal;
    return ProfileUpdate.newBuilder()
        .setId(update.id())
        .setOccurredAt(Instant.ofEpochMilli(update.occurredAt()))
        .setAttributes(Values.toAvro(update.attributes()))
        .setConsents(update.consents())
        .build();
  }

  private void send(String topic, String key, byte[] value) {
    send(new ProducerRecord<>(topic, key.getBytes(StandardCharsets.UTF_8), value));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback tells.
  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take a signal", failure.get());
    }
  }

  /** Returns when everything is acknowledged. */
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("the broker did not take a signal", failure.get());
    }
  }

  @Override
  public void close() {
    flush();
    producer.close();
  }
}
