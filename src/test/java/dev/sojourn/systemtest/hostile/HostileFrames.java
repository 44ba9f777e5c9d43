package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.signal;
import static dev.sojourn.systemtest.hostile.HostileInput.utf8;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.outside.GenericRecords;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Values that are not framed as a registry's records, or whose bytes are not what their frame says.
 */
final class HostileFrames {
  private static final Expected NO_MAGIC = new Letter("no-magic");
  private static final Expected UNKNOWN = new Letter("schema-unknown");
  private static final Expected UNREADABLE = new Letter("bytes-unreadable");

  private final List<HostileInput> inputs = new ArrayList<>();
  private final int event;

  private HostileFrames(OutsideProducer producer) {
    event = producer.schemaId("signals", OutsideSchemas.of("CustomerEvent"));
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileFrames frames = new HostileFrames(producer);
    frames.unframed();
    frames.unknownSchemas();
    frames.cutOff();
    frames.impossible();
    frames.tooDeep();
    return frames.inputs;
  }

  private void unframed() {
    add("no value", null, NO_MAGIC);
    add("an empty value", new byte[0], NO_MAGIC);
    add("a zero", new byte[1], NO_MAGIC);
    add("a frame without the id's last byte", new byte[4], NO_MAGIC);
    add("text", utf8("hello"), NO_MAGIC);
    add("JSON", utf8("{\"type\":\"thing.happened\",\"id\":\"1\"}"), NO_MAGIC);
    add("XML", utf8("<event type='thing.happened'/>"), NO_MAGIC);
    add("magic 1", frame(1, event, Body.event("1").number(0).number(0).bytes()), NO_MAGIC);
    add("magic 255", frame(255, event, Body.event("1").number(0).number(0).bytes()), NO_MAGIC);
    add("an event without a frame", Body.event("1").number(0).number(0).bytes(), NO_MAGIC);
    add("a gzip header", new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3}, NO_MAGIC);
    add("a megabyte of ones", new Body().fill(0xff, 900_000).bytes(), NO_MAGIC);
  }

  private void unknownSchemas() {
    byte[] good = Body.event("1").number(0).number(0).bytes();
    add("schema id 999999", frame(0, 999_999, good), UNKNOWN);
    add("schema id 0", frame(0, 0, good), UNKNOWN);
    add("schema id -1", frame(0, -1, good), UNKNOWN);
    add("the largest schema id", frame(0, Integer.MAX_VALUE, good), UNKNOWN);
    add("the smallest schema id", frame(0, Integer.MIN_VALUE, good), UNKNOWN);
    add("a schema id in little endian", frame(0, Integer.reverseBytes(event), good), UNKNOWN);
    add("a schema id and nothing else", frame(0, 999_998, new byte[0]), UNKNOWN);
    add("zeros", new byte[100], UNKNOWN);
  }

  private void cutOff() {
    add("a frame and nothing in it", framed(new byte[0]), UNREADABLE);
    Body body =
        Body.event("the-id").number(1).string("name").number(4).string("value").number(0).number(0);
    int type = 1 + "thing.happened".length();
    int id = type + 1 + "the-id".length();
    int time = id + 6;
    cut("in the middle of the type", body, 5);
    cut("after the type", body, type);
    cut("in the middle of the id", body, type + 3);
    cut("after the id", body, id);
    cut("in the middle of the time", body, id + 2);
    cut("after the time", body, time);
    cut("after the count of properties", body, time + 1);
    cut("in the middle of a property's name", body, time + 3);
    cut("before a property's value", body, time + 6);
    cut("in the middle of a property's value", body, time + 9);
    cut("before the end of the properties", body, body.length() - 2);
    cut("before the last field", body, body.length() - 1);
  }

  private void cut(String where, Body body, int length) {
    add("cut off " + where, framed(body.cut(length)), UNREADABLE);
  }

  private void impossible() {
    Body good = Body.event("1").number(0).number(0);
    bad("one byte too many", new Body().raw(good.bytes()).fill(0, 1));
    bad("a thousand bytes too many", new Body().raw(good.bytes()).fill(7, 1_000));
    bad("two events in one", new Body().raw(good.bytes()).raw(good.bytes()));
    bad("a type of negative length", new Body().number(-5).fill('a', 50));
    bad("a type of 2 GB", new Body().number(Integer.MAX_VALUE).fill('a', 50));
    bad("a type of 2^62 bytes", new Body().number(1L << 62).fill('a', 50));
    bad("a length that never ends", new Body().fill(0xff, 50));
    bad("an id of negative length", new Body().string("thing.happened").number(-1).fill(0, 50));
    bad("an id of 1 GB", new Body().string("thing.happened").number(1 << 30).fill(0, 50));
    bad("a time of eleven bytes", new Body().string("thing.happened").string("1").fill(0xff, 11));
    bad("2^40 properties", Body.event("1").number(1L << 40).fill(0, 100));
    bad("a billion properties", Body.event("1").number(1_000_000_000).fill(0, 100));
    bad("minus 2^63 properties", Body.event("1").number(Long.MIN_VALUE).fill(0, 100));
    bad("properties of negative size", Body.event("1").number(-3).number(-3).fill(0xff, 3));
    bad("a property of branch 7", Body.event("1").number(1).string("a").number(7).number(0));
    bad("a property of branch -1", Body.event("1").number(1).string("a").number(-1).number(0));
    bad("a boolean of 2", Body.event("1").number(1).string("a").number(1).fill(2, 1).fill(0, 2));
    bad("half a double", Body.event("1").number(1).string("a").number(3).fill(0, 4));
    bad("a list of a billion", list(1_000_000_000));
    bad("a list without an end", list(0).cut(list(0).length() - 3));
    bad("33 bits of hops", Body.event("1").number(0).number(1L << 33));
  }

  /** Deeper than any client could write it. */
  private void tooDeep() {
    int depth = 100_000;
    Body body = Body.event("1");
    for (int i = 0; i < depth; i++) {
      body.number(1).string("a").number(6);
    }
    add(
        "objects 100,000 deep",
        framed(body.fill(0, depth + 2).bytes()),
        new Letter("nested-too-deeply"));
  }

  private static Body list(long count) {
    return Body.event("1").number(1).string("a").number(5).number(count).fill(0, 3);
  }

  private void bad(String name, Body body) {
    bad(name, body.bytes());
  }

  private void bad(String name, byte[] body) {
    add(name, framed(body), UNREADABLE);
  }

  private void add(String name, byte[] value, Expected expected) {
    inputs.add(signal(name, value, expected));
  }

  private byte[] framed(byte[] body) {
    return GenericRecords.frame(event, body);
  }

  private static byte[] frame(int magic, int schemaId, byte[] body) {
    byte[] framed = GenericRecords.frame(schemaId, body);
    framed[0] = (byte) magic;
    return framed;
  }

  /** The same wounds on the other kinds of signals, which are read in another way. */
  static List<HostileInput> otherKinds(OutsideProducer producer) {
    List<HostileInput> inputs = new ArrayList<>();
    Map<String, Map<String, ?>> records =
        Map.of(
            "ProfileUpdate", Map.of("id", "1", "occurredAt", 1L),
            "EntryRequest", Map.of("id", "1", "journey", "notify", "occurredAt", 1L),
            "Command", Map.of("id", "1", "run", "r", "kind", "read"));
    records.forEach(
        (record, fields) -> {
          byte[] good = producer.value("signals", record, fields);
          inputs.add(signal(record + " cut off", java.util.Arrays.copyOf(good, 8), UNREADABLE));
          inputs.add(
              signal(
                  record + " with a byte too many",
                  java.util.Arrays.copyOf(good, good.length + 1),
                  UNREADABLE));
        });
    return inputs;
  }
}
