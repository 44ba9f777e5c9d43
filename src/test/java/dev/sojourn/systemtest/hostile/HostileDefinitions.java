package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.utf8;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.Nothing;
import dev.sojourn.systemtest.hostile.Expected.RefusedByBroker;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records of definitions that should never have been written, whatever documents they hold. */
final class HostileDefinitions {
  private static final Expected INVALID = new Letter("definition-invalid");
  private static final Expected NOTHING = new Nothing();

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;

  private HostileDefinitions(OutsideProducer producer) {
    this.producer = producer;
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileDefinitions definitions = new HostileDefinitions(producer);
    definitions.records();
    definitions.pointers();
    definitions.businessEvents();
    return definitions.inputs;
  }

  private void records() {
    byte[] good = definition(producer, "Journey", "a", 1, "{}");
    raw("a definition of nothing", "Journey/a/1", null, NOTHING);
    raw("a definition in plain text", "Journey/a/1", utf8("kind: Journey"), new Letter("no-magic"));
    raw(
        "a definition of an unknown schema",
        "Journey/a/1",
        new byte[] {0, 0, 99, 99, 99, 1},
        new Letter("schema-unknown"));
    raw(
        "a definition cut off",
        "Journey/a/1",
        Arrays.copyOf(good, 9),
        new Letter("bytes-unreadable"));
    raw(
        "a definition with a byte too many",
        "Journey/a/1",
        Arrays.copyOf(good, good.length + 1),
        new Letter("bytes-unreadable"));
    raw(
        "an event among definitions",
        "Journey/a/1",
        producer.value(
            "definitions",
            "CustomerEvent",
            Map.of("type", "a", "id", "1", "occurredAt", 1L, "properties", Map.of())),
        new Letter("type-unexpected"));
    raw(
        "a definition under another key",
        "Journey/b/1",
        definition(producer, "Journey", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition under no key",
        null,
        definition(producer, "Journey", "a", 1, journey("a", 1)),
        new RefusedByBroker("InvalidRecordException"));
    raw(
        "a definition under a pointer's key",
        "Journey/a",
        definition(producer, "Journey", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of no kind",
        "/a/1",
        definition(producer, "", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of an unknown kind",
        "Gadget/a/1",
        definition(producer, "Gadget", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another kind than its document",
        "Audience/a/1",
        definition(producer, "Audience", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another name than its document",
        "Journey/b/1",
        definition(producer, "Journey", "b", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another version than its document",
        "Journey/a/2",
        definition(producer, "Journey", "a", 2, journey("a", 1)),
        INVALID);
    raw(
        "a definition of version 0",
        "Journey/a/0",
        definition(producer, "Journey", "a", 0, journey("a", 0)),
        INVALID);
    raw(
        "a definition of version -1",
        "Journey/a/-1",
        definition(producer, "Journey", "a", -1, journey("a", -1)),
        INVALID);
    String name = "n".repeat(70_000);
    raw(
        "a definition with a name of 70,000 characters",
        "Journey/" + name + "/1",
        definition(producer, "Journey", name, 1, journey(name, 1)),
        INVALID);
  }

  private void businessEvents() {
    business("a business event that nobody wants", "event/a/1", Map.of(), NOTHING);
    Letter invalid = new Letter("value-invalid");
    business("a business event under another's key", "event/a/2", Map.of(), invalid);
    business("a business event under a pointer's key", "Journey/a", Map.of(), invalid);
    business(
        "a business event of a type with a slash", "event/a/b/1", Map.of("type", "a/b"), invalid);
    business(
        "a business event without an id",
        "event/a/",
        Map.of("id", ""),
        new Letter("field-missing"));
    business(
        "a business event of 20,000 characters",
        "event/a/1",
        Map.of("properties", Map.of("large", "x".repeat(20_000))),
        new Letter("event-too-large"));
  }

  private void business(String name, String key, Map<String, ?> changes, Expected expected) {
    Map<String, Object> fields =
        new HashMap<>(Map.of("type", "a", "id", "1", "occurredAt", 1L, "properties", Map.of()));
    fields.putAll(changes);
    raw(name, key, producer.value("definitions", "BusinessEvent", fields), expected);
  }

  private void pointers() {
    pointer("a pointer under a version's key", "Journey/a/1", "Journey", "a", 1, "live", INVALID);
    pointer("a pointer of an unknown kind", "Gadget/a", "Gadget", "a", 1, "live", INVALID);
    pointer("a pointer of an unknown state", "Journey/a", "Journey", "a", 1, "undead", INVALID);
    pointer(
        "a pointer to a version that there is not",
        "Journey/ghost",
        "Journey",
        "ghost",
        99,
        "live",
        NOTHING);
    pointer(
        "a pointer to the version of a channel that there is not",
        "Channel/ghost",
        "Channel",
        "ghost",
        -7,
        "live",
        INVALID);
    String name = "n".repeat(70_000);
    pointer(
        "a pointer with a name of 70,000 characters",
        "Journey/" + name,
        "Journey",
        name,
        1,
        "live",
        INVALID);
    pointer(
        "a pointer to a template with a name of 70,000 characters",
        "Template/" + name,
        "Template",
        name,
        1,
        "live",
        INVALID);
  }

  /** A good journey. */
  static String journey(String name, int version) {
    return """
        {"apiVersion":"sojourn/v1","kind":"Journey","metadata":{"name":"%s","version":%d},"spec":{
        "entry":{"event":{"type":"never.sent","when":"event.a > 1"}},"policy":"transactional",
        "timeout":"P1D","start":"tell","steps":{
        "look":{"branch":[{"when":"profile.a == 1","next":"tell"}],"else":"done"},
        "tell":{"send":{"channel":"hook","template":"notice"},"next":"done"},
        "rest":{"wait":{"for":"PT1H"},"next":"look"},
        "done":{"end":{}}}}}"""
        .formatted(name, version);
  }

  static byte[] definition(
      OutsideProducer producer, String kind, String name, int version, String document) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("kind", kind);
    fields.put("name", name);
    fields.put("version", version);
    fields.put("document", document);
    return producer.value("definitions", "Definition", fields);
  }

  private void pointer(
      String what,
      String key,
      String kind,
      String name,
      int version,
      String state,
      Expected expected) {
    byte[] value =
        producer.value(
            "definitions",
            "Pointer",
            Map.of("kind", kind, "name", name, "version", version, "state", state));
    raw(what, key, value, expected);
  }

  private void raw(String name, String key, byte[] value, Expected expected) {
    inputs.add(HostileInput.definition(name, key, value, expected));
  }
}
