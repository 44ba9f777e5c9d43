package dev.sojourn.journeys.source;

import dev.sojourn.engine.definition.DefinitionHistory;
import dev.sojourn.journeys.JourneysOptions;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The two logs as Flink sources, with the watermarks that belong to them. */
public final class Logs {
  /**
   * Least distance of two watermarks of a partition of {@code signals}, ms: finer than anyone
   * waits, far coarser than events come.
   */
  private static final long WATERMARK_STEP = 50;

  private final JourneysOptions options;

  public Logs(JourneysOptions options) {
    this.options = options;
  }

  /** Everything that happens to people. */
  public KafkaSource<LogRecord> signals() {
    return source(options.topics().signals());
  }

  /**
   * A further record may carry the log time of the last one, so time has come to just before it.
   */
  public static WatermarkStrategy<LogRecord> signalWatermarks() {
    return LogTimeWatermarks.strategy(-1, WATERMARK_STEP);
  }

  /** What is published, from the beginning. */
  public KafkaSource<LogRecord> definitions() {
    return source(options.topics().definitions());
  }

  /**
   * As {@link DefinitionHistory#frontier}: how far the definitions are known, which the operator's
   * time must not pass (rule 5).
   */
  public static WatermarkStrategy<LogRecord> definitionWatermarks() {
    return LogTimeWatermarks.strategy(DefinitionHistory.DELAY - 1, 1);
  }

  private KafkaSource<LogRecord> source(String topic) {
    Properties properties = options.kafkaProperties();
    // Partitions are never added (rule 3); looking for new ones would only hide that.
    properties.setProperty(KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(), "-1");
    // What an aborted transaction wrote never happened; with exactly-once sinks, our own included.
    properties.setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    return KafkaSource.<LogRecord>builder()
        .setProperties(properties)
        .setTopics(topic)
        .setGroupId(options.consumerGroup())
        .setClientIdPrefix(options.consumerGroup() + "-" + topic)
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(new LogRecordDeserializer())
        .build();
  }
}
