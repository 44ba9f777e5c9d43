package dev.sojourn.journeys.intake;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.common.utils.Utils;

/**
 * Profile keys as they stand in the log: valid UTF-8, not empty, at most {@link #MAX_BYTES} long;
 * and where in the log they belong. Not thread-safe.
 */
final class ProfileKeys {
  static final int MAX_BYTES = 512;

  private final int partitions;
  private final CharsetDecoder utf8 =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /**
   * @param partitions how many {@code signals} has
   */
  ProfileKeys(int partitions) {
    this.partitions = partitions;
  }

  /** Empty if the bytes are not a profile key. */
  Optional<String> read(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MAX_BYTES) {
      return Optional.empty();
    }
    for (byte b : bytes) {
      if (b < 0) {
        return readNonAscii(bytes);
      }
    }
    return Optional.of(new String(bytes, StandardCharsets.ISO_8859_1));
  }

  private Optional<String> readNonAscii(byte[] bytes) {
    try {
      return Optional.of(utf8.decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }

  /**
   * The partition in which every record with this key belongs: the one that Kafka's Java client
   * chooses by default (rule 3).
   */
  int partitionOf(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }
}
