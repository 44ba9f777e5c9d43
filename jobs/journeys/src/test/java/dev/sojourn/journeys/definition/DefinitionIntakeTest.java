package dev.sojourn.journeys.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.BusinessEvent;
import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.engine.definition.DefinitionRecord;
import dev.sojourn.engine.definition.Kind;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.source.LogRecord;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.Values;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionIntakeTest {
  private static final long T = 1_700_000_000_000L;
  private static final String TEXT = Shop.policy().canonicalJson();

  private final SharedRegistry registry = new SharedRegistry();
  private final SignalValues values = new SignalValues(registry, Topics.DEFAULT.definitions());
  private OneInputStreamOperatorTestHarness<LogRecord, DefinitionNews> intake;

  @BeforeEach
  void start() throws Exception {
    start(null, T);
  }

  private void start(OperatorSubtaskState state, long wallClock) throws Exception {
    intake =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new DefinitionIntake(
                    Topics.DEFAULT,
                    registry.supplier(),
                    ParserSupplier.ofWorker(),
                    () -> Instant.ofEpochMilli(wallClock))));
    intake.setup(
        DefinitionNews.TYPE.createSerializer(intake.getExecutionConfig().getSerializerConfig()));
    if (state != null) {
      intake.initializeState(state);
    }
    intake.open();
  }

  private void restart(long wallClock) throws Exception {
    OperatorSubtaskState state = intake.snapshot(1, 1);
    close();
    start(state, wallClock);
  }

  @AfterEach
  void close() throws Exception {
    intake.close();
  }

  private List<DefinitionNews> read(String key, byte[] value, long logTime) throws Exception {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    intake.processElement(
        new StreamRecord<>(new LogRecord(keyBytes, value, 0, 7, logTime), logTime));
    List<DefinitionNews> out = List.copyOf(intake.extractOutputValues());
    intake.getOutput().clear();
    return out;
  }

  private static Definition definition(String kind, String name, int version, String document) {
    return Definition.newBuilder()
        .setKind(kind)
        .setName(name)
        .setVersion(version)
        .setDocument(document)
        .build();
  }

  @Test
  void aVersionAndItsPointerAreToldWithTheirTime() throws Exception {
    assertThat(
            read(
                "ContactPolicy/marketing/1",
                values.of(definition("ContactPolicy", "marketing", 1, TEXT)),
                T))
        .containsExactly(
            new DefinitionNews.Published(
                new DefinitionRecord.Version(Kind.CONTACT_POLICY, "marketing", 1, TEXT, T)));
    assertThat(
            read(
                "ContactPolicy/marketing",
                values.of(new Pointer("ContactPolicy", "marketing", 1, "paused")),
                T - 10))
        .containsExactly(
            new DefinitionNews.Published(
                new DefinitionRecord.Pointer(
                    Kind.CONTACT_POLICY, "marketing", 1, PublicationState.PAUSED, T)));
  }

  @Test
  void declaredTypesAreTakenInLikeEverythingElse_A6() throws Exception {
    String text =
        "{\"apiVersion\":\"sojourn/v1\",\"kind\":\"Schema\",\"metadata\":{\"name\":\"profile\",\"version\":1},"
            + "\"spec\":{\"of\":\"profile\",\"properties\":{\"points\":\"number\"}}}";
    assertThat(read("Schema/profile/1", values.of(definition("Schema", "profile", 1, text)), T))
        .containsExactly(
            new DefinitionNews.Published(
                new DefinitionRecord.Version(Kind.SCHEMA, "profile", 1, text, T)));
    assertThat(
            read("Schema/profile", values.of(new Pointer("Schema", "profile", 1, "live")), T + 1))
        .containsExactly(
            new DefinitionNews.Published(
                new DefinitionRecord.Pointer(
                    Kind.SCHEMA, "profile", 1, PublicationState.LIVE, T + 1)));
  }

  @Test
  void ticksAndTombstonesOnlyTellTheTime() throws Exception {
    assertThat(read(null, values.tick(T), T)).containsExactly(new DefinitionNews.TimeReached(T));
    assertThat(read("Journey/old/1", null, T + 1))
        .containsExactly(new DefinitionNews.TimeReached(T + 1));
  }

  @Test
  void aQuestionIsToldWithItsTimeAndThatTimeHasCome() throws Exception {
    assertThat(
            read(
                "count/journey/hello",
                values.of(new CountRequest("q-1", "journey", "hello", List.of(1, 2), false)),
                T))
        .containsExactly(
            new DefinitionNews.Asked(
                new CountQuestion("q-1", CountQuestion.Subject.JOURNEY, "hello", List.of(1, 2), T)),
            new DefinitionNews.TimeReached(T));
  }

  private static BusinessEvent event(String type, String id, Map<String, ?> properties) {
    return new BusinessEvent(type, id, Instant.ofEpochMilli(T - 5), Values.toAvro(properties));
  }

  @Test
  void aBusinessEventIsToldWithItsPlaceAndThatTimeHasCome_E5() throws Exception {
    Map<String, Object> properties = Map.of("stock", 40, "product", Map.of("name", "kettle"));
    assertThat(read("event/restock/e/1", values.of(event("restock", "e/1", properties)), T))
        .containsExactly(
            new DefinitionNews.Happened(
                new LoggedEvent(
                    new dev.sojourn.engine.directory.BusinessEvent(
                        "restock",
                        "e/1",
                        T - 5,
                        T,
                        Map.of("stock", 40L, "product", Map.of("name", "kettle"))),
                    0,
                    7)),
            new DefinitionNews.TimeReached(T));
  }

  private List<DefinitionNews> happens(String id, long logTime) throws Exception {
    return read("event/t/" + id, values.of(event("t", id, Map.of())), logTime);
  }

  @Test
  void aJobWithoutAPastPassesOverEventsOlderThanADayAtItsStart_E5() throws Exception {
    long day = 86_400_000;
    // The log begins a year ago; what counts is the clock at the start.
    assertThat(happens("year", T - 365 * day))
        .containsExactly(new DefinitionNews.TimeReached(T - 365 * day));
    assertThat(happens("old", T - day - 1))
        .containsExactly(new DefinitionNews.TimeReached(T - day - 1));
    assertThat(happens("young", T - day)).first().isInstanceOf(DefinitionNews.Happened.class);
    // A job with a past was down for long, and makes up for all that it missed.
    restart(T + 9 * day);
    assertThat(happens("missed", T + 1)).first().isInstanceOf(DefinitionNews.Happened.class);
  }

  @Test
  void whatIsOldIsDecidedOnceAndOutlivesARestart_E5() throws Exception {
    long day = 86_400_000;
    restart(T + 9 * day);
    assertThat(happens("old", T - day - 1))
        .containsExactly(new DefinitionNews.TimeReached(T - day - 1));
    assertThat(happens("young", T - day)).first().isInstanceOf(DefinitionNews.Happened.class);
  }

  @Test
  void rule8OfAnHourAThousandBusinessEventsAreTakenInAndTheOthersReported_E5() throws Exception {
    long hour = 3_600_000;
    long start = T - T % hour + hour;
    for (int i = 0; i < 1_000; i++) {
      if (i == 600) {
        restart(start);
      }
      assertThat(happens("e" + i, start + i)).first().isInstanceOf(DefinitionNews.Happened.class);
    }
    DeadLetter letter = onlyLetter(happens("more", start + hour - 1));
    assertThat(letter.getCode()).isEqualTo("too-many-events");
    assertThat(letter.getCategory()).isEqualTo("input");
    assertThat(happens("later", start + hour)).first().isInstanceOf(DefinitionNews.Happened.class);
  }

  static Stream<Arguments> hostileEvents() {
    String large = "x".repeat(16 * 1024);
    String longId = "ж".repeat(101);
    return Stream.of(
        Arguments.of("event/t/e", event("t", "e", Map.of("large", large)), "event-too-large"),
        Arguments.of("event/t/e", event("t", "other", Map.of()), "value-invalid"),
        Arguments.of("Journey/hello/1", event("t", "e", Map.of()), "value-invalid"),
        Arguments.of(null, event("t", "e", Map.of()), "value-invalid"),
        Arguments.of("event/t/a/e", event("t/a", "e", Map.of()), "value-invalid"),
        Arguments.of("event//e", event("", "e", Map.of()), "field-missing"),
        Arguments.of("event/t/", event("t", "", Map.of()), "field-missing"),
        Arguments.of("event/t/" + longId, event("t", longId, Map.of()), "value-invalid"),
        Arguments.of(
            "event/" + "t".repeat(201) + "/e",
            event("t".repeat(201), "e", Map.of()),
            "value-invalid"),
        Arguments.of(
            "event/t/e",
            new BusinessEvent("t", "e", Instant.ofEpochMilli(Long.MAX_VALUE), Map.of()),
            "value-invalid"));
  }

  @ParameterizedTest
  @MethodSource("hostileEvents")
  void rule8ABusinessEventThatCannotBeUsedIsReported_E5(
      String key, SpecificRecord record, String code) throws Exception {
    byte[] value = values.of(record);
    DeadLetter letter = onlyLetter(read(key, value, T));
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getCategory()).isEqualTo("input");
    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getValue().array()).isEqualTo(value);
  }

  @Test
  void rule8ABusinessEventThatIsCutOffIsReported_E5() throws Exception {
    byte[] whole = values.of(event("t", "e", Map.of("a", "some text", "b", 7L)));
    for (int length = 5; length < whole.length; length++) {
      byte[] part = Arrays.copyOf(whole, length);
      assertThat(onlyLetter(read("event/t/e", part, T)).getCode()).isEqualTo("bytes-unreadable");
    }
  }

  private static Arguments count(String key, CountRequest request) {
    return Arguments.of(key, request, "definition-invalid");
  }

  static Stream<Arguments> hostile() {
    List<Integer> many = IntStream.rangeClosed(1, 101).boxed().toList();
    return Stream.of(
        count("Journey/hello", new CountRequest("q", "audience", "hello", List.of(), false)),
        count("count/people", new CountRequest("", "people", "", List.of(), false)),
        count("count/people", new CountRequest("q", "people", "all", List.of(), false)),
        count("count/audience/", new CountRequest("q", "audience", "", List.of(), false)),
        count("count/journey/j", new CountRequest("q", "journey", "j", List.of(), false)),
        count("count/journey/j", new CountRequest("q", "journey", "j", List.of(0), false)),
        count("count/journey/j", new CountRequest("q", "journey", "j", List.of(1, 1), false)),
        count("count/journey/j", new CountRequest("q", "journey", "j", many, false)),
        count("count/template/t", new CountRequest("q", "template", "t", List.of(), false)),
        Arguments.of(
            "ContactPolicy/marketing/1",
            definition("ContactPolicy", "marketing", 1, "no document"),
            "definition-invalid"),
        Arguments.of(
            "ContactPolicy/marketing/2",
            definition("ContactPolicy", "marketing", 1, TEXT),
            "definition-invalid"),
        Arguments.of(
            "ContactPolicy/other/1",
            definition("ContactPolicy", "other", 1, TEXT),
            "definition-invalid"),
        Arguments.of(
            "Policy/marketing/1", definition("Policy", "marketing", 1, TEXT), "definition-invalid"),
        Arguments.of(null, definition("ContactPolicy", "marketing", 1, TEXT), "definition-invalid"),
        Arguments.of(
            "ContactPolicy/marketing",
            new Pointer("ContactPolicy", "marketing", 1, "alive"),
            "definition-invalid"),
        Arguments.of(
            "ContactPolicy/" + "n".repeat(70_000),
            new Pointer("ContactPolicy", "n".repeat(70_000), 1, "live"),
            "definition-invalid"),
        Arguments.of(
            "ContactPolicy/a/b",
            new Pointer("ContactPolicy", "a/b", 1, "live"),
            "definition-invalid"),
        Arguments.of(
            "ContactPolicy/marketing",
            new Pointer("ContactPolicy", "marketing", 0, "live"),
            "definition-invalid"),
        Arguments.of(
            "Journey/marketing",
            new Pointer("ContactPolicy", "marketing", 1, "live"),
            "definition-invalid"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void rule8WhatShouldNeverHaveBeenPublishedIsReported(
      String key, SpecificRecord record, String code) throws Exception {
    byte[] value = values.of(record);
    DeadLetter letter = onlyLetter(read(key, value, T));
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getCategory()).isEqualTo("definition");
    assertThat(letter.getTopic()).isEqualTo("sojourn.definitions");
    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getValue().array()).isEqualTo(value);
  }

  @Test
  void rule8WhatIsNoDefinitionIsReported() throws Exception {
    byte[] event = values.event("order.placed", "o", T, Map.of());
    assertThat(onlyLetter(read("x", event, T)).getCode()).isEqualTo("type-unexpected");
    assertThat(onlyLetter(read("x", new byte[] {9}, T)).getCode()).isEqualTo("no-magic");
  }

  private DeadLetter onlyLetter(List<DefinitionNews> out) {
    assertThat(out).singleElement().isInstanceOf(DefinitionNews.Refused.class);
    Output output = ((DefinitionNews.Refused) out.get(0)).deadLetter();
    return (DeadLetter) new RecordDecoder(registry).decode(output.value());
  }
}
