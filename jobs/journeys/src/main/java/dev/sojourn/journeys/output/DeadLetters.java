package dev.sojourn.journeys.output;

import dev.sojourn.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/**
 * Turns what could not be used into dead letters (rule 8): with its bytes, its origin, and a code.
 * They are stamped with the log time of the refused record, so a replay writes the same letter
 * again.
 */
public final class DeadLetters {
  /**
   * Of a key or value larger than this, in bytes, the letter holds the beginning only: the letter
   * must fit its topic.
   */
  static final int MAX_BYTES = 1_000_000;

  private static final int MAX_MESSAGE_CHARS = 8_000;

  private final String component;
  private final OutputEncoder encoder;

  /**
   * @param component which operator writes them
   */
  public DeadLetters(String component, OutputEncoder encoder) {
    this.component = component;
    this.encoder = encoder;
  }

  /** The letter for a refused record. */
  public Output letter(Fault fault, Origin origin) {
    boolean isRecord = !origin.topic().isEmpty();
    return encoder.encode(
        Destination.DEAD_LETTERS,
        null,
        DeadLetter.newBuilder()
            .setCode(fault.code())
            .setCategory(fault.category())
            .setMessage(shortened(fault.message()))
            .setComponent(component)
            .setTopic(isRecord ? origin.topic() : null)
            .setPartition(isRecord ? origin.partition() : null)
            .setOffset(isRecord ? origin.offset() : null)
            .setKey(bytes(origin.key()))
            .setValue(bytes(origin.value()))
            .setAt(Instant.ofEpochMilli(Math.max(0, origin.logTime())))
            .build());
  }

  private static String shortened(String message) {
    return message.length() <= MAX_MESSAGE_CHARS
        ? message
        : message.substring(0, MAX_MESSAGE_CHARS) + "…";
  }

  private static ByteBuffer bytes(byte[] bytes) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(bytes.length <= MAX_BYTES ? bytes : Arrays.copyOf(bytes, MAX_BYTES));
  }
}
