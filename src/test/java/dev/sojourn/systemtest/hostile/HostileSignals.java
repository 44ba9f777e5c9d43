package dev.sojourn.systemtest.hostile;

import static dev.sojourn.systemtest.hostile.HostileInput.signal;

import dev.sojourn.systemtest.hostile.Expected.Letter;
import dev.sojourn.systemtest.hostile.Expected.Message;
import dev.sojourn.systemtest.hostile.Expected.Nothing;
import dev.sojourn.systemtest.hostile.Expected.RefusedByBroker;
import dev.sojourn.systemtest.hostile.Expected.Step;
import dev.sojourn.systemtest.outside.OutsideProducer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Signals that can be read and make no sense, or more of it than anybody can take. */
final class HostileSignals {
  private static final Expected MISSING = new Letter("field-missing");
  private static final Expected INVALID = new Letter("value-invalid");
  private static final Expected TOO_DEEP = new Letter("nested-too-deeply");
  private static final Expected CONDITION = new Letter("condition-error");
  private static final Expected UNKNOWN = new Letter("reference-unknown");
  private static final Expected NOTHING = new Nothing();
  private static final Expected MESSAGE = new Message();

  /** The first moments before the year 1 and after the year 9999. */
  private static final long TOO_EARLY = -62_135_596_800_001L;

  private static final long TOO_LATE = 253_402_300_800_000L;

  private final List<HostileInput> inputs = new ArrayList<>();
  private final OutsideProducer producer;

  private HostileSignals(OutsideProducer producer) {
    this.producer = producer;
  }

  static List<HostileInput> all(OutsideProducer producer) {
    HostileSignals signals = new HostileSignals(producer);
    signals.events();
    signals.properties();
    signals.updates();
    signals.reports();
    signals.entryRequests();
    signals.commands();
    return signals.inputs;
  }

  private void events() {
    event("an event without an id", Map.of("id", ""), MISSING);
    event("an event of no type", Map.of("type", ""), NOTHING);
    event("an event of a type that nobody knows", Map.of("type", "x".repeat(100_000)), NOTHING);
    event("an event of the year 0", Map.of("occurredAt", TOO_EARLY), INVALID);
    event("an event of the year 10000", Map.of("occurredAt", TOO_LATE), INVALID);
    event("an event at the end of time", Map.of("occurredAt", Long.MAX_VALUE), INVALID);
    event("an event before all time", Map.of("occurredAt", Long.MIN_VALUE), INVALID);
    event("an event of the year 9999", Map.of("occurredAt", TOO_LATE - 1), MESSAGE);
    event("an event of the year 1", Map.of("occurredAt", TOO_EARLY + 1), MESSAGE);
    event("an event with minus one hop", Map.of("hops", -1), INVALID);
    event("an event with a billion hops", Map.of("hops", 1_000_000_000), MESSAGE);
    event("an event with an id of 100,000 characters", Map.of("id", "i".repeat(100_000)), MESSAGE);
    event(
        "an event with an id of control characters", Map.of("id", "\u0000\r\n\u001b[2J"), MESSAGE);
    event(
        "an event of 70,000 bytes",
        given("thing.happened", "a", "v".repeat(70_000)),
        new Letter("event-too-large"));
    event(
        "an event of a million bytes",
        given("thing.happened", "a", "v".repeat(1_000_100)),
        new Letter("record-too-large"));
    event(
        "an event of three million bytes",
        given("thing.happened", "a", "v".repeat(3_000_000)),
        new RefusedByBroker("RecordTooLargeException"));
    event(
        "an event of 10,000 properties",
        Map.of("properties", many(10_000)),
        new Letter("event-too-large"));
  }

