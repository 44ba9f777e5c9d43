package dev.sojourn.delivery.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.Definition;
import dev.sojourn.avro.Pointer;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import dev.sojourn.delivery.fixture.Documents;
import dev.sojourn.delivery.fixture.SharedRegistry;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
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
  private static final String HELLO = Documents.hello();

  private final SharedRegistry registry = new SharedRegistry();
  private final RecordEncoder encoder = new RecordEncoder(registry, "definitions");
  private OneInputStreamOperatorTestHarness<LogRecord, DefinitionChange> intake;

  @BeforeEach
  void start() throws Exception {
    intake = open(null);
  }

  @AfterEach
  void close() throws Exception {
    intake.close();
  }

  private OneInputStreamOperatorTestHarness<LogRecord, DefinitionChange> open(
      OperatorSubtaskState state) throws Exception {
    OneInputStreamOperatorTestHarness<LogRecord, DefinitionChange> opened =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(new DefinitionIntake(registry.supplier(), "dead-letters")));
    opened.setup(
        DefinitionChangeType.TYPE.createSerializer(
            opened.getExecutionConfig().getSerializerConfig()));
    if (state == null) {
      opened.initializeEmptyState();
    } else {
      opened.initializeState(state);
    }
    opened.open();
    return opened;
  }

  private void read(String key, SpecificRecord record) throws Exception {
    byte[] keyBytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
    intake.processElement(
        new StreamRecord<>(
            new LogRecord("definitions", 0, 7, 1, keyBytes, encoder.encode(record))));
  }

  private static Definition template(String name, int version, String document) {
    return new Definition("Template", name, version, document, null);
  }

  private List<String> letters() {
    Queue<StreamRecord<OutgoingRecord>> letters =
        intake.getSideOutput(DefinitionIntake.DEAD_LETTERS);
    RecordDecoder decoder = new RecordDecoder(registry);
    return letters == null
        ? List.of()
        : letters.stream()
            .map(letter -> ((DeadLetter) decoder.decode(letter.getValue().value())).getCode())
            .toList();
  }

  @Test
  void channelsAndTemplatesPassAndWhatConcernsOthersIsLeftAlone() throws Exception {
    String longest = "n".repeat(100);
    read("Template/" + longest + "/1", template(longest, 1, HELLO));
    read("Template/a.b-c_D9", new Pointer("Template", "a.b-c_D9", 2, "paused"));
    read("Journey/j/1", new Definition("Journey", "j", 1, "{}", null));
    assertThat(intake.extractOutputValues())
        .containsExactly(
            DefinitionChange.version(Kind.TEMPLATE, longest, 1, HELLO),
            DefinitionChange.pointer(Kind.TEMPLATE, "a.b-c_D9", 2, Standing.PAUSED));
    assertThat(letters()).isEmpty();
  }

  static Stream<Arguments> hostile() {
    String endless = "n".repeat(70_000);
    return Stream.of(
        Arguments.of("Template/" + endless, new Pointer("Template", endless, 1, "live")),
        Arguments.of("Template/" + endless + "/1", template(endless, 1, HELLO)),
        Arguments.of("Template/a/b", new Pointer("Template", "a/b", 1, "live")),
        Arguments.of("Template/", new Pointer("Template", "", 1, "live")),
        Arguments.of("Template/-a", new Pointer("Template", "-a", 1, "live")),
        Arguments.of("Template/a", new Pointer("Template", "a", 0, "live")),
        Arguments.of("Template/a/-1", template("a", -1, HELLO)),
        Arguments.of("Template/b", new Pointer("Template", "a", 1, "live")),
        Arguments.of("Channel/a", new Pointer("Template", "a", 1, "live")),
        Arguments.of("Template/a/2", template("a", 1, HELLO)),
        Arguments.of(null, template("a", 1, HELLO)),
        Arguments.of("Template/a/1", template("a", 1, "no document")));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void rule8WhatShouldNeverHaveBeenPublishedIsReported(String key, SpecificRecord record)
      throws Exception {
    read(key, record);
    assertThat(intake.extractOutputValues()).isEmpty();
    assertThat(letters()).containsExactly("definition-invalid");
  }

  @Test
  void rule8VersionPublishedAgainWithOtherContentIsReportedOverARestore() throws Exception {
    String other = HELLO.replace("Hello", "Goodbye");
    read("Template/t/1", template("t", 1, HELLO));
    read("Template/t/1", template("t", 1, HELLO));
    assertThat(letters()).isEmpty();
    read("Template/t/1", template("t", 1, other));
    assertThat(letters()).containsExactly("definition-changed");
    assertThat(intake.extractOutputValues())
        .containsOnly(DefinitionChange.version(Kind.TEMPLATE, "t", 1, HELLO));

    OperatorSubtaskState state = intake.snapshot(1, 1);
    intake.close();
    intake = open(state);
    read("Template/t/1", template("t", 1, other));
    read("Template/t/2", template("t", 2, other));
    assertThat(letters()).containsExactly("definition-changed");
    assertThat(intake.extractOutputValues())
        .containsExactly(DefinitionChange.version(Kind.TEMPLATE, "t", 2, other));
  }
}
