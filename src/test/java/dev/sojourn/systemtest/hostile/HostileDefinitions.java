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

/** What should never have been published. All of it concerns documents that nobody else uses. */
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
    definitions.texts();
    definitions.journeys();
    definitions.others();
    definitions.pointers();
    return definitions.inputs;
  }

  private void records() {
    byte[] good = definition("Journey", "a", 1, "{}");
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
        definition("Journey", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition under no key",
        null,
        definition("Journey", "a", 1, journey("a", 1)),
        new RefusedByBroker("InvalidRecordException"));
    raw(
        "a definition under a pointer's key",
        "Journey/a",
        definition("Journey", "a", 1, journey("a", 1)),
        INVALID);
    raw("a definition of no kind", "/a/1", definition("", "a", 1, journey("a", 1)), INVALID);
    raw(
        "a definition of an unknown kind",
        "Gadget/a/1",
        definition("Gadget", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another kind than its document",
        "Audience/a/1",
        definition("Audience", "a", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another name than its document",
        "Journey/b/1",
        definition("Journey", "b", 1, journey("a", 1)),
        INVALID);
    raw(
        "a definition of another version than its document",
        "Journey/a/2",
        definition("Journey", "a", 2, journey("a", 1)),
        INVALID);
    raw(
        "a definition of version 0",
        "Journey/a/0",
        definition("Journey", "a", 0, journey("a", 0)),
        INVALID);
    raw(
        "a definition of version -1",
        "Journey/a/-1",
        definition("Journey", "a", -1, journey("a", -1)),
        INVALID);
    String name = "n".repeat(70_000);
    raw(
        "a definition with a name of 70,000 characters",
        "Journey/" + name + "/1",
        definition("Journey", name, 1, journey(name, 1)),
        INVALID);
  }

  private void texts() {
    journey("a document that is empty", "");
    journey("a document that is cut off", "{\"apiVersion\":\"sojourn/v1\",");
    journey("a document that is null", "null");
    journey("a document that is a list", "[]");
    journey("a document that is a number", "1e999999999");
    journey("a document in YAML", "kind: Journey");
    journey("a document of nothing", "{}");
    journey("a document followed by another", journey("a", 1) + journey("a", 1));
    journey("a document of 100,000 brackets", "[".repeat(100_000));
    journey("a document of 100,000 objects in one another", "{\"a\":".repeat(100_000));
    journey(
        "a document with a text of 800,000 characters",
        "{\"apiVersion\":\"" + "v".repeat(800_000) + "\"}");
    journey(
        "a document of another version of the format",
        journey("a", 1).replace("sojourn/v1", "sojourn/v9"));
    journey(
        "a document with a field that there is not",
        journey("a", 1).replace("\"spec\":{", "\"spec\":{\"colour\":1,"));
  }

  private void journeys() {
    change("a journey without a start", "\"start\":\"tell\",", "");
    change(
        "a journey with a start that there is not", "\"start\":\"tell\"", "\"start\":\"nowhere\"");
    change("a journey with an edge to nowhere", "\"next\":\"done\"", "\"next\":\"nowhere\"");
    change("a journey that turns in a circle", "\"next\":\"done\"", "\"next\":\"look\"");
    change(
        "a journey with a step of two kinds",
        "\"end\":{}",
        "\"end\":{},\"wait\":{\"for\":\"PT1S\"}");
    change("a journey with a condition that does not parse", "event.a > 1", "event.a >");
    change("a journey with a condition of no truth", "event.a > 1", "1 + 1");
    change("a journey with a function that there is not", "event.a > 1", "launch(event.a)");
    change("a journey with a variable that there is not", "event.a > 1", "server.password == 'x'");
    change(
        "a journey with a condition 10,000 deep",
        "event.a > 1",
        "(".repeat(5_000) + "true" + ")".repeat(5_000));
    change("a journey with a wait of never", "PT1H", "never");
    change("a journey with a wait of minus an hour", "PT1H", "-PT1H");
    change("a journey with a timeout of a number", "\"timeout\":\"P1D\"", "\"timeout\":5");
    change(
        "a journey in a zone that there is not",
        "\"timeout\":\"P1D\"",
        "\"timezone\":\"Mars/Olympus\"");
  }

  private void others() {
    document("Audience", "an audience without a rule", "{}");
    document(
        "Audience",
        "an audience that counts 0 events",
        "{\"events\":{\"type\":\"a\",\"count\":{\"atLeast\":0}}}");
    document(
        "Audience",
        "an audience over a month",
        "{\"events\":{\"type\":\"a\",\"within\":\"P1M\",\"count\":{\"atLeast\":1}}}");
    document("Template", "a template without parts", "{\"parts\":{}}");
    // D9: what does not render fails each request; the command refuses to publish it.
    document(
        "Template",
        "a template that does not close",
        "{\"parts\":{\"body\":\"{{#if profile.a}}\"}}",
        NOTHING);
    document(
        "Template",
        "a template with a helper that there is not",
        "{\"parts\":{\"body\":\"{{launch 1 2}}\"}}",
        NOTHING);
    document("Channel", "a channel without a connector", "{\"medium\":\"a\"}");
    document(
        "Channel",
        "a channel with a limit of 0",
        "{\"connector\":{\"type\":\"webhook\",\"url\":\"http://localhost/\"},\"limits\":[{\"count\":0,\"per\":\"PT1S\"}]}");
    document("ContactPolicy", "a policy of no class", "{}");
    document(
        "ContactPolicy",
        "a policy with a cap of -1",
        "{\"class\":\"marketing\",\"caps\":[{\"count\":-1,\"per\":\"P1D\"}]}");
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

  private void change(String name, String part, String instead) {
    String good = journey("a", 1);
    if (!good.contains(part)) {
      throw new IllegalStateException(name + " changes nothing");
    }
    journey(name, good.replace(part, instead));
  }

  private void journey(String name, String document) {
    raw(name, "Journey/a/1", definition("Journey", "a", 1, document), INVALID);
  }

  private void document(String kind, String name, String spec) {
    document(kind, name, spec, INVALID);
  }

  private void document(String kind, String name, String spec, Expected expected) {
    // A name of its own: a version that one of the jobs takes would stand in the others' way.
    String own = "hostile-" + inputs.size();
    String document =
        "{\"apiVersion\":\"sojourn/v1\",\"kind\":\"%s\",\"metadata\":{\"name\":\"%s\",\"version\":1},\"spec\":%s}"
            .formatted(kind, own, spec);
    raw(name, kind + "/" + own + "/1", definition(kind, own, 1, document), expected);
  }

  /** A good journey, which is changed until it is none. */
  private static String journey(String name, int version) {
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

  private byte[] definition(String kind, String name, int version, String document) {
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
