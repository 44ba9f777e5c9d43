package dev.sojourn.cli.runs;

import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.RunShare;
import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic on which the directory answers, and the way to ask it. */
public final class RunsTopic {
  private static final Duration POLL = Duration.ofMillis(200);

  private final Connection connection;
  private final RecordDecoder decoder;

  public RunsTopic(Connection connection) {
    this.connection = connection;
    this.decoder = new RecordDecoder(connection.schemas());
  }

  /** Everything that is told of runs at this moment. */
  public RunBook read() {
    RunBook book = new RunBook();
    connection.admin().close();
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      TopicScan.all(
          consumer,
          partitions(consumer),
          record ->
              take(
                  record,
                  value -> {
                    if (value instanceof RunShare share) {
                      book.take(share);
                    }
                  }));
    }
    return book;
  }

  /**
   * Asks, and waits for the whole answer.
   *
   * @param progress told from time to time how much of it is known
   * @throws CommandException if it does not come in time
   */
  public CountTally count(CountRequest request, Duration timeout, DoubleConsumer progress) {
    connection.admin().close();
    CountTally tally =
        new CountTally(
            request.getId(), request.getVersions().isEmpty() ? List.of(0) : request.getVersions());
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      List<TopicPartition> partitions = partitions(consumer);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      ends.forEach(consumer::seek);
      ask(request);
      long since = System.nanoTime();
      while (!tally.isComplete()) {
        if (System.nanoTime() - since > timeout.toNanos()) {
          throw CommandException.failed(
              "no whole answer within %s (%d %% of it came); see with `sojourn status` whether the journeys job runs"
                  .formatted(timeout, Math.round(100 * tally.progress())));
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(
              record,
              value -> {
                if (value instanceof CountShare share) {
                  tally.take(share);
                }
              });
        }
        progress.accept(tally.progress());
      }
    }
    return tally;
  }

  private void ask(CountRequest request) {
    String topic = connection.topics().definitions();
    String key =
        "count/" + request.getKind() + (request.getName().isEmpty() ? "" : "/" + request.getName());
    byte[] value = new RecordEncoder(connection.schemas(), topic).encode(request);
    try (KafkaProducer<byte[], byte[]> producer = connection.producer()) {
      producer
          .send(new ProducerRecord<>(topic, 0, key.getBytes(StandardCharsets.UTF_8), value))
          .get();
    } catch (ExecutionException e) {
      throw CommandException.unreachable(
          "the broker did not take the question: " + e.getCause().getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", e);
    }
  }

  private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
    String topic = connection.topics().runs();
    return Optional.of(TopicScan.partitions(consumer, topic))
        .filter(found -> !found.isEmpty())
        .orElseThrow(
            () ->
                CommandException.unreachable(
                    "the broker has no topic "
                        + topic
                        + "; is this where Sojourn runs, and its prefix?",
                    null));
  }

  private void take(ConsumerRecord<byte[], byte[]> record, Consumer<SpecificRecord> each) {
    if (record.value() == null) {
      return;
    }
    try {
      each.accept(decoder.decode(record.value()));
    } catch (UnreadableRecordException e) {
      // Written by a newer build: what it tells cannot be shown.
    }
  }
}
