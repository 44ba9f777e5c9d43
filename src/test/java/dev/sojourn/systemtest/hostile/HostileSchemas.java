package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.signal;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.RefusedByRegistry;
import dev.sojourn.systemtest.outside.GenericRecords;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.OutsideSchemas;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.apache.avro.Schema;

/** Records of schemas that do not belong on the topic, and schemas that do not belong anywhere. */
final class HostileSchemas {
  private static final Expected UNEXPECTED = new Letter("type-unexpected");
  private static final Expected INCOMPATIBLE = new Letter("schema-incompatible");

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;

  private HostileSchemas(OutsideProducer producer) {
    this.producer = producer;
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileSchemas schemas = new HostileSchemas(producer);
    schemas.ofOtherTopics();
    schemas.ofOthers();
    schemas.incompatible();
    schemas.refused();
    return schemas.inputs;
  }

  private void ofOtherTopics() {
    record("Definition", Map.of("kind", "Journey", "name", "a", "version", 1, "document", "{}"));
    record("Pointer", Map.of("kind", "Journey", "name", "a", "version", 1, "state", "live"));
    record(
        "Recall",
        Map.of("requestId", "1", "profile", "a", "channel", "hook", "reason", "none", "at", 1L));
  }

  private void record(String record, Map<String, ?> fields) {
    inputs.add(
        signal(
            "a " + record + " among signals",
            producer.value("signals", record, fields),
            UNEXPECTED));
  }

  private void ofOthers() {
    String event = OutsideSchemas.text("CustomerEvent");
    strange(
        "somebody else's record",
        record("com.example", "Order", "{\"name\":\"total\",\"type\":\"int\"}"));
    strange("an event of another namespace", event.replace("dev.sojourn.avro", "com.example"));
    strange("an event of another name", event.replace("\"CustomerEvent\"", "\"CustomEvent\""));
    strange("a text", "\"string\"");
    strange("a number", "\"long\"");
    strange("a list", "{\"type\":\"array\",\"items\":\"string\"}");
    strange("a map", "{\"type\":\"map\",\"values\":\"string\"}");
    strange("a choice", "[\"null\",\"string\"]");
    strange(
        "an enum",
        "{\"type\":\"enum\",\"name\":\"CustomerEvent\",\"namespace\":\"x\",\"symbols\":[\"A\"]}");
    strange(
        "a fixed",
        "{\"type\":\"fixed\",\"name\":\"CustomerEvent\",\"namespace\":\"x\",\"size\":4}");
  }

  private void strange(String name, String schema) {
    inputs.add(signal(name, framed(schema, new Body().fill(0, 20).bytes()), UNEXPECTED));
  }

  private void incompatible() {
    String time =
        "{\"name\":\"occurredAt\",\"type\":{\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}}";
    String properties =
        "{\"name\":\"properties\",\"type\":{\"type\":\"map\",\"values\":\"string\"}}";
    String type = "{\"name\":\"type\",\"type\":\"string\"}";
    String id = "{\"name\":\"id\",\"type\":\"string\"}";
    event("an event schema without a type", id, time, properties);
    event("an event schema without an id", type, time, properties);
    event("an event schema without a time", type, id, properties);
    event("an event schema without properties", type, id, time);
    event("an event schema without fields");
    event("a type that is an int", type.replace("\"string\"", "\"int\""), id, time, properties);
    event(
        "an id that is a boolean", type, id.replace("\"string\"", "\"boolean\""), time, properties);
    event(
        "a time that is a text",
        type,
        id,
        "{\"name\":\"occurredAt\",\"type\":\"string\"}",
        properties);
    event("a time in microseconds", type, id, time.replace("millis", "micros"), properties);
    event(
        "properties that are a list",
        type,
        id,
        time,
        properties.replace("\"map\",\"values\"", "\"array\",\"items\""));
    event(
        "hops that are a long",
        type,
        id,
        time,
        properties,
        "{\"name\":\"hops\",\"type\":\"long\"}");
    incompatible(
        "an update schema without an id", record("dev.sojourn.avro", "ProfileUpdate", time));
    incompatible(
        "a report schema without a status", record("dev.sojourn.avro", "DeliveryReport", id));
    incompatible("a command schema of nothing", record("dev.sojourn.avro", "Command"));
  }

  private void event(String name, String... fields) {
    incompatible(name, record("dev.sojourn.avro", "CustomerEvent", fields));
  }

  private void incompatible(String name, String schema) {
    inputs.add(signal(name, framed(schema, new Body().fill(0, 30).bytes()), INCOMPATIBLE));
  }

  private void refused() {
    String subject = "sojourn.signals-dev.sojourn.avro.CustomerEvent";
    refused("a schema that is no JSON", "other", "{\"type\":", 422);
    refused("a schema of an unknown type", "other", "{\"type\":\"recard\",\"name\":\"A\"}", 422);
    refused("a schema without fields", "other", "{\"type\":\"record\",\"name\":\"A\"}", 422);
    refused(
        "a next version that cannot read this one",
        subject,
        OutsideSchemas.text("CustomerEvent")
            .replaceFirst("\"default\": 0", "\"doc\": \"none\"")
            .replace("\"hops\"", "\"leaps\""),
        409);
  }

  private void refused(String name, String subject, String schema, int status) {
    inputs.add(
        new HostileInput(
            name,
            HostileInput.REGISTRY,
            OptionalInt.empty(),
            HostileInput.utf8(subject),
            HostileInput.utf8(schema),
            new RefusedByRegistry(status)));
  }

  private static String record(String namespace, String name, String... fields) {
    return "{\"type\":\"record\",\"namespace\":\"%s\",\"name\":\"%s\",\"fields\":[%s]}"
        .formatted(namespace, name, String.join(",", fields));
  }

  /** Under a subject of its own: a registry does not know which topic a schema is used on. */
  private byte[] framed(String schema, byte[] body) {
    Schema parsed = new Schema.Parser().parse(schema);
    int id = producer.registry().register("hostile-" + inputs.size(), parsed);
    return GenericRecords.frame(id, body);
  }
}
