package dev.sojourn.systemtest.hostile;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One input.
 *
 * @param name for people, unique
 * @param topic without its prefix; {@link #REGISTRY} for a schema, whose subject is the key
 * @param partition empty: where the key belongs
 * @param key null for none
 * @param value null for none
 */
@SuppressWarnings("ArrayRecordComponent") // Compared with nothing but itself.
public record HostileInput(
    String name, String topic, OptionalInt partition, byte[] key, byte[] value, Expected expected) {
  static final String SIGNALS = "signals";
  static final String DEFINITIONS = "definitions";
  static final String REQUESTS = "message-requests";

  /** Letters on what is no profile's, or on one that can start nothing more. */
  private static final Set<String> LAST =
      Set.of("key-missing", "key-invalid", "too-many-instances");

  /** Not a topic: the input goes to the registry. */
  public static final String REGISTRY = "registry";

  /** A signal of a profile that has the input's name. */
  static HostileInput signal(String name, byte[] value, Expected expected) {
    return new HostileInput(name, SIGNALS, OptionalInt.empty(), utf8(name), value, expected);
  }

  /** A signal with a key of its own. */
  static HostileInput keyed(String name, byte[] key, byte[] value, Expected expected) {
    return new HostileInput(name, SIGNALS, OptionalInt.empty(), key, value, expected);
  }

  /** A record of definitions. */
  static HostileInput definition(String name, String key, byte[] value, Expected expected) {
    return new HostileInput(
        name, DEFINITIONS, OptionalInt.empty(), key == null ? null : utf8(key), value, expected);
  }

  /** A record of message requests. */
  static HostileInput request(String name, byte[] value, Expected expected) {
    return new HostileInput(name, REQUESTS, OptionalInt.empty(), utf8(name), value, expected);
  }

  /** The profile that it concerns; empty if it concerns none, or one that can get no message. */
  public Optional<String> profile() {
    boolean concerns =
        topic.equals(SIGNALS)
            && !(expected instanceof Expected.Step)
            && !(expected instanceof Expected.Letter letter && LAST.contains(letter.code()));
    return concerns ? Optional.of(new String(key, StandardCharsets.UTF_8)) : Optional.empty();
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
