package dev.sojourn.journeys.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.avro.DeadLetter;
import dev.sojourn.journeys.fixture.SharedRegistry;
import dev.sojourn.journeys.fixture.SignalValues;
import dev.sojourn.journeys.output.Destination;
import dev.sojourn.journeys.output.Output;
import dev.sojourn.journeys.source.LogRecord;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.ProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SignalIntakeTest {
  private static final int PARTITIONS = 4;
  private static final long T = 1_700_000_000_000L;
  private static final byte[] ANN = "ann".getBytes(StandardCharsets.UTF_8);
  private static final int ANNS = Utils.toPositive(Utils.murmur2(ANN)) % PARTITIONS;

  private final SharedRegistry registry = new SharedRegistry();
  private final SignalValues values = new SignalValues(registry, Topics.DEFAULT.signals());
  private final byte[] event = values.event("order.placed", "o", T, Map.of());
  private OneInputStreamOperatorTestHarness<LogRecord, Inbound> intake;

  @BeforeEach
  void start() throws Exception {
    intake = harness(1, 0);
    intake.open();
  }

  @AfterEach
  void close() throws Exception {
    WorkerInterest.of(intake.getOperator().getRuntimeContext().getJobInfo().getJobId())
        .learn(0, -1, Set.of());
    intake.close();
  }

  private OneInputStreamOperatorTestHarness<LogRecord, Inbound> harness(
      int parallelism, int subtask) throws Exception {
    OneInputStreamOperatorTestHarness<LogRecord, Inbound> harness =
        new OneInputStreamOperatorTestHarness<>(
            new ProcessOperator<>(
                new SignalIntake(Topics.DEFAULT, PARTITIONS, registry.supplier())),
            720,
            parallelism,
            subtask);
    harness.setup(
        Inbound.TYPE.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
    return harness;
  }

  private List<Inbound> read(byte[] key, byte[] value, int partition, long logTime)
      throws Exception {
    intake.processElement(
        new StreamRecord<>(new LogRecord(key, value, partition, 7, logTime), logTime));
    List<Inbound> out = List.copyOf(intake.extractOutputValues());
    intake.getOutput().clear();
    return out;
  }

  private DeadLetter onlyLetter(List<Inbound> out) {
    assertThat(out).singleElement().isInstanceOf(Inbound.Redirected.class);
    Output output = ((Inbound.Redirected) out.get(0)).output();
    assertThat(output.destination()).isEqualTo(Destination.DEAD_LETTERS);
    return (DeadLetter) new RecordDecoder(registry).decode(output.value());
  }

  @Test
  void aSignalPassesUndecodedWithItsTime() throws Exception {
    assertThat(read(ANN, event, ANNS, T))
        .singleElement()
        .isEqualTo(new Inbound.Signal("ann", ANNS, 7, T, event));
  }

  @Test
  void rule3TimeDoesNotStepBackInAPartition() throws Exception {
    read(ANN, event, ANNS, T);
    assertThat(read(ANN, event, ANNS, T - 500))
        .singleElement()
        .extracting(inbound -> ((Inbound.Signal) inbound).logTime())
        .isEqualTo(T);
  }

  @Test
  void rule3TicksMoveTheTimeAndEndHere() throws Exception {
    assertThat(read(null, values.tick(T), ANNS, T + 100)).isEmpty();
    assertThat(read(ANN, event, ANNS, T))
        .singleElement()
        .extracting(inbound -> ((Inbound.Signal) inbound).logTime())
        .isEqualTo(T + 100);
  }

  @Test
  void rule3AMisplacedRecordIsWrittenAgainWhereItBelongs() throws Exception {
    List<Inbound> out = read(ANN, event, (ANNS + 1) % PARTITIONS, T);
    assertThat(out).singleElement().isInstanceOf(Inbound.Redirected.class);
    Output output = ((Inbound.Redirected) out.get(0)).output();
    assertThat(output.destination()).isEqualTo(Destination.SIGNALS);
    assertThat(output.partition()).isEqualTo(ANNS);
    assertThat(output.key()).isEqualTo(ANN);
    assertThat(output.value()).isEqualTo(event);
  }

  @Test
  void anEventThatNothingWantsIsDroppedWhereThatIsKnown_A11() throws Exception {
    WorkerInterest interest =
        WorkerInterest.of(intake.getOperator().getRuntimeContext().getJobInfo().getJobId());
    interest.learn(T, T + 10, Set.of("cart.updated"));
    assertThat(read(ANN, event, ANNS, T)).isEmpty();
    assertThat(read(ANN, event, ANNS, T + 10)).isEmpty();
    assertThat(read(ANN, event, ANNS, T + 11)).as("beyond what is known").hasSize(1);
    interest.learn(T + 12, T + 20, Set.of("order.placed"));
    assertThat(read(ANN, event, ANNS, T + 12)).hasSize(1);
    byte[] address = values.address("ann@example.com", T);
    assertThat(read(ANN, address, ANNS, T + 12)).as("no event").hasSize(1);
  }

  @Test
  void aPartitionTooManyIsBrokenConfigurationAndStopsTheJob() {
    assertThatThrownBy(() -> read(ANN, event, PARTITIONS, T))
        .hasMessageContaining("signals.partitions");
  }

  static Stream<Arguments> hostile() {
    byte[] longest = new byte[ProfileKeys.MAX_BYTES];
    Arrays.fill(longest, (byte) 'k');
    return Stream.of(
        Arguments.of("no key", null, null, T, "key-missing"),
        Arguments.of("an empty key", new byte[0], null, T, "key-invalid"),
        Arguments.of("a key that is too long", Arrays.copyOf(longest, 513), null, T, "key-invalid"),
        Arguments.of(
            "a key that is not UTF-8", new byte[] {(byte) 0xC3, 0x28}, null, T, "key-invalid"),
        Arguments.of(
            "a key with a surrogate in UTF-8",
            new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            null,
            T,
            "key-invalid"),
        Arguments.of("no magic", ANN, new byte[] {1, 2, 3, 4, 5, 6}, T, "no-magic"),
        Arguments.of("nothing", ANN, new byte[0], T, "no-magic"),
        Arguments.of(
            "an unknown schema", ANN, new byte[] {0, 0x7F, 0, 0, 0, 1}, T, "schema-unknown"),
        Arguments.of("no log time", ANN, null, LogRecord.NO_LOG_TIME, "log-time-missing"),
        Arguments.of("too large", ANN, new byte[1_000_001], T, "record-too-large"));
  }

  /** A null value in the table stands for a sound event. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void rule8HostileRecordsAreDeadLetters(
      String name, byte[] key, byte[] value, long logTime, String code) throws Exception {
    byte[] sent = value == null ? event : value;
    DeadLetter letter = onlyLetter(read(key, sent, 0, logTime));
    assertThat(letter.getCode()).isEqualTo(code);
    assertThat(letter.getCategory()).isEqualTo("input");
    assertThat(letter.getTopic()).isEqualTo("sojourn.signals");
    assertThat(letter.getPartition()).isZero();
    assertThat(letter.getOffset()).isEqualTo(7);
    assertThat(letter.getKey() == null ? null : letter.getKey().array()).isEqualTo(key);
    assertThat(letter.getValue().array())
        .isEqualTo(Arrays.copyOf(sent, Math.min(sent.length, 1_000_000)));
  }

  @Test
  void rule8ARecordWithoutValueIsADeadLetter() throws Exception {
    DeadLetter letter = onlyLetter(read(ANN, null, ANNS, T));
    assertThat(letter.getCode()).isEqualTo("no-magic");
    assertThat(letter.getValue()).isNull();
  }

  @Test
  void keysOfTheLongestLengthAndOfAnyScriptPass() throws Exception {
    for (String key : List.of("k".repeat(512), "Жанна-😀", "é".repeat(256))) {
      byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
      int partition = Utils.toPositive(Utils.murmur2(bytes)) % PARTITIONS;
      assertThat(read(bytes, event, partition, T))
          .singleElement()
          .extracting(Inbound::key)
          .isEqualTo(key);
    }
  }

  @Test
  void rule3TheClockSurvivesRestartsWithOtherParallelism() throws Exception {
    read(ANN, event, ANNS, T + 1_000);
    OperatorSubtaskState one = intake.snapshot(1, 1);
    OperatorSubtaskState[] three = new OperatorSubtaskState[3];
    for (int subtask = 0; subtask < 3; subtask++) {
      intake.close();
      intake = harness(3, subtask);
      intake.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(one, 720, 1, 3, subtask));
      intake.open();
      if (subtask == 1) {
        read(ANN, event, ANNS, T + 2_000);
      }
      three[subtask] = intake.snapshot(2, 2);
    }
    OperatorSubtaskState all = AbstractStreamOperatorTestHarness.repackageState(three);
    for (int subtask = 0; subtask < 2; subtask++) {
      intake.close();
      intake = harness(2, subtask);
      intake.initializeState(
          AbstractStreamOperatorTestHarness.repartitionOperatorState(all, 720, 3, 2, subtask));
      intake.open();
      assertThat(read(ANN, event, ANNS, T))
          .singleElement()
          .extracting(inbound -> ((Inbound.Signal) inbound).logTime())
          .isEqualTo(T + 2_000);
    }
  }
}
