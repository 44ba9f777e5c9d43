package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.connector.Answer;
import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory.Script;
import dev.sojourn.delivery.fixture.SharedRegistry;
import dev.sojourn.delivery.operator.ChannelHarness.Backend;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.codec.Values;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the reports of the operator say (D8), and the answers in them (S9). */
class ReportsTest {

  private static final long START = Duration.ofDays(20_000).toMillis();
  private static final UnaryOperator<MessageRequest.Builder> ORDINARY = request -> request;

  private final SharedRegistry registry = new SharedRegistry();
  private final String scriptName = UUID.randomUUID().toString();
  private final Script script = ScriptedConnectorFactory.script(scriptName);
  private ChannelHarness harness;

  @BeforeEach
  void start() throws Exception {
    harness = ChannelHarness.start(registry, Backend.HEAP, START);
    publish(harness);
  }

  @AfterEach
  void stop() throws Exception {
    harness.close();
  }

  @Test
  void sentHasTheProvidersIdAndTheAttempts_D8() throws Exception {
    DeliveryReport report =
        end(ORDINARY, new Outcome.Transient("http-500", "x"), Outcome.Accepted.as("p-1"));

    assertThat(report.getRequestId()).isEqualTo("a");
    assertThat(report.getStatus()).isEqualTo("sent");
    assertThat(report.getAt()).isEqualTo(Instant.ofEpochMilli(START + 60_000));
    assertThat(report.getChannel()).isEqualTo("push");
    assertThat(report.getOrigin())
        .isEqualTo(new JourneyOrigin("cart-recovery", 1, "instance-of-a", "remind"));
    assertThat(report.getProviderId()).isEqualTo("p-1");
    assertThat(report.getAttempts()).isEqualTo(2);
    assertThat(report.getCode()).isNull();
    assertThat(report.getDetail()).isNull();
    assertThat(report.getAnswer()).isNull();
    assertThat(report.getTopic()).isNull();
  }

  @ParameterizedTest
  @MethodSource
  void whatWasNotSentSaysWhy_D8(
      UnaryOperator<MessageRequest.Builder> change,
      List<Outcome> outcomes,
      String status,
      String code,
      String detail,
      int attempts)
      throws Exception {
    DeliveryReport report = end(change, outcomes.toArray(Outcome[]::new));

    assertThat(report.getStatus()).isEqualTo(status);
    assertThat(report.getCode()).isEqualTo(code);
    if (detail == null) {
      assertThat(report.getDetail()).isNull();
    } else {
      assertThat(report.getDetail()).contains(detail);
    }
    assertThat(report.getAttempts()).isEqualTo(attempts);
    assertThat(report.getProviderId()).isNull();
    assertThat(report.getAnswer()).isNull();
  }

  static Stream<Arguments> whatWasNotSentSaysWhy_D8() {
    UnaryOperator<MessageRequest.Builder> soon =
        request -> request.setExpiresAt(Instant.ofEpochMilli(START + 500));
    UnaryOperator<MessageRequest.Builder> past =
        request -> request.setExpiresAt(Instant.ofEpochMilli(START));
    Outcome broken = new Outcome.Transient("http-500", "the provider answered 500");
    Outcome refused = new Outcome.Permanent("http-404", "the provider answered 404");
    return Stream.of(
        Arguments.of(
            ORDINARY,
            List.of(refused),
            "failed",
            "http-404",
            "permanent: the provider answered 404",
            1),
        Arguments.of(
            ORDINARY,
            List.of(broken, broken, broken),
            "failed",
            "http-500",
            "in each of 3 attempts: the provider answered 500",
            3),
        Arguments.of(ORDINARY, List.of(broken, refused), "failed", "http-404", "404", 2),
        Arguments.of(soon, List.of(broken), "expired", "http-500", "before it expired", 1),
        Arguments.of(past, List.of(), "expired", null, "had not been attempted", 0),
        Arguments.of(
            (UnaryOperator<MessageRequest.Builder>)
                request -> request.setData(Values.toAvro(Map.of())),
            List.of(),
            "failed",
            "render",
            "profile.firstName",
            0),
        Arguments.of(
            (UnaryOperator<MessageRequest.Builder>) request -> request.setDry(true),
            List.of(),
            "dry",
            null,
            null,
            0));
  }

