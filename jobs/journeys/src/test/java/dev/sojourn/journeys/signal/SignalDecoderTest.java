package dev.sojourn.journeys.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.CampaignOrigin;
import dev.sojourn.avro.Command;
import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.EntryRequest;
import dev.sojourn.avro.Member;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.Recall;
import dev.sojourn.avro.Struct;
import dev.sojourn.avro.Tick;
import dev.sojourn.engine.expression.SlotLayout;
import dev.sojourn.engine.signal.Signal;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.UnreadableRecordException;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.history.ReleasedSchemas;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class SignalDecoderTest {
  private static final Instant AT = Instant.ofEpochMilli(1_000);

  private final InMemorySchemaRegistry registry = new InMemorySchemaRegistry();
  private final RecordEncoder encoder = new RecordEncoder(registry, "signals");
  private final SignalDecoder decoder = new SignalDecoder(registry);

  @Test
  void theReaderKnowsTheContractsFieldsAndBranches() {
    Schema event = CustomerEvent.getClassSchema();
    assertThat(event.getFields().stream().map(Schema.Field::name))
        .containsExactly("type", "id", "occurredAt", "properties", "hops");
    assertThat(event.getField("type").pos()).isEqualTo(EventReader.TYPE);
    assertThat(event.getField("hops").pos()).isEqualTo(EventReader.HOPS);
    Schema value = event.getField("properties").schema().getValueType();
    assertThat(value.getTypes().get(PropertyReader.ARRAY).getType()).isEqualTo(Schema.Type.ARRAY);
    assertThat(value.getTypes().get(PropertyReader.STRUCT).getType()).isEqualTo(Schema.Type.RECORD);
    assertThat(
            value
                .getTypes()
                .get(PropertyReader.ARRAY)
                .getElementType()
                .getTypes()
                .get(PropertyReader.STRUCT_IN_ARRAY)
                .getType())
        .isEqualTo(Schema.Type.RECORD);
  }

  @ParameterizedTest
  @MethodSource
  void peekTellsTheKindAndAnEventsType(SpecificRecord record, Peek expected) {
    assertThat(decoder.peek(encoder.encode(record))).isEqualTo(expected);
  }

  static Stream<Arguments> peekTellsTheKindAndAnEventsType() {
    return Stream.of(
        Arguments.of(event(Map.of()), new Peek(Peek.Kind.EVENT, "order.placed")),
        Arguments.of(update(), new Peek(Peek.Kind.UPDATE, "")),
        Arguments.of(report("sent"), new Peek(Peek.Kind.REPORT, "")),
        Arguments.of(entryRequest(null), new Peek(Peek.Kind.ENTRY_REQUEST, "")),
        Arguments.of(command(), new Peek(Peek.Kind.COMMAND, "")),
        Arguments.of(new Tick(AT), new Peek(Peek.Kind.TICK, "")));
  }

  @Test
  void anEventHasItsNamedPropertiesAtHandAndTheRestOnDemand() {
    SlotLayout layout =
        SlotLayout.of(List.of(List.of("total"), List.of("address", "city"), List.of("none")));
    Map<String, Object> properties =
        Map.of("total", 12.5, "address", Map.of("city", "Lyon", "zip", "69001"), "note", "x");

    var event = (dev.sojourn.engine.signal.CustomerEvent) decode(event(properties), layout);

    assertThat(event.type()).isEqualTo("order.placed");
    assertThat(event.id()).isEqualTo("o-1");
    assertThat(event.occurredAt()).isEqualTo(1_000);
    assertThat(event.at(List.of("total"))).isEqualTo(12.5);
    assertThat(event.slot(layout.indexOf(List.of("address", "city")))).isEqualTo("Lyon");
    assertThat(event.slot(layout.indexOf(List.of("none")))).isNull();
    assertThat(event.at(List.of("address", "zip"))).isEqualTo("69001");
    assertThat(event.properties()).isEqualTo(properties);
  }

  @Test
  void furtherPropertiesOfAnEarlierEventCanBeHadAfterLaterOnes() {
    var first =
        (dev.sojourn.engine.signal.CustomerEvent) decode(event(Map.of("n", 1L)), SlotLayout.EMPTY);
    decode(event(Map.of("n", 2L)), SlotLayout.EMPTY);

    assertThat(first.properties()).isEqualTo(Map.of("n", 1L));
  }

  @Test
  void anUpdateKeepsItsNullsWhichUnset() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("phone", null);
    attributes.put("city", "Lyon");

    assertThat(decode(update(), SlotLayout.EMPTY))
        .isEqualTo(
            new dev.sojourn.engine.signal.ProfileUpdate(
                "u-1", 1_000, attributes, Map.of("email", "in"), Map.of("sms", true)));
  }

  @ParameterizedTest
  @EnumSource
  void everyStatusOfAReportIsKnown(dev.sojourn.engine.signal.DeliveryReport.Status status) {
    assertThat(decode(report(status.label()), SlotLayout.EMPTY))
        .isEqualTo(
            new dev.sojourn.engine.signal.DeliveryReport(
                "r-1", status, 1_000, "email", "", Map.of("ok", true)));
  }

  @Test
  void aReportMayNameATopic() {
    DeliveryReport named = report("unsubscribed");
    named.setTopic("newsletter");

    assertThat(decode(named, SlotLayout.EMPTY))
        .extracting("topic", "code")
        .containsExactly("newsletter", "");
  }

  @Test
  void aReportOfTheFirstReleaseIsReadAndNamesNoTopic() throws IOException {
    Schema first = ReleasedSchemas.versions(DeliveryReport.getClassSchema().getFullName()).get(0);
    GenericRecord report = new GenericData.Record(first);
    report.put("requestId", "r-1");
    report.put("status", "unsubscribed");
    report.put("at", 1_000L);
    report.put("channel", "email");
    GenericRecord origin =
        new GenericData.Record(first.getField("origin").schema().getTypes().get(2));
    origin.put("caller", "crm");
    report.put("origin", origin);
    report.put("attempts", 0);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(framed(registry.add(first)));
    BinaryEncoder binary = EncoderFactory.get().directBinaryEncoder(bytes, null);
    new GenericDatumWriter<GenericRecord>(first).write(report, binary);

    assertThat(decoder.decode(bytes.toByteArray(), SlotLayout.EMPTY))
        .isEqualTo(
            new dev.sojourn.engine.signal.DeliveryReport(
                "r-1",
                dev.sojourn.engine.signal.DeliveryReport.Status.UNSUBSCRIBED,
                1_000,
                "email",
                "",
                Map.of()));
  }

  @Test
  void anAnswerIsPlainValuesOfEveryKindAndCannotBeChanged_S9() {
    Map<String, Object> values = new HashMap<>();
    values.put("vip", true);
    values.put("count", Long.MIN_VALUE);
    values.put("score", 0.75);
    values.put("name", "Zoë \uD83D\uDE00");
    values.put("none", null);
    values.put("offers", List.of(Map.of("id", "o-1", "tags", List.of("a", 2L)), "o-2"));

    Map<String, Object> answer = answer(Values.toStruct(values));

    assertThat(answer).isEqualTo(values);
    assertThatThrownBy(() -> answer.put("more", 1L))
        .isInstanceOf(UnsupportedOperationException.class);
    assertThatThrownBy(() -> ((List<?>) answer.get("offers")).remove(0))
        .isInstanceOf(UnsupportedOperationException.class);
  }

  @Test
  void aNameThatStandsTwiceInAnAnswerHasItsLastValue() {
    assertThat(
            answer(
                new Struct(List.of(new Member("a", 1L), new Member("b", 2L), new Member("a", 3L)))))
        .isEqualTo(Map.of("a", 3L, "b", 2L));
  }

  @Test
  void aHugeAnswerIsReadAsItIs() {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < 20_000; i++) {
      values.put("name-" + i, "value-" + i);
    }
    values.put("list", Collections.nCopies(100_000, 1L));
    values.put("text", "x".repeat(300_000));

    assertThat(answer(Values.toStruct(values))).isEqualTo(values);
  }

  @Test
  void objectsInsideAnAnswerHaveAnEnd() {
    assertThat(answer(struct(Values.MAX_DEPTH))).containsKey("a");

    assertThatThrownBy(() -> answer(struct(Values.MAX_DEPTH + 1)))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class,
            e -> assertThat(e.code()).isEqualTo("nested-too-deeply"));
    // An object, its only member, and again; no writer gets so deep.
    ByteBuffer deep = ByteBuffer.allocate(400_000);
    while (deep.hasRemaining()) {
      deep.put(new byte[] {2, 2, 'a', 12});
    }
    assertRefused(reportWithAnswer(deep.array()), "nested-too-deeply");
  }

  @Test
  void anAnswerThatAnnouncesABillionValuesIsRefused() {
    byte[] billion = {(byte) 0x80, (byte) 0xa8, (byte) 0xd6, (byte) 0xb9, 0x07};
    assertRefused(reportWithAnswer(billion), "bytes-unreadable");
  }

  @Test
  void anEntryRequestWithoutAKeyHasTheEmptyOne() {
    assertThat(decode(entryRequest(null), SlotLayout.EMPTY))
        .isEqualTo(
            new dev.sojourn.engine.signal.EntryRequest(
                "e-1", "welcome", 1_000, "", Map.of("a", 1L)));
  }

  @Test
  void aCommandIsRead() {
    assertThat(decode(command(), SlotLayout.EMPTY))
        .isEqualTo(
            new dev.sojourn.engine.signal.Command("c-1", "run-1", "sweep", Map.of("k", "v")));
  }

  @ParameterizedTest
  @MethodSource
  void whatMakesNoSenseIsRefusedWithItsCode(SpecificRecord record, String code) {
    assertRefused(encoder.encode(record), code);
  }

  static Stream<Arguments> whatMakesNoSenseIsRefusedWithItsCode() {
    return Stream.of(
        Arguments.of(new CustomerEvent("", "o-1", AT, Map.of(), 0), "field-missing"),
        Arguments.of(new CustomerEvent("t", "", AT, Map.of(), 0), "field-missing"),
        Arguments.of(new CustomerEvent("t", "o-1", AT, Map.of(), -1), "value-invalid"),
        Arguments.of(
            new CustomerEvent("t", "o-1", Instant.ofEpochMilli(Long.MIN_VALUE), Map.of(), 0),
            "value-invalid"),
        Arguments.of(
            new CustomerEvent("t", "o-1", Instant.ofEpochMilli(Long.MAX_VALUE), Map.of(), 0),
            "value-invalid"),
        Arguments.of(new ProfileUpdate("", AT, Map.of(), Map.of(), Map.of()), "field-missing"),
        Arguments.of(report("posted"), "value-invalid"),
        Arguments.of(entryRequest("", "e-1"), "field-missing"),
        Arguments.of(entryRequest("welcome", ""), "field-missing"),
        Arguments.of(new Command("", "run-1", "sweep", Map.of()), "field-missing"),
        Arguments.of(new Recall("r-1", "p", "email", "exit", AT), "type-unexpected"),
        Arguments.of(new Tick(AT), "type-unexpected"));
  }

  @ParameterizedTest
  @MethodSource
  void whatIsNoRecordIsRefusedWithItsCode(byte[] value, String code) {
    registry.add(CustomerEvent.getClassSchema());
    registry.add(SchemaBuilder.record("other.Order").fields().requiredString("id").endRecord());
    registry.add(
        SchemaBuilder.record("dev.sojourn.avro.CustomerEvent")
            .fields()
            .requiredLong("type")
            .endRecord());
    registry.add(Schema.create(Schema.Type.STRING));

    assertRefused(value, code);
  }

  static Stream<Arguments> whatIsNoRecordIsRefusedWithItsCode() {
    return Stream.of(
        Arguments.of(null, "no-magic"),
        Arguments.of(new byte[0], "no-magic"),
        Arguments.of(new byte[] {0, 0, 0, 1}, "no-magic"),
        Arguments.of("{\"type\":\"order.placed\"}".getBytes(StandardCharsets.UTF_8), "no-magic"),
        Arguments.of(framed(99), "schema-unknown"),
        Arguments.of(framed(-1), "schema-unknown"),
        Arguments.of(framed(1), "bytes-unreadable"),
        Arguments.of(framed(2), "type-unexpected"),
        Arguments.of(framed(3), "schema-incompatible"),
        Arguments.of(framed(4), "type-unexpected"),
        // A type of two gigabytes; one of negative length; a number without an end.
        Arguments.of(framed(1, 0xfe, 0xff, 0xff, 0xff, 0x0f), "bytes-unreadable"),
        Arguments.of(framed(1, 0x01), "bytes-unreadable"),
        Arguments.of(
            framed(
                1, 2, 't', 2, 'i', 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
                0xff),
            "bytes-unreadable"),
        // A map that announces a billion properties; a value of a kind that does not exist.
        Arguments.of(
            framed(1, 2, 't', 2, 'i', 0, 0x80, 0xa8, 0xd6, 0xb9, 0x07), "bytes-unreadable"),
        Arguments.of(framed(1, 2, 't', 2, 'i', 0, 2, 2, 'a', 14, 0, 0), "bytes-unreadable"),
        // Garbage after the record.
        Arguments.of(framed(1, 2, 't', 2, 'i', 0, 0, 0, 0), "bytes-unreadable"));
  }

  @Test
  void objectsInsideObjectsHaveAnEnd() {
    assertThat(
            ((dev.sojourn.engine.signal.CustomerEvent)
                    decode(nested(Values.MAX_DEPTH), SlotLayout.EMPTY))
                .properties())
        .containsKey("a");

    for (SlotLayout layout :
        List.of(
            SlotLayout.EMPTY,
            SlotLayout.of(List.of(List.of("a"))),
            SlotLayout.of(List.of(List.of("a", "a"))))) {
      assertThatThrownBy(() -> decode(nested(Values.MAX_DEPTH + 1), layout))
          .isInstanceOfSatisfying(
              UnreadableRecordException.class,
              e -> assertThat(e.code()).isEqualTo("nested-too-deeply"));
    }
  }

  @Test
  void membersWithTheirValueBeforeTheirNameAreRefused() {
    Schema schema = EventWriters.reversedMembers();
    byte[] value =
        EventWriters.write(registry.add(schema), schema, "t", "e", 1, Map.of("a", Map.of("b", 1L)));

    assertRefused(value, "bytes-unreadable");
  }

  private Signal decode(SpecificRecord record, SlotLayout layout) {
    return decoder.decode(encoder.encode(record), layout);
  }

  private void assertRefused(byte[] value, String code) {
    assertThatThrownBy(() -> decoder.decode(value, SlotLayout.EMPTY))
        .isInstanceOfSatisfying(
            UnreadableRecordException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private Map<String, Object> answer(Struct answer) {
    DeliveryReport report = report("sent");
    report.setAnswer(answer);
    return ((dev.sojourn.engine.signal.DeliveryReport) decode(report, SlotLayout.EMPTY)).answer();
  }

  /** A report whose bytes are whole up to its answer, and end after these. */
  private byte[] reportWithAnswer(byte[] answer) {
    byte[] good = encoder.encode(report("sent"));
    // One member named ok, which is true; no more members; no topic.
    byte[] tail = {2, 4, 'o', 'k', 2, 1, 0, 0};
    int head = good.length - tail.length;
    assertThat(Arrays.copyOfRange(good, head, good.length)).isEqualTo(tail);
    return ByteBuffer.allocate(head + answer.length).put(good, 0, head).put(answer).array();
  }

  private static CustomerEvent nested(int depth) {
    return new CustomerEvent("t", "o-1", AT, Map.of("a", struct(depth)), 0);
  }

  private static Struct struct(int depth) {
    Struct value = new Struct(List.of(new Member("a", 1L)));
    for (int i = 1; i < depth; i++) {
      value = new Struct(List.of(new Member("a", value)));
    }
    return value;
  }

  private static byte[] framed(int id, int... bytes) {
    ByteBuffer buffer = ByteBuffer.allocate(5 + bytes.length).put((byte) 0).putInt(id);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    return buffer.array();
  }

  private static CustomerEvent event(Map<String, Object> properties) {
    return new CustomerEvent("order.placed", "o-1", AT, Values.toAvro(properties), 0);
  }

  private static ProfileUpdate update() {
    Map<String, Object> attributes = new HashMap<>();
    attributes.put("phone", null);
    attributes.put("city", "Lyon");
    return new ProfileUpdate("u-1", AT, attributes, Map.of("email", "in"), Map.of("sms", true));
  }

  private static DeliveryReport report(String status) {
    return DeliveryReport.newBuilder()
        .setRequestId("r-1")
        .setStatus(status)
        .setAt(AT)
        .setChannel("email")
        .setOrigin(new CampaignOrigin("c", "r", "1"))
        .setAnswer(Values.toStruct(Map.of("ok", true)))
        .build();
  }

  private static EntryRequest entryRequest(String key) {
    return new EntryRequest("e-1", "welcome", AT, key, Values.toAvro(Map.of("a", 1)));
  }

  private static EntryRequest entryRequest(String journey, String id) {
    return new EntryRequest(id, journey, AT, null, Map.of());
  }

  private static Command command() {
    return new Command("c-1", "run-1", "sweep", Map.of("k", "v"));
  }
}
