package dev.sojourn.delivery;

import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.operator.ChannelOperatorFactory;
import dev.sojourn.delivery.option.Arguments;
import dev.sojourn.delivery.stream.ChannelInput;
import dev.sojourn.delivery.stream.DefinitionChangeType;
import dev.sojourn.delivery.stream.DefinitionIntake;
import dev.sojourn.delivery.stream.LogRecord;
import dev.sojourn.delivery.stream.OutgoingRecord;
import dev.sojourn.delivery.stream.RequestIntake;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.Topics;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSource;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * The delivery job.
 *
 * <pre>
 *   message-requests ─► intake ─► keyed by channel ─► channels ─► reports ──┬─► signals, dead-letters
 *   definitions ──────► intake ─► broadcast ────────────┘                   │
 *                          └───── what cannot be read ──────────────────────┘
 * </pre>
 */
public final class DeliveryJob {

  private DeliveryJob() {}

  /** Runs the job with options given as {@code --key value}. */
  public static void main(String[] args) throws Exception {
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    build(environment, DeliveryOptions.fromMap(Arguments.parse(args)));
    environment.execute("sojourn delivery");
  }

  /** Builds the job into an environment. The topics must be there. */
  public static void build(StreamExecutionEnvironment environment, DeliveryOptions options) {
    build(environment, options, RegistrySupplier.at(options.registry()));
  }

  /**
   * As {@link #build(StreamExecutionEnvironment, DeliveryOptions)}, with a registry that is reached
   * in another way.
   */
  static void build(
      StreamExecutionEnvironment environment, DeliveryOptions options, RegistrySupplier registry) {
    environment.configure(JobSettings.of(options));
    options.parallelism().ifPresent(environment::setParallelism);
    Topics topics = options.topics();

    SingleOutputStreamOperator<ChannelInput> requests =
        source(environment, options, topics.messageRequests(), "requests")
            .process(new RequestIntake(registry, topics.deadLetters()), ChannelInput.TYPE)
            .uid("request-intake")
            .name("request intake");
    SingleOutputStreamOperator<DefinitionChange> definitions =
        source(environment, options, topics.definitions(), "definitions")
            .setParallelism(1)
            .process(
                new DefinitionIntake(registry, topics.deadLetters()), DefinitionChangeType.TYPE)
            .setParallelism(1)
            .uid("definition-intake")
            .name("definition intake");

    DataStream<OutgoingRecord> reports =
        requests
            .keyBy(ChannelInput::channel, Types.STRING)
            .connect(definitions.broadcast())
            .transform(
                "channels",
                OutgoingRecord.TYPE,
                new ChannelOperatorFactory(
                    new ChannelOperatorFactory.Settings(
                        registry,
                        topics.signals(),
                        options.channelConcurrency(),
                        options.definitionsPatience())))
            .uid("channels");
    reports
        .union(
            requests.getSideOutput(RequestIntake.DEAD_LETTERS),
            definitions.getSideOutput(DefinitionIntake.DEAD_LETTERS))
        .sinkTo(sink(options))
        .uid("outputs")
        .name("outputs");
  }

  private static DataStreamSource<LogRecord> source(
      StreamExecutionEnvironment environment, DeliveryOptions options, String topic, String name) {
    KafkaSource<LogRecord> source =
        KafkaSource.<LogRecord>builder()
            .setProperties(options.kafkaProperties())
            .setBootstrapServers(options.bootstrapServers())
            .setTopics(topic)
            .setGroupId(options.consumerGroup())
            // Where there is no state; else where the state says.
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setProperty("isolation.level", "read_committed")
            .setDeserializer(new LogRecord.Deserializer())
            .build();
    DataStreamSource<LogRecord> stream =
        environment.fromSource(source, WatermarkStrategy.noWatermarks(), name, LogRecord.TYPE);
    stream.uid(name);
    return stream;
  }

  private static KafkaSink<OutgoingRecord> sink(DeliveryOptions options) {
    Properties producer = options.kafkaProperties();
    producer.setProperty(ProducerConfig.ACKS_CONFIG, "all");
    producer.setProperty(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
    producer.setProperty(
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(TopicSetup.DEAD_LETTER_BYTES));
    KafkaSinkBuilder<OutgoingRecord> sink =
        KafkaSink.<OutgoingRecord>builder()
            .setKafkaProducerConfig(producer)
            .setBootstrapServers(options.bootstrapServers())
            .setRecordSerializer(new OutgoingRecord.Serialization());
    switch (options.sinkGuarantee()) {
      case AT_LEAST_ONCE -> sink.setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE);
      case EXACTLY_ONCE ->
          sink.setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
              .setTransactionalIdPrefix(options.topics().prefix() + options.consumerGroup())
              .setProperty(
                  ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
                  Long.toString(options.transactionTimeout().toMillis()));
    }
    return sink.build();
  }
}
