package dev.sojourn.journeys.source;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.record.TimestampType;

/** Takes records out of the consumer as they are; nothing can go wrong here. */
final class LogRecordDeserializer implements KafkaRecordDeserializationSchema<LogRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<LogRecord> out) {
    long logTime =
        record.timestampType() == TimestampType.LOG_APPEND_TIME
            ? record.timestamp()
            : LogRecord.NO_LOG_TIME;
    out.collect(
        new LogRecord(record.key(), record.value(), record.partition(), record.offset(), logTime));
  }

  @Override
  public TypeInformation<LogRecord> getProducedType() {
    return LogRecord.TYPE;
  }
}
