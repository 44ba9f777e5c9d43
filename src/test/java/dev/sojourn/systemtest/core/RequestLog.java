package dev.sojourn.systemtest.core;

import dev.sojourn.avro.MessageRequest;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The requests that a job has written, as they come. */
public final class RequestLog implements AutoCloseable {
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder decoder;
  private final Map<String, ExpectedRequest> requests = new TreeMap<>();
  private final List<String> contradictions = new ArrayList<>();
  private int repeated;

  private RequestLog(String bootstrapServers, URI registry, Topics topics) {
    Properties properties = new Properties();
    properties.setProperty("bootstrap.servers", bootstrapServers);
    properties.setProperty("isolation.level", "read_committed");
    properties.setProperty("max.poll.records", "5000");
    properties.setProperty("reconnect.backoff.max.ms", "500");
    decoder = new RecordDecoder(new CachingSchemaRegistry(new HttpSchemaRegistry(registry)));
    consumer =
        new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (PartitionInfo partition : consumer.partitionsFor(topics.messageRequests())) {
      partitions.add(new TopicPartition(topics.messageRequests(), partition.partition()));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
  }

  /** From the topic's beginning. */
  public static RequestLog fromStart(String bootstrapServers, URI registry, Topics topics) {
    return new RequestLog(bootstrapServers, registry, topics);
  }

  /** What is written from now on. */
  public static RequestLog fromNow(String bootstrapServers, URI registry, Topics topics) {
    RequestLog log = new RequestLog(bootstrapServers, registry, topics);
    log.consumer
        .endOffsets(log.consumer.assignment(), Duration.ofSeconds(30))
        .forEach(log.consumer::seek);
    return log;
  }

  /** Takes in what is new, waiting a moment for it. */
  public RequestLog poll() {
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
      if (decoder.decode(record.value()) instanceof MessageRequest request) {
        take(ExpectedRequest.of(request));
      }
    }
    return this;
  }

  /** Takes in all that the topic holds now. */
  public RequestLog pollToEnd() {
    Map<TopicPartition, Long> ends =
        consumer.endOffsets(consumer.assignment(), Duration.ofSeconds(30));
    long giveUp = System.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (!ends.entrySet().stream()
        .allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
      if (System.nanoTime() > giveUp) {
        throw new IllegalStateException("the end of the requests is not reached within 60 s");
      }
      poll();
    }
    return this;
  }

  private void take(ExpectedRequest request) {
    ExpectedRequest earlier = requests.putIfAbsent(request.id(), request);
    if (earlier != null) {
      repeated++;
      if (!earlier.equals(request)) {
        contradictions.add(earlier + " and then " + request);
      }
    }
  }

  /** By id; a repeated one once. */
  public Map<String, ExpectedRequest> requests() {
    return requests;
  }

  /** How many records had an id that had been read before. */
  public int repeated() {
    return repeated;
  }

  /** Records of one id that do not say the same. */
  public List<String> contradictions() {
    return contradictions;
  }

  @Override
  public void close() {
    consumer.close();
  }
}