  private void properties() {
    event("objects 32 deep", given("thing.happened", "a", nested(32)), MESSAGE);
    event("objects 33 deep", given("thing.happened", "a", nested(33)), TOO_DEEP);
    event("objects 200 deep", given("thing.happened", "a", nested(200)), TOO_DEEP);
    event(
        "a list of objects 200 deep", given("thing.happened", "a", List.of(nested(200))), TOO_DEEP);
    event("not a number", given("amount.given", "amount", Double.NaN), NOTHING);
    event("infinity", given("amount.given", "amount", Double.POSITIVE_INFINITY), MESSAGE);
    event("minus infinity", given("amount.given", "amount", Double.NEGATIVE_INFINITY), NOTHING);
    event("no amount", Map.of("type", "amount.given"), NOTHING);
    event("null for an amount", given("amount.given", "amount", null), NOTHING);
    event("a text for an amount", given("amount.given", "amount", "much"), CONDITION);
    event("a list for an amount", given("amount.given", "amount", List.of(100L)), CONDITION);
    event(
        "an object for an amount",
        given("amount.given", "amount", Map.of("value", 100L)),
        CONDITION);
    event("a truth for an amount", given("amount.given", "amount", true), CONDITION);
    event(
        "a division by zero",
        Map.of("type", "numbers.given", "properties", Map.of("a", 1L, "b", 0L)),
        CONDITION);
    event(
        "a number that overflows",
        Map.of("type", "numbers.given", "properties", Map.of("a", Long.MIN_VALUE, "b", -1L)),
        CONDITION);
    event(
        "an expression of catastrophic backtracking",
        given("text.given", "text", "a".repeat(30_000) + "!"),
        NOTHING);
    event("101 steps without a wait", Map.of("type", "way.taken"), new Letter("runaway"));
    event(
        "1,001 instances at once",
        Map.of("type", "crowd.came", "properties", Map.of("people", people(1_000), "chief", "c")),
        new Letter("too-many-instances"));
    event("a key of 60,000 characters", given("crowd.came", "people", "p".repeat(60_000)), NOTHING);
    event(
        "objects too deep for a message",
        given("deep.given", "deep", nested(31)),
        new Step("data-too-deep"));
  }

  private void updates() {
    update("an update without an id", Map.of("id", ""), MISSING);
    update("an update of the year 10000", Map.of("occurredAt", TOO_LATE), INVALID);
    update("a consent of yes", Map.of("consents", Map.of("email", "yes")), INVALID);
    update("a consent of IN", Map.of("consents", Map.of("email", "IN")), INVALID);
    update("an empty consent", Map.of("consents", Map.of("email", "")), INVALID);
    update(
        "attributes of 70,000 bytes",
        Map.of("attributes", Map.of("a", "v".repeat(70_000))),
        new Letter("profile-too-large"));
    update(
        "10,000 attributes", Map.of("attributes", many(10_000)), new Letter("profile-too-large"));
    update(
        "10,000 consents", Map.of("consents", consents(10_000)), new Letter("profile-too-large"));
    update("attributes 33 deep", Map.of("attributes", Map.of("a", nested(33))), TOO_DEEP);
    update("attributes 200 deep", Map.of("attributes", Map.of("a", nested(200))), TOO_DEEP);
    update("an attribute of no name", Map.of("attributes", Map.of("", "v")), NOTHING);
    update(
        "attributes that are named as what is ours",
        Map.of("attributes", Map.of("id", "eve", "consents", "all")),
        NOTHING);
    update(
        "a zone that there is not",
        Map.of("attributes", Map.of("timezone", "Mars/Olympus", "locale", "??")),
        NOTHING);
  }

  private void reports() {
    report("a report on no request", Map.of("requestId", ""), MISSING);
    report("a report of an unknown status", Map.of("status", "vanished"), INVALID);
    report("a report of no status", Map.of("status", ""), INVALID);
    report("a report of SENT", Map.of("status", "SENT"), INVALID);
    report("a report of the year 10000", Map.of("at", TOO_LATE), INVALID);
    report("a report on a request that nobody made", Map.of(), NOTHING);
    report(
        "a bounce of a request that nobody made",
        Map.of("status", "bounced", "channel", "nowhere"),
        NOTHING);
    report("an answer 32 deep", Map.of("answer", nested(32)), NOTHING);
    report("an answer 33 deep", Map.of("answer", nested(33)), TOO_DEEP);
    report("an answer 200 deep", Map.of("answer", nested(200)), TOO_DEEP);
    report(
        "an answer of 900,000 bytes", Map.of("answer", Map.of("a", "v".repeat(900_000))), NOTHING);
    report(
        "an answer of a million bytes",
        Map.of("answer", Map.of("a", "v".repeat(1_000_100))),
        new Letter("record-too-large"));
    report("an answer of 10,000 values", Map.of("answer", many(10_000)), NOTHING);
  }

