package dev.sojourn.cli.bulk;

import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.engine.profile.Attributes;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.registry.SchemaRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes updates to {@code signals} and rejects to {@code dead-letters}. */
public final class LogSink implements ImportSink {
  /** The largest value of a record that the topics take for sure, bytes. */
  private static final int LARGEST = 900_000;

  private final Producer<byte[], byte[]> producer;
  private final Topics topics;
  private final RecordEncoder signals;
  private final RecordEncoder deadLetters;
  private final String file;
  private final Instant at;
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param file for dead letters: where the rows are from
   * @param at the time of dead letters
   */
  public LogSink(
      Producer<byte[], byte[]> producer,
      Topics topics,
      SchemaRegistry registry,
      String file,
      Instant at) {
    this.producer = producer;
    this.topics = topics;
    this.signals = new RecordEncoder(registry, topics.signals());
    this.deadLetters = new RecordEncoder(registry, topics.deadLetters());
    this.file = file;
    this.at = at;
  }

  @Override
  public void send(String profile, ProfileUpdate update) throws RowException {
    byte[] value = signals.encode(update);
    checkSize(update, value.length);
    send(topics.signals(), profile.getBytes(StandardCharsets.UTF_8), value);
  }

  /** What the job would refuse anyway is better said here, with the line. */
  static void checkSize(ProfileUpdate update, int encoded) throws RowException {
    if (encoded <= Attributes.LIMIT / 2) {
      return;
    }
    Attributes attributes = Attributes.empty();
    Values.fromAvro(update.getAttributes()).forEach(attributes::set);
    update.getConsents().forEach(attributes::setConsent);
    update.getSuppressions().forEach(attributes::setSuppressed);
    if (encoded > LARGEST || attributes.toBytes().length > Attributes.LIMIT) {
      throw new RowException(
          RowCode.PROFILE_TOO_LARGE,
          "is larger than a profile may be, "
              + Attributes.LIMIT
              + " bytes; leave out columns that nothing needs");
    }
  }

  @Override
  public void reject(Reject reject) {
    byte[] bytes = reject.bytes();
    send(
        topics.deadLetters(),
        null,
        deadLetters.encode(
            DeadLetter.newBuilder()
                .setCode(reject.code().code())
                .setCategory(RowCode.CATEGORY.label())
                .setMessage(file + ":" + reject.line() + ": " + reject.reason())
                .setComponent("cli/import")
                .setValue(
                    ByteBuffer.wrap(
                        bytes.length <= LARGEST ? bytes : Arrays.copyOf(bytes, LARGEST)))
                .setAt(at)
                .build()));
  }

  @SuppressWarnings("FutureReturnValueIgnored") // The callback is told.
  private void send(String topic, byte[] key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, key, value),
        (metadata, thrown) -> {
          if (thrown != null) {
            failure.compareAndSet(
                null, thrown instanceof RuntimeException e ? e : new IllegalStateException(thrown));
          }
        });
  }

  @Override
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw failure.get();
    }
  }
}
