package dev.sojourn.journeys.output;

import dev.sojourn.journeys.JourneysOptions;
import dev.sojourn.schemas.TopicSetup;
import java.util.Properties;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The job's producers. */
public final class Sinks {
  private final JourneysOptions options;

  public Sinks(JourneysOptions options) {
    this.options = options;
  }

  /**
   * Where all effects go. At least once by default: what a replay writes again has the same id, and
   * whoever reads drops what it has seen.
   */
  public KafkaSink<Output> outputs() {
    return effects("");
  }

  /** Where what the directory asks of people goes; as {@link #outputs}. */
  public KafkaSink<Output> commands() {
    return effects("-commands");
  }

  /**
   * @param name tells its transactions from those of another sink
   */
  private KafkaSink<Output> effects(String name) {
    Properties producer = producer();
    producer.setProperty(
        ProducerConfig.LINGER_MS_CONFIG, Long.toString(options.sinkLinger().toMillis()));
    // Spread over many partitions batches are small: to compress each costs more than it saves.
    producer.putIfAbsent(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
    producer.putIfAbsent(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(128 * 1024));
    KafkaSinkBuilder<Output> builder = builder(producer);
    switch (options.sinkGuarantee()) {
      case AT_LEAST_ONCE -> builder.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
      case EXACTLY_ONCE -> {
        // A restart that takes longer than this loses what was written but not committed; brokers
        // allow no more by default.
        builder
            .setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                Long.toString(options.transactionTimeout().toMillis()))
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(options.topics().prefix() + options.consumerGroup() + name);
      }
    }
    return builder.build();
  }

  /**
   * Where ticks go: one that is lost is followed by the next, so nobody waits for them at a
   * checkpoint. Sent without sequence numbers: where a broker that comes back turns one batch away
   * and takes the next, a producer that numbers them may stand still for its delivery timeout of
   * two minutes, and all time with it. A tick that comes twice or out of order does no harm.
   */
  public KafkaSink<Output> ticks() {
    Properties properties = producer();
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "false");
    return builder(properties).setDeliveryGuarantee(DeliveryGuarantee.NONE).build();
  }

  private KafkaSinkBuilder<Output> builder(Properties producer) {
    return KafkaSink.<Output>builder()
        .setKafkaProducerConfig(producer)
        .setBootstrapServers(options.bootstrapServers())
        .setRecordSerializer(new OutputSerialization(options.topics()));
  }

  private Properties producer() {
    Properties properties = options.kafkaProperties();
    properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    properties.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    properties.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(TopicSetup.DEAD_LETTER_BYTES));
    return properties;
  }
}
