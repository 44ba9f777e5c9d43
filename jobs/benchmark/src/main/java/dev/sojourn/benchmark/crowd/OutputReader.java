package dev.sojourn.benchmark.crowd;

import dev.sojourn.benchmark.latency.Clock;
import dev.sojourn.benchmark.pipeline.Endpoints;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** An ordinary consumer of what is written to a topic from now on, in a thread of its own. */
final class OutputReader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder decoder;
  private final Taker taker;
  private final Thread thread;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private volatile boolean closing;
  private volatile boolean held;

  /** Told of each record, by the reader's thread. */
  @FunctionalInterface
  interface Taker {
    /**
     * @param loggedAt when the broker appended it, ms since the epoch
     * @param readAt when it was decoded, microseconds since the epoch
     */
    void take(SpecificRecord record, long loggedAt, long readAt);
  }

  private OutputReader(Endpoints endpoints, String topic, Taker taker) {
    this.decoder =
        new RecordDecoder(new CachingSchemaRegistry(new HttpSchemaRegistry(endpoints.registry())));
    this.taker = taker;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", endpoints.bootstrapServers(), "max.poll.records", 5_000),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The seek is lazy: this makes it happen now, before anything that is to be measured.
    partitions.forEach(consumer::position);
    this.thread = new Thread(this::read, "outputs");
  }

  /** Begins to read. */
  static OutputReader start(Endpoints endpoints, String topic, Taker taker) {
    OutputReader reader = new OutputReader(endpoints, topic, taker);
    reader.thread.start();
    return reader;
  }

  private void read() {
    try {
      while (!closing) {
        if (held) {
          LockSupport.parkNanos(POLL.toNanos());
          continue;
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          if (record.value() != null) {
            SpecificRecord value = decoder.decode(record.value());
            taker.take(value, record.timestamp(), Clock.micros());
          }
        }
      }
    } catch (RuntimeException e) {
      failure.set(e);
    }
  }

  /** Reads nothing for a while, so as not to take part of the machine from what is measured. */
  void hold() {
    held = true;
  }

  /** Reads on; nothing was missed. */
  void goOn() {
    held = false;
  }

  /**
   * @throws IllegalStateException if reading has failed: what was counted is not valid
   */
  void check() {
    if (failure.get() != null) {
      throw new IllegalStateException("an output could not be read", failure.get());
    }
  }

  @Override
  public void close() {
    closing = true;
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    consumer.close();
  }
}