  @Test
  void recalledAfterAFailureHasItsCodeAndAttempts_D8() throws Exception {
    harness.request("a", "push");
    answer(new Outcome.Transient("http-500", "x"));
    harness.recall("a", "push");

    DeliveryReport report = onlyReport();
    assertThat(report.getStatus()).isEqualTo("recalled");
    assertThat(report.getCode()).isEqualTo("http-500");
    assertThat(report.getAttempts()).isEqualTo(1);
  }

  @Test
  void idThatNoProviderGivesIsLeftOut_D8() throws Exception {
    DeliveryReport report = end(ORDINARY, Outcome.Accepted.as("p".repeat(1_001)));

    assertThat(report.getStatus()).isEqualTo("sent");
    assertThat(report.getProviderId()).isNull();
  }

  @Test
  void answerComesWithTheAttemptThatWasAccepted_S9() throws Exception {
    Map<String, Object> values = new HashMap<>();
    values.put("vip", true);
    values.put("count", Long.MIN_VALUE);
    values.put("score", 0.75);
    values.put("none", null);
    values.put("offers", List.of(Map.of("id", "Zoë"), "x"));

    DeliveryReport report = end(ORDINARY, new Outcome.Transient("http-500", "x"), accepted(values));

    assertThat(report.getStatus()).isEqualTo("sent");
    assertThat(report.getProviderId()).isEqualTo("p-1");
    assertThat(report.getAttempts()).isEqualTo(2);
    assertThat(Values.fromStruct(report.getAnswer())).isEqualTo(values);
  }

