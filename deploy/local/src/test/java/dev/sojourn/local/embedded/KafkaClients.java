package dev.sojourn.local.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Ordinary clients of a broker. */
final class KafkaClients {
  private KafkaClients() {}

  static Admin admin(String bootstrapServers) {
    return Admin.create(Map.of("bootstrap.servers", bootstrapServers));
  }

  /** Writes values to partition 0, each acknowledged. */
  static void write(String bootstrapServers, String topic, List<String> values)
      throws ExecutionException, InterruptedException {
    try (var producer = producer(Map.of("bootstrap.servers", bootstrapServers, "acks", "all"))) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, 0, "key", value)).get();
      }
    }
  }

  /**
   * Writes one value to partition 0 in a transaction with the longest time limit that a Flink sink
   * asks for.
   */
  static void writeInTransaction(String bootstrapServers, String topic, String value) {
    try (var producer =
        producer(
            Map.of(
                "bootstrap.servers",
                bootstrapServers,
                "transactional.id",
                "t-1",
                "transaction.timeout.ms",
                3_600_000))) {
      producer.initTransactions();
      producer.beginTransaction();
      var unused = producer.send(new ProducerRecord<>(topic, 0, "key", value));
      producer.commitTransaction();
    }
  }

  /** All committed values of partition 0. */
  static List<String> read(String bootstrapServers, String topic) {
    TopicPartition partition = new TopicPartition(topic, 0);
    List<String> values = new ArrayList<>();
    Map<String, Object> config =
        Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
    try (var consumer =
        new KafkaConsumer<>(config, new StringDeserializer(), new StringDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofSeconds(1)).forEach(record -> values.add(record.value()));
      }
    }
    return values;
  }

  private static KafkaProducer<String, String> producer(Map<String, Object> config) {
    return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
  }
}
