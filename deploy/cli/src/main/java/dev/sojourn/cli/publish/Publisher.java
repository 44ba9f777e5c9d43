package dev.sojourn.cli.publish;

import dev.sojourn.schemas.codec.RecordEncoder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Writes the signals of a stream of lines to the log, in order. A line that is no signal is told
 * and skipped; the others go on.
 */
public final class Publisher {
  private final Producer<byte[], byte[]> producer;
  private final String topic;
  private final RecordEncoder encoder;
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
      String topic,
      RecordEncoder encoder,
      SignalLines lines,
      Problems problems) {
    this.producer = producer;
    this.topic = topic;
    this.encoder = encoder;
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
        send(signal.profile(), signal.signal());
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

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  private void send(String profile, SpecificRecord signal) {
    producer.send(
        new ProducerRecord<>(
            topic, profile.getBytes(StandardCharsets.UTF_8), encoder.encode(signal)),
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