  @ParameterizedTest
  @EnumSource
  void answerThatWasOnItsWayAtACrashIsAskedForAgain_S9(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness first = ChannelHarness.start(registry, backend, START)) {
      publish(first);
      first.request("a", "push");
      state = first.snapshot(1, 1);
      script.calls().get(0).answer(accepted(Map.of("n", 1L)));
      first.drain();
      assertThat(first.reports()).hasSize(1);
    }
    try (ChannelHarness second = ChannelHarness.restore(registry, backend, START + 1_000, state)) {
      assertThat(script.calls()).extracting(call -> call.id()).containsExactly("a", "a");
      script.calls().get(1).answer(accepted(Map.of("n", 2L)));
      second.drain();

      assertThat(second.reports())
          .singleElement()
          .satisfies(
              report ->
                  assertThat(Values.fromStruct(report.getAnswer())).isEqualTo(Map.of("n", 2L)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void answeredCallIsNotMadeAgainAfterARestore_S9(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness first = ChannelHarness.start(registry, backend, START)) {
      publish(first);
      first.request("a", "push");
      script.calls().get(0).answer(accepted(Map.of("n", 1L)));
      first.drain();
      state = first.snapshot(1, 1);
    }
    try (ChannelHarness second = ChannelHarness.restore(registry, backend, START + 1_000, state)) {
      second.request("a", "push");

      assertThat(script.calls()).hasSize(1);
      assertThat(second.reports()).isEmpty();
    }
  }

  @Test
  void recallDuringACallThatIsAnsweredChangesNothing_S9() throws Exception {
    harness.request("a", "push");
    harness.recall("a", "push");
    answer(accepted(Map.of("n", 1L)));

    assertThat(onlyReport().getStatus()).isEqualTo("sent");
    assertThat(onlyReport().getAnswer()).isNotNull();
  }

  @Test
  void answerThatIsNoneFailsTheRequestOnceAndForAll_S9() throws Exception {
    harness.request("a", "push");
    script
        .calls()
        .get(0)
        .answer()
        .completeExceptionally(new Answer.UnfitException(Answer.UNREADABLE, "no answer"));
    harness.drain();

    assertThat(onlyReport().getStatus()).isEqualTo("failed");
    assertThat(onlyReport().getCode()).isEqualTo("answer-unreadable");
    assertThat(onlyReport().getDetail()).isEqualTo("permanent: no answer");
    assertThat(script.calls()).hasSize(1);
  }

  @Test
  void deepestAnswerCanBeReadByThoseWhoReadReports_S9() throws Exception {
    Map<String, Object> value = Map.of("a", 1L);
    for (int i = 1; i < Answer.MAX_DEPTH; i++) {
      value = Map.of("a", List.of(value));
    }

    assertThat(Values.fromStruct(end(ORDINARY, accepted(value)).getAnswer())).isEqualTo(value);
    assertThat(Answer.MAX_DEPTH).isEqualTo(Values.MAX_DEPTH);
  }

  @ParameterizedTest
  @MethodSource
  void largestAnswerHasRoomInAReport_S9(Map<String, Object> values) throws Exception {
    DeliveryReport report =
        end(
            request ->
                request
                    .setId("i".repeat(1_000))
                    .setOrigin(
                        new JourneyOrigin(
                            "j".repeat(1_000), 1, "i".repeat(1_000), "s".repeat(1_000))),
            accepted(values));

    assertThat(report.getStatus()).isEqualTo("sent");
    assertThat(Values.fromStruct(report.getAnswer())).isEqualTo(values);
    assertThat(valueBytes()).isLessThanOrEqualTo(TopicSetup.SIGNAL_BYTES);
  }

  /** Near the limit, in what takes the least and the most of a record for what it counts. */
  static Stream<Map<String, Object>> largestAnswerHasRoomInAReport_S9() {
    return Stream.of(
        Map.of("a", "x".repeat(Answer.MAX_BYTES - 2)),
        Map.of("a", Collections.nCopies((Answer.MAX_BYTES - 2) / 9, Long.MIN_VALUE)),
        Map.of("a", Collections.nCopies(Answer.MAX_BYTES - 2, "")),
        Map.of("a", Collections.nCopies((Answer.MAX_BYTES - 2) / 2, Map.of("", ""))));
  }

  @Test
  void answerWithoutRoomFailsTheRequestAndTheReportIsWritten_S9() throws Exception {
    DeliveryReport report =
        end(
            request -> request.setOrigin(new JourneyOrigin("j", 1, "i".repeat(900_000), "s")),
            accepted(Map.of("a", "x".repeat(200_000))));

    assertThat(report.getStatus()).isEqualTo("failed");
    assertThat(report.getCode()).isEqualTo("answer-too-large");
    assertThat(report.getDetail()).contains("larger than a record may be");
    assertThat(report.getProviderId()).isEqualTo("p-1");
    assertThat(report.getAttempts()).isEqualTo(1);
    assertThat(report.getAnswer()).isNull();
    assertThat(valueBytes()).isLessThanOrEqualTo(TopicSetup.SIGNAL_BYTES);
  }

  /** Requests {@code a}, or what the change makes of it, and answers its attempts. */
  private DeliveryReport end(UnaryOperator<MessageRequest.Builder> change, Outcome... outcomes)
      throws Exception {
    harness.request("a", "push", change);
    for (int i = 0; i < outcomes.length; i++) {
      harness.time(START + i * 60_000L);
      answer(outcomes[i]);
    }
    return onlyReport();
  }

  private void answer(Outcome outcome) throws Exception {
    script.calls().get(script.calls().size() - 1).answer(outcome);
    harness.drain();
  }

  private DeliveryReport onlyReport() {
    assertThat(harness.reports()).hasSize(1);
    return harness.reports().get(0);
  }

  private int valueBytes() {
    return harness.extractOutputValues().get(0).value().length;
  }

  private void publish(ChannelHarness to) throws Exception {
    to.channel("push", 1, scriptName, "");
    to.template("hello", 1, "Hello {{profile.firstName}}");
  }

  private static Outcome accepted(Map<String, Object> values) {
    return new Outcome.Accepted(Optional.of("p-1"), new Answer(values));
  }
}
