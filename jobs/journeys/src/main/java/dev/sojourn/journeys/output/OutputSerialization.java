package dev.sojourn.journeys.output;

import dev.sojourn.schemas.Topics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** From an encoded output to the producer's record; the broker stamps the time. */
final class OutputSerialization implements KafkaRecordSerializationSchema<Output> {
  private static final long serialVersionUID = 1L;

  private final String[] names;

  OutputSerialization(Topics topics) {
    names = new String[Destination.values().length];
    for (Destination destination : Destination.values()) {
      names[destination.ordinal()] = destination.topic(topics);
    }
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Output output, KafkaSinkContext context, Long timestamp) {
    Integer partition = output.partition() == Output.BY_KEY ? null : output.partition();
    return new ProducerRecord<>(
        names[output.destination().ordinal()], partition, output.key(), output.value());
  }
}
