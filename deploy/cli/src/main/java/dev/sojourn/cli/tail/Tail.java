package dev.sojourn.cli.tail;

import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The newest records of a topic over all its partitions, by log time, and then those that follow.
 */
public final class Tail {
  private static final Comparator<DecodedRecord> ORDER =
      Comparator.comparing(DecodedRecord::logTime)
          .thenComparing(DecodedRecord::partition)
          .thenComparing(DecodedRecord::offset);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Collection<TopicPartition> partitions;
  private final Decoding decoding;

  /**
   * @param partitions of one topic
   * @param key only records with this key; empty: all
   */
  public Tail(
      KafkaConsumer<byte[], byte[]> consumer,
      Collection<TopicPartition> partitions,
      RecordDecoder decoder,
      Optional<String> key) {
    this.consumer = consumer;
    this.partitions = List.copyOf(partitions);
    this.decoding = new Decoding(decoder, key);
  }

  /** Where each partition ends at this moment. */
  public Map<TopicPartition, Long> ends() {
    return consumer.endOffsets(partitions);
  }

  /** Shows everything up to some offsets, partition by partition as it comes. */
  public void everything(Map<TopicPartition, Long> ends, Consumer<DecodedRecord> each) {
    TopicScan.between(
        consumer,
        consumer.beginningOffsets(partitions),
        ends,
        record -> decoding.decode(record).ifPresent(each));
  }

  /**
   * The last records before some offsets, in order. Looks back further and further until it has as
   * many as asked for, because most of what lies in a log may be ticks.
   */
  public List<DecodedRecord> last(int count, Map<TopicPartition, Long> ends) {
    Map<TopicPartition, Long> beginnings = consumer.beginningOffsets(partitions);
    for (long back = Math.max(64, count); ; back *= 8) {
      Map<TopicPartition, Long> from = new HashMap<>();
      for (TopicPartition partition : partitions) {
        from.put(partition, Math.max(beginnings.get(partition), ends.get(partition) - back));
      }
      PriorityQueue<DecodedRecord> newest = new PriorityQueue<>(ORDER);
      TopicScan.between(
          consumer,
          from,
          ends,
          record ->
              decoding
                  .decode(record)
                  .ifPresent(
                      found -> {
                        newest.add(found);
                        if (newest.size() > count) {
                          newest.remove();
                        }
                      }));
      if (newest.size() == count || from.equals(beginnings)) {
        List<DecodedRecord> records = new ArrayList<>(newest);
        records.sort(ORDER);
        return records;
      }
    }
  }

  /**
   * Shows what comes after some offsets, until told to stop.
   *
   * @param goOn asked some times a second
   */
  public void follow(
      Map<TopicPartition, Long> from, BooleanSupplier goOn, Consumer<DecodedRecord> each) {
    consumer.assign(partitions);
    from.forEach(consumer::seek);
    while (goOn.getAsBoolean()) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
        decoding.decode(record).ifPresent(each);
      }
    }
  }
}
