package dev.sojourn.cli.explain;

import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads what the topics hold about one person, and nothing else: of each keyed topic the one
 * partition in which the key lies. Of the signals only what can have set off what was found, for
 * that partition holds the events of many; all of them if nothing was found.
 */
public final class PersonReader {
  /** Log times of different brokers may differ by less. */
  private static final Duration SLACK = Duration.ofMinutes(1);

  private final Connection connection;
  private final Progress progress;

  /** Told how far the reading of a topic has come. */
  @FunctionalInterface
  public interface Progress {
    void at(String topic, long read, long all);
  }

  /**
   * What to read, by log time.
   *
   * @param since empty: all that is kept
   * @param until empty: up to now
   */
  public record Window(Optional<Instant> since, Optional<Instant> until) {}

  public PersonReader(Connection connection, Progress progress) {
    this.connection = connection;
    this.progress = progress;
  }

  /**
   * @param everySignal whether to read signals from before the first thing found too
   * @throws CommandException if broker or topics are not there
   */
  public Evidence read(String profile, Window window, boolean everySignal) {
    connection.admin().close();
    Topics topics = connection.topics();
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      Reading reading = new Reading(consumer, profile.getBytes(StandardCharsets.UTF_8));
      reading.keyed(topics.journeySteps(), window);
      reading.keyed(topics.audienceChanges(), window);
      reading.keyed(topics.messageRequests(), window);
      reading.deadLetters(topics.deadLetters(), window);
      Optional<Instant> first =
          reading.evidence.earliest().filter(found -> !everySignal).map(at -> at.minus(SLACK));
      Optional<Instant> since =
          first.filter(at -> window.since().filter(at::isBefore).isEmpty()).or(window::since);
      reading.keyed(topics.signals(), new Window(since, window.until()));
      return reading.evidence;
    }
  }

  /** The reading of one person. */
  private final class Reading {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final byte[] key;
    private final RecordDecoder decoder = new RecordDecoder(connection.schemas());
    private final Evidence evidence = new Evidence();

    Reading(KafkaConsumer<byte[], byte[]> consumer, byte[] key) {
      this.consumer = consumer;
      this.key = key;
    }

    void keyed(String topic, Window window) {
      TopicPartition partition =
          TopicScan.partition(consumer, topic, key).orElseThrow(() -> missing(topic));
      read(
          topic,
          List.of(partition),
          window,
          record -> Arrays.equals(record.key(), key),
          record -> true);
    }

    /** They have no keys: each names the key of the record that it is about. */
    void deadLetters(String topic, Window window) {
      List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
      if (partitions.isEmpty()) {
        throw missing(topic);
      }
      read(
          topic,
          partitions,
          window,
          // Letters can be large and many: most are told apart without decoding them.
          record -> record.value() != null && Bytes.contain(record.value(), key),
          record -> Bytes.isAbout(record, key));
    }

    private void read(
        String topic,
        Collection<TopicPartition> partitions,
        Window window,
        Predicate<ConsumerRecord<byte[], byte[]>> perhaps,
        Predicate<SpecificRecord> mine) {
      TopicScan.Span span = TopicScan.logged(consumer, partitions, window.since(), window.until());
      Counts counts = new Counts();
      TopicScan.between(
          consumer,
          span,
          (read, all) -> progress.at(topic, read, all),
          record -> {
            counts.seen(Instant.ofEpochMilli(record.timestamp()));
            if (perhaps.test(record)) {
              take(record, mine, counts);
            }
          });
      evidence.covered(
          new Coverage(
              topic.substring(connection.topics().prefix().length()),
              partitions.stream().map(TopicPartition::partition).sorted().toList(),
              counts.oldest,
              counts.records,
              counts.unreadable));
    }

    private void take(
        ConsumerRecord<byte[], byte[]> record, Predicate<SpecificRecord> mine, Counts counts) {
      try {
        SpecificRecord value = decoder.decode(record.value());
        if (mine.test(value)) {
          evidence.take(value, Instant.ofEpochMilli(record.timestamp()));
        }
      } catch (UnreadableRecordException e) {
        counts.unreadable++;
      }
    }
  }

  private static CommandException missing(String topic) {
    return CommandException.unreachable(
        "the broker has no topic " + topic + "; is this where Sojourn runs, and its prefix?", null);
  }

  /** What is counted while a topic is read. */
  private static final class Counts {
    private Optional<Instant> oldest = Optional.empty();
    private long records;
    private long unreadable;

    void seen(Instant loggedAt) {
      records++;
      if (oldest.filter(at -> !loggedAt.isBefore(at)).isEmpty()) {
        oldest = Optional.of(loggedAt);
      }
    }
  }
}
