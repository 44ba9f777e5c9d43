package dev.sojourn.cli.history;

import dev.sojourn.cli.CommandException;
import dev.sojourn.cli.connection.Connection;
import dev.sojourn.cli.connection.TopicScan;
import dev.sojourn.journeys.signal.Peek;
import dev.sojourn.journeys.signal.SignalDecoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Utils;

/**
 * The topic of signals as it is now, read as the journeys job reads it: what that would write to
 * the dead letters is refused, and what stands in a partition where it does not belong is passed
 * over.
 */
public final class TopicSource implements SignalSource {
  private final Connection connection;
  private final SchemaRegistry schemas;

  public TopicSource(Connection connection) {
    this.connection = connection;
    this.schemas = connection.schemas();
  }

  /** Takes the signals with their place in the log. */
  @FunctionalInterface
  public interface RecordSink {
    /**
     * @param logTime as the jobs count it, ms since the epoch
     */
    void signal(ConsumerRecord<byte[], byte[]> record, long logTime, Peek.Kind kind);
  }

  @Override
  public void read(Window window, Sink sink, Problems problems, Progress progress) {
    long reached =
        read(
            window,
            (record, logTime, kind) -> sink.signal(record.key(), logTime, kind, record.value()),
            problems,
            progress);
    if (reached != Long.MIN_VALUE) {
      sink.time(reached);
    }
  }

  /**
   * As above, with the records.
   *
   * @return the latest log time read, of a tick or a signal; {@link Long#MIN_VALUE} if there is
   *     none
   */
  public long read(Window window, RecordSink sink, Problems problems, Progress progress) {
    connection.admin().close();
    String topic = connection.topics().signals();
    Reading reading = new Reading(new SignalDecoder(schemas), window, sink, problems);
    try (KafkaConsumer<byte[], byte[]> consumer = connection.consumer()) {
      List<TopicPartition> partitions = TopicScan.partitions(consumer, topic);
      if (partitions.isEmpty()) {
        throw CommandException.unreachable(
            "the broker has no topic " + topic + "; is this where Sojourn runs, and its prefix?",
            null);
      }
      reading.partitions = partitions.size();
      TopicScan.between(
          consumer,
          TopicScan.logged(consumer, partitions, instant(window.from()), instant(window.to())),
          (read, all) -> progress.at((double) read / Math.max(1, all)),
          reading::take);
    }
    return reading.reached;
  }

  private static Optional<Instant> instant(OptionalLong moment) {
    return moment.isEmpty()
        ? Optional.empty()
        : Optional.of(Instant.ofEpochMilli(moment.getAsLong()));
  }

  /** One reading of the topic. */
  private static final class Reading {
    private final SignalDecoder decoder;
    private final Window window;
    private final RecordSink sink;
    private final Problems problems;
    private final Map<Integer, Long> clocks = new HashMap<>();
    private int partitions;
    private long reached = Long.MIN_VALUE;

    Reading(SignalDecoder decoder, Window window, RecordSink sink, Problems problems) {
      this.decoder = decoder;
      this.window = window;
      this.sink = sink;
      this.problems = problems;
    }

    void take(ConsumerRecord<byte[], byte[]> record) {
      long logTime = clocks.merge(record.partition(), record.timestamp(), Math::max);
      if (!window.holds(logTime)) {
        return;
      }
      reached = Math.max(reached, logTime);
      String place = record.topic() + "/" + record.partition() + "/" + record.offset();
      try {
        Peek peek = decoder.peek(record.value());
        if (peek.kind() == Peek.Kind.TICK) {
          return;
        }
        if (record.timestampType() != TimestampType.LOG_APPEND_TIME) {
          problems.refused(place, "carries its producer's time instead of the log's");
        } else if (!isProfile(record.key())) {
          problems.refused(place, "has no profile key");
        } else if (home(record.key()) == record.partition()) {
          sink.signal(record, logTime, peek.kind());
        }
      } catch (UnreadableRecordException e) {
        problems.refused(place, e.getMessage());
      }
    }

    private int home(byte[] key) {
      return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }

    private static boolean isProfile(byte[] key) {
      if (key == null || key.length == 0 || key.length > LONGEST_PROFILE) {
        return false;
      }
      try {
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(key));
        return true;
      } catch (CharacterCodingException e) {
        return false;
      }
    }
  }

  @Override
  public SchemaRegistry schemas() {
    return schemas;
  }

  @Override
  public String name() {
    return connection.topics().signals();
  }
}
