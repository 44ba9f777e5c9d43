package dev.sojourn.systemtest.outside;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a topic from its beginning, or from its end, and keeps what it wants of it. */
public final class OutsideReader implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final OutsideRegistry registry;
  private final Optional<String> kind;
  private final List<Entry> entries = new ArrayList<>();

  /** A record with where it stood. */
  public record Entry(int partition, long offset, long logTime, String key, GenericRecord record) {

    /** The record's name without its namespace. */
    public String kind() {
      return record.getSchema().getName();
    }

    /** A field as text; empty if it is null, or if the record has none of this name. */
    public String text(String field) {
      Object value = record.hasField(field) ? record.get(field) : null;
      return value == null ? "" : value.toString();
    }
  }

  private OutsideReader(
      String bootstrapServers, URI registry, String topic, Optional<String> kind) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("max.poll.records", "5000");
    properties.setProperty("reconnect.backoff.max.ms", "500");
    this.registry = new OutsideRegistry(registry);
    this.kind = kind;
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topic)) {
      partitions.add(new TopicPartition(topic, partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** All of a topic. */
  public static OutsideReader of(String bootstrapServers, URI registry, String topic) {
    return new OutsideReader(bootstrapServers, registry, topic, Optional.empty());
  }

  /** The records of one kind on a topic, on which there may be others of any. */
  public static OutsideReader of(String bootstrapServers, URI registry, String topic, String kind) {
    return new OutsideReader(bootstrapServers, registry, topic, Optional.of(kind));
  }

  /** Passes over what the topic holds now. */
  public OutsideReader fromEnd() {
    Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
    ends.forEach(consumer::seek);
    return this;
  }

  /** Takes in what is new, waiting a moment for it, and gives everything so far. */
  public List<Entry> entries() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      take(record);
    }
    return entries;
  }

  /** Takes in all that the topic holds now, and gives everything so far. */
  public List<Entry> entriesToEnd() {
    Map<TopicPartition, Long> ends =
        consumer.endOffsets(consumer.assignment(), Duration.ofSeconds(30));
    long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!ends.entrySet().stream().allMatch(e -> consumer.position(e.getKey()) >= e.getValue())) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the end of the topic is not reached within 60 s");
      }
      entries();
    }
    return entries;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    // Of one kind only, others are not even decoded: tests write what nobody should decode.
    if (kind.isPresent() && !kind.equals(GenericRecords.kind(registry, record.value()))) {
      return;
    }
    entries.add(
        new Entry(
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8),
            GenericRecords.decode(registry, record.value())));
  }

  @Override
  public void close() {
    consumer.close();
  }
}
