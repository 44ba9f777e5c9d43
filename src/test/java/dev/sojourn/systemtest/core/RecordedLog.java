package dev.sojourn.systemtest.core;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A topic as it stood at one moment, partition by partition.
 *
 * @param partitions each partition's records in their order, by the partition's number
 */
record RecordedLog(Map<Integer, List<ConsumerRecord<byte[], byte[]>>> partitions) {
  private static final Duration LIMIT = Duration.ofMinutes(2);

  /** Reads a topic from its beginning to where it ends now. */
  static RecordedLog read(String bootstrapServers, String topic) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("max.poll.records", "20000");
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      List<TopicPartition> all = new ArrayList<>();
      Map<Integer, List<ConsumerRecord<byte[], byte[]>>> records = new TreeMap<>();
      for (PartitionInfo partition : consumer.partitionsFor(topic)) {
        all.add(new TopicPartition(topic, partition.partition()));
        records.put(partition.partition(), new ArrayList<>());
      }
      consumer.assign(all);
      consumer.seekToBeginning(all);
      Map<TopicPartition, Long> ends = consumer.endOffsets(all, Duration.ofSeconds(30));
      long giveUp = System.nanoTime() + LIMIT.toNanos();
      while (!ends.entrySet().stream()
          .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
        if (System.nanoTime() > giveUp) {
          throw new IllegalStateException(topic + " cannot be read to its end within " + LIMIT);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
          if (record.offset() < ends.get(new TopicPartition(topic, record.partition()))) {
            records.get(record.partition()).add(record);
          }
        }
      }
      return new RecordedLog(records);
    }
  }
}
