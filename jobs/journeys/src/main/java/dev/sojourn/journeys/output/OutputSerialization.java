package dev.sojourn.journeys.output;

import dev.sojourn.schemas.Topics;
import java.util.EnumMap;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From an encoded output to the producer's record; the broker stamps the time. */
final class OutputSerialization implements KafkaRecordSerializationSchema<Output> {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Destination, String> names = new EnumMap<>(Destination.class);

  OutputSerialization(Topics topics) {
    for (Destination destination : Destination.values()) {
      names.put(destination, destination.topic(topics));
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Output output, KafkaSinkContext context, Long timestamp) {
    Integer partition = output.partition() == Output.BY_KEY ? null : output.partition();
    return new ProducerRecord<>(
        names.get(output.destination()), partition, output.key(), output.value());
  }
}
