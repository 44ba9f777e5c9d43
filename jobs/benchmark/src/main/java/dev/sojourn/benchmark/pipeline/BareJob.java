package dev.sojourn.benchmark.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Properties;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.state.rocksdb.RocksDBConfigurableOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.rocksdb.CompressionType;

/**
 * The yardstick: the least that a Flink job on these topics can do and still keep one value per
 * person. Written as well as we know how: undecoded bytes go over the shuffle, the state is a byte
 * array, objects are reused, the sink has the journeys job's settings.
 */
final class BareJob {
  static final String OUTPUT = "bare-output";
  private static final TypeInformation<Tuple2<String, byte[]>> KEYED =
      Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  private BareJob() {}

  /** Adds the job to an environment, and sets the environment up for it. */
  static void build(StreamExecutionEnvironment env, JobSettings settings) {
    env.configure(configuration(settings));
    env.setParallelism(settings.parallelism());
    Properties kafka = new Properties();
    kafka.setProperty("bootstrap.servers", settings.bootstrapServers());
    // As the journeys job reads.
    kafka.setProperty("isolation.level", "read_committed");
    KafkaSource<Tuple2<String, byte[]>> source =
        KafkaSource.<Tuple2<String, byte[]>>builder()
            .setProperties(kafka)
            .setTopics(settings.topics().signals())
            .setGroupId("bare")
            .setStartingOffsets(OffsetsInitializer.earliest())
            .setDeserializer(new KeyAndValue())
            .build();
    env.fromSource(source, WatermarkStrategy.noWatermarks(), "signals")
        .uid("signals")
        .keyBy(keyed -> keyed.f0, Types.STRING)
        .process(new BareFunction(settings.registry()))
        .returns(KEYED)
        .uid("value")
        .sinkTo(sink(settings))
        .uid("output");
  }

  private static Configuration configuration(JobSettings settings) {
    Configuration configuration = new Configuration();
    configuration.set(PipelineOptions.NAME, "bare");
    configuration.set(PipelineOptions.MAX_PARALLELISM, 720);
    configuration.set(PipelineOptions.GENERIC_TYPES, false);
    configuration.set(PipelineOptions.OBJECT_REUSE, true);
    configuration.set(ExecutionOptions.BUFFER_TIMEOUT, settings.bufferTimeout());
    configuration.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    configuration.set(RocksDBConfigurableOptions.USE_BLOOM_FILTER, true);
    configuration.set(
        RocksDBConfigurableOptions.COMPRESSION_PER_LEVEL,
        List.of(
            CompressionType.NO_COMPRESSION,
            CompressionType.NO_COMPRESSION,
            CompressionType.SNAPPY_COMPRESSION));
    configuration.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    configuration.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.checkpointInterval());
    configuration.set(CheckpointingOptions.ENABLE_UNALIGNED, false);
    return configuration;
  }

  private static KafkaSink<Tuple2<String, byte[]>> sink(JobSettings settings) {
    return KafkaSink.<Tuple2<String, byte[]>>builder()
        .setBootstrapServers(settings.bootstrapServers())
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setProperty("acks", "all")
        .setProperty("linger.ms", "5")
        .setProperty("compression.type", "none")
        .setProperty("batch.size", Integer.toString(128 * 1024))
        .setRecordSerializer(
            KafkaRecordSerializationSchema.<Tuple2<String, byte[]>>builder()
                .setTopic(settings.prefix() + OUTPUT)
                .setKeySerializationSchema(new Key())
                .setValueSerializationSchema(new Value())
                .build())
        .build();
  }

  /** Key and undecoded value; what has no key, such as a tick, is left out. */
  private static final class KeyAndValue
      implements KafkaRecordDeserializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public void deserialize(
        ConsumerRecord<byte[], byte[]> record, Collector<Tuple2<String, byte[]>> out)
        throws IOException {
      if (record.key() != null) {
        out.collect(Tuple2.of(new String(record.key(), StandardCharsets.UTF_8), record.value()));
      }
    }

    @Override
    public TypeInformation<Tuple2<String, byte[]>> getProducedType() {
      return KEYED;
    }
  }

  private static final class Key implements SerializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Tuple2<String, byte[]> keyed) {
      return keyed.f0.getBytes(StandardCharsets.UTF_8);
    }
  }

  private static final class Value implements SerializationSchema<Tuple2<String, byte[]>> {
    private static final long serialVersionUID = 1L;

    @Override
    public byte[] serialize(Tuple2<String, byte[]> keyed) {
      return keyed.f1;
    }
  }
}
