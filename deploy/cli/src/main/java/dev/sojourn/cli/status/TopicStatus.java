package dev.sojourn.cli.status;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * What lies in a topic.
 *
 * @param partitions 0 if there is no such topic
 * @param records between the first and the last offset, ticks and markers included
 */
public record TopicStatus(String topic, int partitions, long records) {

  /** All of Sojourn's topics. */
  public static List<TopicStatus> all(Connection connection) {
    List<TopicStatus> topics = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      for (String topic : connection.topics().all()) {
        List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
        topics.add(
            new TopicStatus(
                topic,
                partitions.size(),
                sum(consumer.endOffsets(partitions).values())
                    - sum(consumer.beginningOffsets(partitions).values())));
      }
    }
    return topics;
  }

  private static long sum(Iterable<Long> offsets) {
    long sum = 0;
    for (long offset : offsets) {
      sum += offset;
    }
    return sum;
  }
}
