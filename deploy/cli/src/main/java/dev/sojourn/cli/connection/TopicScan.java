package dev.sojourn.cli.connection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/** Reads what lies in a topic at the moment of asking, and no more. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  /** All partitions of a topic; empty if there is no such topic. */
  public static List<TopicPartition> partitions(
      KafkaConsumer<byte[], byte[]> consumer, String topic) {
    List<TopicPartition> partitions = new ArrayList<>();
    consumer
        .listTopics()
        .getOrDefault(topic, List.of())
        .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    return partitions;
  }

  /**
   * Shows every record from the beginning to the end as it is now, partition by partition in order.
   */
  public static void all(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    between(consumer, consumer.beginningOffsets(partitions), consumer.endOffsets(partitions), each);
  }

  /**
   * Shows the records from some offsets to others.
   *
   * @param from first offset by partition
   * @param to the offset after the last, for the same partitions
   */
  public static void between(
      KafkaConsumer<byte[], byte[]> consumer,
      Map<TopicPartition, Long> from,
      Map<TopicPartition, Long> to,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    // Transaction markers take offsets too: what counts is the position, not the last record seen.
    while (from.keySet().stream().anyMatch(p -> consumer.position(p) < to.get(p))) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
          each.accept(record);
        }
      }
    }
  }
}
