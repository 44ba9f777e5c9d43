package dev.sojourn.cli.connection;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** Reads what lies in a topic at the moment of asking, and no more. */
public final class TopicScan {
  private static final Duration POLL = Duration.ofMillis(200);

  private TopicScan() {}

  /** Told from time to time how far a reading has come. */
  @FunctionalInterface
  public interface Progress {
    Progress NONE = (read, all) -> {};

    /**
     * @param read offsets passed so far
     * @param all offsets to pass
     */
    void at(long read, long all);
  }

  /**
   * Which records to read.
   *
   * @param from first offset by partition
   * @param to the offset after the last, for the same partitions
   */
  public record Span(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {}

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
   * The partition of a topic in which every record with this key lies: the one that Kafka's Java
   * client chooses by default (rule 3). Empty if there is no such topic.
   */
  public static Optional<TopicPartition> partition(
      KafkaConsumer<byte[], byte[]> consumer, String topic, byte[] key) {
    int partitions = partitions(consumer, topic).size();
    return partitions == 0
        ? Optional.empty()
        : Optional.of(new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions));
  }

  /**
   * What was logged at or after one moment and before another, of what is there now.
   *
   * @param since empty: from the beginning
   * @param until empty: to the end
   */
  public static Span logged(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      Optional<Instant> since,
      Optional<Instant> until) {
    Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
    return new Span(
        since
            .map(moment -> offsets(consumer, moment, ends))
            .orElseGet(() -> consumer.beginningOffsets(partitions)),
        until.map(moment -> offsets(consumer, moment, ends)).orElse(ends));
  }

  private static Map<TopicPartition, Long> offsets(
      KafkaConsumer<byte[], byte[]> consumer, Instant moment, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> wanted = new HashMap<>();
    ends.keySet().forEach(partition -> wanted.put(partition, moment.toEpochMilli()));
    Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(wanted);
    Map<TopicPartition, Long> offsets = new HashMap<>();
    ends.forEach(
        (partition, end) -> {
          // None: nothing was logged since.
          OffsetAndTimestamp first = found.get(partition);
          offsets.put(partition, first == null ? end : Math.min(first.offset(), end));
        });
    return offsets;
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
    between(consumer, new Span(from, to), Progress.NONE, each);
  }

  /** Shows the records of a span, and how far it has come. */
  public static void between(
      KafkaConsumer<byte[], byte[]> consumer,
      Span span,
      Progress progress,
      Consumer<ConsumerRecord<byte[], byte[]>> each) {
    Map<TopicPartition, Long> from = span.from();
    Map<TopicPartition, Long> to = span.to();
    long all = from.keySet().stream().mapToLong(p -> to.get(p) - from.get(p)).sum();
    consumer.assign(from.keySet());
    from.forEach(consumer::seek);
    // Transaction markers take offsets too: what counts is the position, not the last record seen.
    while (from.keySet().stream().anyMatch(p -> consumer.position(p) < to.get(p))) {
      progress.at(
          from.keySet().stream().mapToLong(p -> consumer.position(p) - from.get(p)).sum(), all);
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        if (record.offset() < to.get(new TopicPartition(record.topic(), record.partition()))) {
          each.accept(record);
        }
      }
    }
  }
}
