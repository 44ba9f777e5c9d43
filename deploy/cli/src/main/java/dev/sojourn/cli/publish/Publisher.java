package dev.sojourn.cli.publish;

import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes what a stream of lines says to the log, in order: signals, and business events, which have
 * their place among the definitions. A line that is no signal is told and skipped; the others go
 * on.
 */
public final class Publisher {
  private final Producer<byte[], byte[]> producer;
  private final String signals;
  private final String definitions;
  private final RecordEncoder signalEncoder;
  private final RecordEncoder definitionEncoder;
  private final SignalLines lines;
  private final Problems problems;
  private final AtomicLong acknowledged = new AtomicLong();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /** Told of each line that is not published. */
  @FunctionalInterface
  public interface Problems {
    void refused(long line, String message);
  }

  /**
   * @param published acknowledged by the broker
   * @param refused no signals
   */
  public record Summary(long published, long refused) {}

  public Publisher(
      Producer<byte[], byte[]> producer,
      Topics topics,
      SchemaRegistry schemas,
      SignalLines lines,
      Problems problems) {
    this.producer = producer;
    this.signals = topics.signals();
    this.definitions = topics.definitions();
    this.signalEncoder = new RecordEncoder(schemas, signals);
    this.definitionEncoder = new RecordEncoder(schemas, definitions);
    this.lines = lines;
    this.problems = problems;
  }

  /**
   * Returns when everything is acknowledged. Empty lines are skipped.
   *
   * @throws RuntimeException what the broker said, if it did not take a signal
   */
  public Summary publish(BufferedReader input) throws IOException {
    long number = 0;
    long refused = 0;
    for (String line = input.readLine(); line != null; line = input.readLine()) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      try {
        ProfileSignal signal = lines.parse(line);
        send(record(signal.profile(), signal.signal()));
      } catch (LineException e) {
        refused++;
        problems.refused(number, e.getMessage());
      }
      if (failure.get() != null) {
        break;
      }
      if (!input.ready()) {
        // Nothing more is at hand: what a person typed should be on the log now.
        producer.flush();
      }
    }
    producer.flush();
    if (failure.get() != null) {
      throw failure.get();
    }
    return new Summary(acknowledged.get(), refused);
  }

  private ProducerRecord<byte[], byte[]> record(String profile, SpecificRecord signal) {
    if (signal instanceof BusinessEvent event) {
      String key = "event/" + event.getType() + "/" + event.getId();
      return new ProducerRecord<>(
          definitions, 0, key.getBytes(StandardCharsets.UTF_8), definitionEncoder.encode(event));
    }
    return new ProducerRecord<>(
        signals, profile.getBytes(StandardCharsets.UTF_8), signalEncoder.encode(signal));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  private void send(ProducerRecord<byte[], byte[]> record) {
    producer.send(
        record,
        (metadata, thrown) -> {
          if (thrown == null) {
            acknowledged.incrementAndGet();
          } else {
            failure.compareAndSet(
                null, thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown));
          }
        });
  }
}
