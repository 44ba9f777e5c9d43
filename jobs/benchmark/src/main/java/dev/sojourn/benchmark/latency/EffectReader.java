package dev.sojourn.benchmark.latency;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.benchmark.pipeline.Endpoints;
import dev.sojourn.benchmark.workload.ShopTraffic;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * An ordinary consumer of requests and audience changes, in a thread of its own. Takes the time of
 * those that an event caused at once; what a wait or the passing of time has caused says nothing of
 * latency.
 */
final class EffectReader implements AutoCloseable {
  /** The template of the one send that follows its event at once. */
  private static final String AT_ONCE = "confirmation";

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder decoder;
  private final long fromMicros;
  private final long untilMicros;
  private final Samples requests = new Samples();
  private final Samples changes = new Samples();
  private final Thread thread;
  private volatile boolean closing;
  private volatile long latest;

  private EffectReader(Endpoints endpoints, Topics topics, long fromMicros, long untilMicros) {
    this.decoder =
        new RecordDecoder(new CachingSchemaRegistry(new HttpSchemaRegistry(endpoints.registry())));
    this.fromMicros = fromMicros;
    this.untilMicros = untilMicros;
    this.consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", endpoints.bootstrapServers()),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    List<TopicPartition> partitions =
        Stream.of(topics.messageRequests(), topics.audienceChanges())
            .flatMap(topic -> consumer.partitionsFor(topic).stream())
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    // The seek is lazy: this makes it happen now, before anything that is to be measured.
    partitions.forEach(consumer::position);
    this.thread = new Thread(this::read, "effects");
  }

  /**
   * Starts reading what comes from now on.
   *
   * @param fromMicros events that were meant to be sent before do not count
   * @param untilMicros nor do those meant to be sent then or later
   */
  static EffectReader start(Endpoints endpoints, Topics topics, long fromMicros, long untilMicros) {
    EffectReader reader = new EffectReader(endpoints, topics, fromMicros, untilMicros);
    reader.thread.start();
    return reader;
  }

  private void read() {
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
        take(decoder.decode(record.value()), Clock.micros());
      }
    }
  }

  private void take(SpecificRecord record, long now) {
    if (record instanceof MessageRequest request && request.getTemplate().equals(AT_ONCE)) {
      note(requests, sentAt(request), now);
    } else if (record instanceof AudienceChange change && change.getSignal() != null) {
      note(changes, ShopTraffic.sentAt(change.getSignal()), now);
    }
  }

  private static long sentAt(MessageRequest request) {
    return (Long)
        SlotLayout.walk(
            Values.fromAvro(request.getData()), List.of("journey", "event", ShopTraffic.SENT_AT));
  }

  private void note(Samples samples, long sentAt, long now) {
    latest = Math.max(latest, sentAt);
    if (sentAt >= fromMicros && sentAt < untilMicros) {
      samples.add(now - sentAt);
    }
  }

  /** Whether an effect of an event that was sent after those that count has been read. */
  boolean isPast() {
    return latest >= untilMicros;
  }

  /** From the intended sending of an event to its request read. */
  Percentiles requests() {
    return requests.percentiles();
  }

  /** From the intended sending of an event to its audience change read. */
  Percentiles changes() {
    return changes.percentiles();
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