  private void entryRequests() {
    entry("an entry request without an id", Map.of("id", ""), MISSING);
    entry("an entry request without a journey", Map.of("journey", ""), MISSING);
    entry("an entry into a journey that there is not", Map.of("journey", "nowhere"), UNKNOWN);
    entry(
        "an entry into a journey of 100,000 characters",
        Map.of("journey", "j".repeat(100_000)),
        UNKNOWN);
    entry("an entry of the year 10000", Map.of("occurredAt", TOO_LATE), INVALID);
    entry(
        "an entry with a context of 70,000 bytes",
        Map.of("context", Map.of("a", "v".repeat(70_000))),
        new Letter("event-too-large"));
    entry("an entry with a context 33 deep", Map.of("context", Map.of("a", nested(33))), TOO_DEEP);
  }

  private void commands() {
    command("a command of no kind", Map.of("kind", ""), UNKNOWN);
    command("a command that there is not", Map.of("kind", "drop"), UNKNOWN);
    command("a command without an id", Map.of("id", ""), MISSING);
    command(
        "a command of a business event with broken properties",
        Map.of(
            "kind",
            "business",
            "arguments",
            Map.of("journey", "notify", "type", "a", "event", "1", "properties", "?")),
        UNKNOWN);
    command("a command of 100,000 characters", Map.of("kind", "k".repeat(100_000)), UNKNOWN);
  }

  private void event(String name, Map<String, ?> changes, Expected expected) {
    add(
        name,
        "CustomerEvent",
        Map.of("type", "thing.happened", "id", name, "occurredAt", now(), "properties", Map.of()),
        changes,
        expected);
  }

  private void update(String name, Map<String, ?> changes, Expected expected) {
    add(name, "ProfileUpdate", Map.of("id", name, "occurredAt", now()), changes, expected);
  }

  private void report(String name, Map<String, ?> changes, Expected expected) {
    Map<String, ?> good =
        Map.of(
            "requestId",
            "0".repeat(32),
            "status",
            "sent",
            "at",
            now(),
            "channel",
            "hook",
            "origin",
            producer.record("ApiOrigin", "DeliveryReport", Map.of("caller", "eve")));
    add(name, "DeliveryReport", good, changes, expected);
  }

  private void entry(String name, Map<String, ?> changes, Expected expected) {
    add(
        name,
        "EntryRequest",
        Map.of("id", name, "journey", "notify", "occurredAt", now()),
        changes,
        expected);
  }

  private void command(String name, Map<String, ?> changes, Expected expected) {
    add(name, "Command", Map.of("id", name, "run", "run", "kind", "read"), changes, expected);
  }

  private void add(
      String name, String record, Map<String, ?> good, Map<String, ?> changes, Expected expected) {
    Map<String, Object> fields = new HashMap<>(good);
    fields.putAll(changes);
    inputs.add(signal(name, producer.value("signals", record, fields), expected));
  }

  private static long now() {
    return System.currentTimeMillis();
  }

  /** An event of a type with one property; its value may be null. */
  private static Map<String, Object> given(String type, String property, Object value) {
    return Map.of("type", type, "properties", Collections.singletonMap(property, value));
  }

  private static List<String> people(int count) {
    return IntStream.range(0, count).mapToObj(i -> "p" + i).toList();
  }

  private static Map<String, Object> many(int count) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < count; i++) {
      values.put("name-" + i, (long) i);
    }
    return values;
  }

  private static Map<String, String> consents(int count) {
    Map<String, String> consents = new HashMap<>();
    for (int i = 0; i < count; i++) {
      consents.put("channel-" + i, "in");
    }
    return consents;
  }

  /** Objects inside one another, so many of them. */
  private static Map<String, Object> nested(int depth) {
    Map<String, Object> value = Map.of();
    for (int i = 1; i < depth; i++) {
      value = Map.of("a", value);
    }
    return value;
  }
}
