package dev.sojourn.engine.id;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Ids that derive from what they name (rule 6): a replay makes the same ones. 128 bits of a
 * SHA-256, in 32 hexadecimal digits.
 */
public final class Ids {
  private Ids() {}

  /**
   * The id of an instance.
   *
   * @param signal id of the signal that started it
   */
  public static String instance(String journey, String profile, String key, String signal) {
    return derive("instance", journey, profile, key, signal);
  }

  /**
   * The id of a message request.
   *
   * @param visit the instance's transition at which the step was reached
   */
  public static String request(String instance, String step, int visit) {
    return derive("request", instance, step, Integer.toString(visit));
  }

  /**
   * The id of an event that a step writes.
   *
   * @param visit as for requests
   */
  public static String event(String instance, String step, int visit) {
    return derive("event", instance, step, Integer.toString(visit));
  }

  private static String derive(String... parts) {
    MessageDigest digest;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      // The length first, so that no two lists of parts run together into the same bytes.
      digest.update((byte) (bytes.length >>> 16));
      digest.update((byte) (bytes.length >>> 8));
      digest.update((byte) bytes.length);
      digest.update(bytes);
    }
    return HexFormat.of().formatHex(Arrays.copyOf(digest.digest(), 16));
  }

  /** An id's 16 bytes, for state. */
  public static byte[] toBytes(String id) {
    return HexFormat.of().parseHex(id);
  }

  /** The id of 16 bytes. */
  public static String ofBytes(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
