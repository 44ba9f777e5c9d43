package dev.sojourn.cli.demo;

import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads Sojourn's topics from now on, as any consumer would, and counts what they tell. */
final class Observer implements AutoCloseable, Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Observer.class);

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final RecordDecoder decoder;
  private final Statistics statistics;
  private final Thread thread = new Thread(this, "demo-observer");

  /** Begins where the topics end at this moment. */
  Observer(Connection connection, Statistics statistics) {
    this.consumer = connection.consumer();
    this.decoder = new RecordDecoder(connection.schemas());
    this.statistics = statistics;
    Topics topics = connection.topics();
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic :
        List.of(
            topics.signals(),
            topics.journeySteps(),
            topics.messageRequests(),
            topics.audienceChanges(),
            topics.deadLetters())) {
      partitions.addAll(TopicScan.partitions(consumer, topic));
    }
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
  }

  void start() {
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (true) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(200))) {
          count(record);
        }
      }
    } catch (WakeupException e) {
      LOG.info("event=observer-closed");
    } catch (RuntimeException e) {
      LOG.error("event=observer-failed", e);
    } finally {
      consumer.close();
    }
  }

  private void count(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return;
    }
    try {
      statistics.add(decoder.decode(record.value()));
    } catch (UnreadableRecordException e) {
      // Sojourn makes a dead letter of it, and that is counted.
      LOG.info("event=unreadable topic={} code={}", record.topic(), e.code());
    }
  }

  @Override
  public void close() {
    consumer.wakeup();
    try {
      thread.join(Duration.ofSeconds(5).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
