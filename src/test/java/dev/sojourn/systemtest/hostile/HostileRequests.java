package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.request;
import static dev.sojourn.systemtest.hostile.HostileInput.utf8;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.Nothing;
import dev.sojourn.systemtest.hostile.Expected.Report;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericData;

/** What the delivery job should not be asked. */
final class HostileRequests {
  private static final Expected MISSING = new Letter("field-missing");
  private static final Expected INVALID = new Letter("value-invalid");

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;

  private HostileRequests(OutsideProducer producer) {
    this.producer = producer;
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileRequests requests = new HostileRequests(producer);
    requests.records();
    requests.fields();
    requests.contents();
    return requests.inputs;
  }

  private void records() {
    byte[] good = value(Map.of());
    add("a request of nothing", null, new Letter("no-magic"));
    add("a request in plain text", utf8("send!"), new Letter("no-magic"));
    add(
        "a request of an unknown schema",
        new byte[] {0, 0, 99, 99, 99, 1},
        new Letter("schema-unknown"));
    add("a request cut off", Arrays.copyOf(good, 20), new Letter("bytes-unreadable"));
    add(
        "a request with a byte too many",
        Arrays.copyOf(good, good.length + 1),
        new Letter("bytes-unreadable"));
    add(
        "an event among requests",
        producer.value(
            "message-requests",
            "CustomerEvent",
            Map.of("type", "a", "id", "1", "occurredAt", 1L, "properties", Map.of())),
        new Letter("type-unexpected"));
    Map<String, Object> recall =
        Map.of("requestId", "", "profile", "a", "channel", "hook", "reason", "none", "at", 1L);
    add("a recall of nothing", producer.value("message-requests", "Recall", recall), MISSING);
    Map<String, Object> unknown = new HashMap<>(recall);
    unknown.put("requestId", "never-made");
    add(
        "a recall of what nobody asked",
        producer.value("message-requests", "Recall", unknown),
        new Nothing());
  }

  private void fields() {
    add("a request without an id", value(Map.of("id", "")), MISSING);
    add("a request without a profile", value(Map.of("profile", "")), MISSING);
    add("a request without a channel", value(Map.of("channel", "")), MISSING);
    add("a request without a template", value(Map.of("template", "")), MISSING);
    add(
        "a request with an id of 100,000 characters",
        value(Map.of("id", "i".repeat(100_000))),
        INVALID);
    add(
        "a request over a channel of 100,000 characters",
        value(Map.of("channel", "c".repeat(100_000))),
        INVALID);
    long aMomentAgo = System.currentTimeMillis() - 1_000;
    ends("a request that has expired", Map.of("expiresAt", aMomentAgo), "expired", "");
    ends(
        "a request that is due after it expires",
        Map.of("dueAt", Long.MAX_VALUE, "expiresAt", aMomentAgo),
        "expired",
        "");
    // Its id need not be remembered any more (D1): it counts as a replay.
    add(
        "a request that expired before all time",
        value(Map.of("id", "old", "expiresAt", Long.MIN_VALUE)),
        new Nothing());
    ends("a dry request", Map.of("dry", true), "dry", "");
  }

  private void contents() {
    ends(
        "a request without what its template names",
        Map.of("template", "greeting"),
        "failed",
        "render");
    ends(
        "a mail to several at once",
        Map.of("channel", "email", "template", "letter", "address", "a@example.com,b@example.com"),
        "failed",
        "address-invalid");
    ends(
        "a mail with a header in its address",
        Map.of(
            "channel",
            "email",
            "template",
            "letter",
            "address",
            "a@example.com\r\nBcc: b@example.com"),
        "failed",
        "address-invalid");
    ends(
        "a mail whose template has no subject",
        Map.of("channel", "email", "address", "a@example.com"),
        "failed",
        "render");
    ends(
        "an id that cannot stand in a header",
        Map.of("id", "an id\r\nX-Evil: 1"),
        "failed",
        "request-id-invalid");
  }

  private void ends(String name, Map<String, ?> changes, String status, String code) {
    Map<String, Object> all = new HashMap<>(changes);
    all.putIfAbsent("id", "request-" + inputs.size());
    add(name, value(all), new Report(all.get("id").toString(), status, code));
  }

  private byte[] value(Map<String, ?> changes) {
    Map<String, Object> fields = new HashMap<>();
    fields.put("id", "request");
    fields.put("profile", "nobody");
    fields.put("channel", "hook");
    fields.put("address", "nobody");
    fields.put("template", "notice");
    fields.put("data", Map.of("profile", Map.of("id", "nobody")));
    fields.put(
        "messageClass",
        new GenericData.EnumSymbol(
            producer.schema("MessageRequest").getField("messageClass").schema(), "TRANSACTIONAL"));
    fields.put("requestedAt", System.currentTimeMillis());
    fields.put("dueAt", System.currentTimeMillis());
    fields.put("expiresAt", System.currentTimeMillis() + 3_600_000);
    fields.put("origin", producer.record("ApiOrigin", "MessageRequest", Map.of("caller", "eve")));
    fields.putAll(changes);
    return producer.value("message-requests", "MessageRequest", fields);
  }

  private void add(String name, byte[] value, Expected expected) {
    inputs.add(request(name, value, expected));
  }
}
