package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.keyed;
import static dev.sojourn.systemtest.hostile.HostileInput.utf8;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.Message;
import dev.sojourn.systemtest.hostile.Expected.Step;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.kafka.common.utils.Utils;

/** Good events under bad keys, and in partitions where they do not belong. */
final class HostileKeys {
  private static final Expected MISSING = new Letter("key-missing");
  private static final Expected INVALID = new Letter("key-invalid");
  private static final Expected MESSAGE = new Message();

  /** A webhook's address is the profile key here, and an address holds no control characters. */
  private static final Expected UNREACHABLE = new Step("unreachable");

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;
  private final int partitions;

  private HostileKeys(OutsideProducer producer, int partitions) {
    this.producer = producer;
    this.partitions = partitions;
  }

  /**
   * @param partitions how many {@code signals} has
   */
  static List<HostileInput> all(OutsideProducer producer, int partitions) {
    HostileKeys keys = new HostileKeys(producer, partitions);
    keys.bad();
    keys.odd();
    keys.misplaced();
    return keys.inputs;
  }

  private void bad() {
    add("no key", null, MISSING);
    add("an empty key", new byte[0], INVALID);
    add("a key of 513 bytes", utf8("k".repeat(513)), INVALID);
    add("a key of 100,000 bytes", utf8("k".repeat(100_000)), INVALID);
    add("a key of 172 characters of three bytes", utf8("\u20ac".repeat(172)), INVALID);
    add("a key of one byte 255", new byte[] {(byte) 0xff}, INVALID);
    add("a key cut off in a character", new byte[] {'a', (byte) 0xe2, (byte) 0x82}, INVALID);
    add("a key with an overlong zero", new byte[] {'a', (byte) 0xc0, (byte) 0x80}, INVALID);
    add("a key with half a pair", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, INVALID);
    add("a key in Latin-1", new byte[] {'J', (byte) 0xf6, 'r', 'g'}, INVALID);
    add("a key that is a random number", new byte[] {(byte) 0x9c, 1, (byte) 0xf0, 7}, INVALID);
  }

  private void odd() {
    add("a key of 512 bytes", utf8("K".repeat(512)), MESSAGE);
    add(
        "a key of other scripts",
        utf8("\u30be\u30fc\u30a4 \ud83d\ude80 \u05e9\u05dc\u05d5\u05dd"),
        MESSAGE);
    add("a key that is a template", utf8("{{profile.id}} ${env:HOME}"), MESSAGE);
    add("a key that is a path", utf8("../../etc/passwd"), MESSAGE);
    add("a key of quotes", utf8("\"'`;--"), MESSAGE);
    add("a key with a zero", utf8("a\u0000b"), UNREACHABLE);
    add("a key with a line feed", utf8("a\r\nX-Evil: 1"), UNREACHABLE);
  }

  private void misplaced() {
    byte[] key = utf8("an event in another's partition");
    add("an event in another's partition", key, (home(key) + 1) % partitions, good(), MESSAGE);
    byte[] hostile = utf8("a bad event in another's partition");
    add(
        "a bad event in another's partition",
        hostile,
        (home(hostile) + 5) % partitions,
        producer.value(
            "signals",
            "CustomerEvent",
            Map.of("type", "thing.happened", "id", "", "occurredAt", 1L, "properties", Map.of())),
        new Letter("field-missing"));
  }

  private int home(byte[] key) {
    return Utils.toPositive(Utils.murmur2(key)) % partitions;
  }

  private byte[] good() {
    return producer.value(
        "signals",
        "CustomerEvent",
        Map.of(
            "type",
            "thing.happened",
            "id",
            "event-" + inputs.size(),
            "occurredAt",
            System.currentTimeMillis(),
            "properties",
            Map.of()));
  }

  private void add(String name, byte[] key, Expected expected) {
    inputs.add(keyed(name, key, good(), expected));
  }

  private void add(String name, byte[] key, int partition, byte[] value, Expected expected) {
    inputs.add(
        new HostileInput(
            name, HostileInput.SIGNALS, OptionalInt.of(partition), key, value, expected));
  }
}
