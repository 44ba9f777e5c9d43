package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.avro.MessageClass;
import dev.sojourn.avro.QuietPeriod;
import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.definition.DefinitionChange;
import dev.sojourn.delivery.definition.DefinitionChange.Kind;
import dev.sojourn.delivery.definition.DefinitionChange.Standing;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory.Call;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory.Script;
import dev.sojourn.delivery.fixture.SharedRegistry;
import dev.sojourn.delivery.operator.ChannelHarness.Backend;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The operator under the test's clock, with answers that the test gives, on both state backends.
 */
class ChannelOperatorTest {

  private static final long START = Duration.ofDays(20_000).toMillis();
  private static final long HOUR = 3_600_000;

  private final SharedRegistry registry = new SharedRegistry();
  private final String scriptName = UUID.randomUUID().toString();
  private final Script script = ScriptedConnectorFactory.script(scriptName);

  @ParameterizedTest
  @EnumSource
  void sendsAndReports(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      assertThat(script.calls()).extracting(Call::id).containsExactly("a");
      assertThat(script.calls().get(0).delivery().parts()).containsEntry("body", "Hello Zoë");
      assertThat(harness.reports()).isEmpty();
      answer(harness, 0, Outcome.Accepted.as("p-1"));
      assertThat(harness.finals()).containsExactly(Map.entry("a", "sent"));
      assertThat(harness.reports().get(0).getProviderId()).isEqualTo("p-1");
    }
  }

  @ParameterizedTest
  @EnumSource
  void idIsHandledOnceUntilAnHourAfterItsExpiry_D1(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, "")) {
      long expiry = START + HOUR;
      harness.request("a", "push", request -> request.setExpiresAt(Instant.ofEpochMilli(expiry)));
      harness.request("a", "push");
      answer(harness, 0, Outcome.Accepted.anonymously());
      harness.request("a", "push");
      harness.time(expiry + HOUR - 1);
      harness.request("a", "push");
      assertThat(script.calls()).hasSize(1);
      assertThat(harness.finals()).containsExactly(Map.entry("a", "sent"));

      harness.time(expiry + 3 * HOUR);
      harness.request(
          "a", "push", expiry + HOUR + 1, r -> r.setExpiresAt(Instant.ofEpochMilli(expiry)));
      assertThat(script.calls()).as("written after its id was forgotten: dropped").hasSize(1);
      assertThat(harness.reports()).hasSize(1);
      harness.request("b", "push", START, r -> r.setExpiresAt(Instant.ofEpochMilli(expiry)));
      assertThat(harness.finals()).as("merely read late").containsEntry("b", "expired");
    }
  }

  @ParameterizedTest
  @EnumSource
  void manyIdsAreForgottenInPortionsOverARestore_D1(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      for (int i = 0; i < 2_345; i++) {
        harness.request(
            "r" + i, "nowhere", r -> r.setExpiresAt(Instant.ofEpochMilli(START + HOUR)));
      }
      state = harness.snapshot(1, 1);
    }
    try (ChannelHarness harness =
        ChannelHarness.restore(registry, backend, START + 4 * HOUR, state)) {
      assertThat(harness.finals().size()).isEqualTo(2_345);
      // Its id was forgotten, so an old record that is read only now counts as a request of its
      // own.
      int before = harness.reports().size();
      harness.request(
          "r7", "nowhere", START, r -> r.setExpiresAt(Instant.ofEpochMilli(START + HOUR)));
      assertThat(harness.reports().size()).isEqualTo(before + 1);
      if (backend == Backend.HEAP) {
        harness.time(START + 9 * HOUR);
        assertThat(harness.keyedStateEntries()).as("state entries left").isZero();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void recallAndExpiryFromTheMiddleOfTheQueue_D2(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, ", \"concurrency\": 1")) {
      harness.request("first", "push");
      harness.request("a", "push");
      harness.request("b", "push");
      harness.request("c", "push", r -> r.setExpiresAt(Instant.ofEpochMilli(START + 5_000)));
      harness.request("d", "push");
      harness.recall("b", "push");
      harness.recall("b", "push");
      harness.recall("first", "push");
      harness.recall("later", "push");
      harness.request("later", "push");
      harness.time(START + 5_000);
      assertThat(harness.finals())
          .containsOnly(
              Map.entry("b", "recalled"),
              Map.entry("c", "expired"),
              Map.entry("later", "recalled"));
      answer(harness, 0, new Outcome.Transient("timeout", "x"));
      assertThat(harness.finals()).containsEntry("first", "recalled/timeout");
      answer(harness, 1, Outcome.Accepted.anonymously());
      answer(harness, 2, Outcome.Accepted.anonymously());
      assertThat(script.calls()).extracting(Call::id).containsExactly("first", "a", "d");
    }
  }

  @ParameterizedTest
  @EnumSource
  void quietHoursThatBeginInTheQueueAreWaitedForOverARestore_D2(Backend backend) throws Exception {
    QuietPeriod quiet =
        new QuietPeriod(Instant.ofEpochMilli(START + 5_000), Instant.ofEpochMilli(START + HOUR));
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, ", \"concurrency\": 1")) {
      harness.request("first", "push");
      harness.request("night", "push", r -> r.setQuiet(List.of(quiet)));
      harness.request("day", "push");
      harness.time(START + 6_000);
      answer(harness, 0, Outcome.Accepted.anonymously());
      answer(harness, 1, Outcome.Accepted.anonymously());
      assertThat(script.calls()).extracting(Call::id).containsExactly("first", "day");
      state = harness.snapshot(1, 1);
    }
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, START + 7_000, state)) {
      harness.time(START + HOUR - 1);
      assertThat(script.calls()).hasSize(2);
      harness.time(START + HOUR);
      assertThat(script.calls()).extracting(Call::id).last().isEqualTo("night");
    }
  }

  @ParameterizedTest
  @EnumSource
  void orderIsClassThenPriorityThenAge_D3(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, ", \"concurrency\": 1")) {
      harness.request("first", "push");
      harness.request("old", "push");
      harness.time(START + 1);
      harness.request("young", "push");
      harness.request("important", "push", r -> r.setPriority(9));
      harness.request("receipt", "push", r -> r.setMessageClass(MessageClass.TRANSACTIONAL));
      for (int i = 0; i < 5; i++) {
        answer(harness, i, Outcome.Accepted.anonymously());
      }
      assertThat(script.calls())
          .extracting(Call::id)
          .containsExactly("first", "receipt", "important", "old", "young");
    }
  }

  @ParameterizedTest
  @EnumSource
  void limitHoldsOverARestore_D3(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness =
        start(backend, ", \"limits\": [{\"count\": 2, \"per\": \"PT10S\"}]")) {
      harness.time(START + 20_000);
      for (int i = 0; i < 6; i++) {
        harness.request("r" + i, "push");
      }
      assertThat(script.calls()).hasSize(2);
      answer(harness, 0, Outcome.Accepted.anonymously());
      answer(harness, 1, Outcome.Accepted.anonymously());
      state = harness.snapshot(1, 1);
    }
    long back = START + 25_000;
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, back, state)) {
      harness.time(back + 10_000);
      assertThat(script.calls()).as("all slots are charged from the restore on").hasSize(2);
      harness.time(back + 10_050);
      assertThat(script.calls()).hasSize(4);
    }
  }

  @ParameterizedTest
  @EnumSource
  void retriesAndTheirCountSurviveARestore_D6(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      answer(harness, 0, new Outcome.Transient("http-500", "x"));
      state = harness.snapshot(1, 1);
    }
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, START + 400, state)) {
      assertThat(script.calls()).hasSize(1);
      harness.time(START + 1_000);
      assertThat(script.calls().get(1).delivery().attempt()).isEqualTo(2);
      answer(harness, 1, new Outcome.Transient("http-500", "x"));
      harness.time(START + 4_000);
      answer(harness, 2, new Outcome.Transient("http-502", "x"));
      assertThat(harness.finals()).containsExactly(Map.entry("a", "failed/http-502"));
      assertThat(harness.reports().get(0).getAttempts()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void attemptUnderWayAtTheCheckpointIsMadeAgainUnderTheSameId(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      state = harness.snapshot(1, 1);
      answer(harness, 0, Outcome.Accepted.anonymously());
      assertThat(harness.finals()).containsEntry("a", "sent");
    }
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, START + 10, state)) {
      assertThat(script.calls()).extracting(Call::id).containsExactly("a", "a");
      answer(harness, 1, Outcome.Accepted.anonymously());
      assertThat(harness.finals()).containsExactly(Map.entry("a", "sent"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void recallOfAnAttemptUnderWayIsKeptOverARestore(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      harness.recall("a", "push");
      state = harness.snapshot(1, 1);
    }
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, START + 10, state)) {
      assertThat(script.calls()).hasSize(1);
      assertThat(harness.finals()).containsExactly(Map.entry("a", "recalled"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void rescaled1To3To2EachRequestEndsOnce(Backend backend) throws Exception {
    OperatorSubtaskState state;
    int channels = 12;
    try (ChannelHarness harness = ChannelHarness.start(registry, backend, START)) {
      harness.template("hello", 1, "x");
      for (int i = 0; i < channels; i++) {
        harness.channel(
            "c" + i, 1, scriptName, ", \"limits\": [{\"count\": 1, \"per\": \"PT1S\"}]");
        for (int j = 0; j < 4; j++) {
          harness.request("c" + i + "-" + j, "c" + i);
        }
      }
      state = harness.snapshot(1, 1);
    }
    assertThat(script.calls()).isEmpty();
    Map<String, String> finals = new HashMap<>();
    long now = START;
    int before = 1;
    for (int parallelism : new int[] {3, 2}) {
      List<ChannelHarness> subtasks =
          ChannelHarness.rescale(registry, backend, now, state, before, parallelism);
      int made = script.calls().size();
      now += 1_100;
      for (ChannelHarness subtask : subtasks) {
        subtask.time(now);
      }
      assertThat(script.calls()).as("one for each channel").hasSize(made + channels);
      script.calls().forEach(call -> call.answer(Outcome.Accepted.anonymously()));
      OperatorSubtaskState[] states = new OperatorSubtaskState[parallelism];
      for (int i = 0; i < parallelism; i++) {
        subtasks.get(i).drain();
        subtasks.get(i).finals().forEach((id, end) -> assertThat(finals.put(id, end)).isNull());
        states[i] = subtasks.get(i).snapshot(2, 2);
        subtasks.get(i).close();
      }
      state = AbstractStreamOperatorTestHarness.repackageState(states);
      before = parallelism;
    }
    assertThat(finals).hasSize(2 * channels);
    try (ChannelHarness harness =
        ChannelHarness.rescale(registry, backend, now, state, before, 1).get(0)) {
      for (int i = 0; i < 10; i++) {
        now += 1_100;
        harness.time(now);
        script.calls().forEach(call -> call.answer(Outcome.Accepted.anonymously()));
        harness.drain();
      }
      harness.finals().forEach((id, end) -> assertThat(finals.put(id, end)).isNull());
      harness.request("c0-0", "c0");
      assertThat(finals).hasSize(4 * channels);
      assertThat(script.calls()).hasSize(4 * channels);
    }
  }

  @ParameterizedTest
  @EnumSource
  void wrongCredentialsBurnNothingAndAChangedDocumentIsTriedAtOnce_D6(Backend backend)
      throws Exception {
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      answer(harness, 0, new Outcome.Misconfigured("http-401", "x"));
      harness.request("b", "push");
      harness.time(START + 4_000);
      assertThat(script.calls()).hasSize(1);
      harness.time(START + 5_000);
      assertThat(script.calls()).as("one probe").hasSize(2);
      answer(harness, 1, new Outcome.Misconfigured("http-401", "x"));
      assertThat(script.calls()).hasSize(2);

      harness.channel("push", 2, scriptName, ", \"timeout\": \"PT9S\"");
      assertThat(script.calls()).hasSize(4);
      assertThat(script.calls().get(2).delivery().attempt()).isEqualTo(1);
      answer(harness, 2, Outcome.Accepted.anonymously());
      answer(harness, 3, Outcome.Accepted.anonymously());
      assertThat(harness.finals()).containsOnly(Map.entry("a", "sent"), Map.entry("b", "sent"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void throttledChannelPausesAndComesBackStepByStep_D4(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, "")) {
      for (int i = 0; i < 10; i++) {
        harness.request("r" + i, "push");
      }
      Outcome throttled = new Outcome.Throttled(Optional.of(Duration.ofSeconds(7)), "x");
      for (int i = 0; i < 10; i++) {
        answer(harness, i, throttled);
      }
      harness.time(START + 6_999);
      assertThat(script.calls()).hasSize(10);
      harness.time(START + 7_000);
      assertThat(script.calls()).hasSize(11);
      answer(harness, 10, Outcome.Accepted.anonymously());
      assertThat(script.calls()).hasSize(13);
    }
  }

  @ParameterizedTest
  @EnumSource
  void rejectsWhatFindsNoSlot_D3(Backend backend) throws Exception {
    try (ChannelHarness harness =
        start(
            backend,
            ", \"onLimit\": \"reject\", \"limits\": [{\"count\": 1, \"per\": \"PT10S\"}]")) {
      harness.time(START + 20_000);
      harness.request("a", "push");
      harness.request("b", "push");
      assertThat(harness.finals()).containsExactly(Map.entry("b", "rate-limited"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void definitionsMayLagAndTemplatesRenderInTheirLiveVersion(Backend backend) throws Exception {
    try (ChannelHarness harness = ChannelHarness.start(registry, backend, START)) {
      harness.request("a", "push");
      harness.time(START + 60_000);
      harness.channel("push", 1, scriptName, "");
      assertThat(script.calls()).isEmpty();
      harness.template("hello", 1, "one");
      assertThat(script.calls().get(0).delivery().parts()).containsEntry("body", "one");
      harness.template("hello", 2, "two");
      harness.request("b", "push");
      harness.request("c", "push", r -> r.setTemplateVersion(1));
      assertThat(script.calls().get(1).delivery().parts()).containsEntry("body", "two");
      assertThat(script.calls().get(2).delivery().parts()).containsEntry("body", "one");
      harness.request("d", "push", r -> r.setTemplate("unknown"));
      harness.request("e", "unknown");
      harness.time(START + 60_000 + 300_000);
      assertThat(harness.finals())
          .containsOnly(
              Map.entry("d", "failed/template-unknown"), Map.entry("e", "failed/channel-unknown"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void definitionsSurviveARestore(Backend backend) throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      harness.change(DefinitionChange.pointer(Kind.CHANNEL, "push", 1, Standing.PAUSED));
      harness.request("a", "push");
      harness.time(START + 400_000);
      assertThat(script.calls()).as("paused").isEmpty();
      state = harness.snapshot(1, 1);
    }
    try (ChannelHarness harness =
        ChannelHarness.restore(registry, backend, START + 500_000, state)) {
      assertThat(script.calls()).isEmpty();
      harness.change(DefinitionChange.pointer(Kind.CHANNEL, "push", 1, Standing.USABLE));
      assertThat(script.calls()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void pointerToAVersionThatCannotBeUsedKeepsTheLastUsableOneOverARestore(Backend backend)
      throws Exception {
    OperatorSubtaskState state;
    try (ChannelHarness harness = start(backend, "")) {
      harness.change(DefinitionChange.pointer(Kind.CHANNEL, "push", 2, Standing.USABLE));
      harness.change(DefinitionChange.pointer(Kind.TEMPLATE, "hello", 2, Standing.USABLE));
      harness.request("a", "push");
      assertThat(script.calls()).hasSize(1);
      answer(harness, 0, Outcome.Accepted.anonymously());
      state = harness.snapshot(1, 1);
    }
    String otherName = UUID.randomUUID().toString();
    try (ChannelHarness harness = ChannelHarness.restore(registry, backend, START + 5_000, state)) {
      harness.request("b", "push");
      assertThat(script.calls()).hasSize(2);
      assertThat(script.calls().get(1).delivery().parts()).containsEntry("body", "Hello Zoë");
      answer(harness, 1, Outcome.Accepted.anonymously());
      harness.channel("push", 2, otherName, "");
      harness.request("c", "push");
      assertThat(ScriptedConnectorFactory.script(otherName).calls()).hasSize(1);
    }
  }

  @ParameterizedTest
  @EnumSource
  void replacedConnectorIsClosedWhenItsLastCallHasEnded(Backend backend) throws Exception {
    String otherName = UUID.randomUUID().toString();
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      harness.channel("push", 2, otherName, "");
      assertThat(script.closed()).isZero();
      harness.request("b", "push");
      assertThat(ScriptedConnectorFactory.script(otherName).calls()).hasSize(1);
      answer(harness, 0, Outcome.Accepted.anonymously());
      assertThat(script.closed()).isEqualTo(1);
      assertThat(harness.finals()).containsExactly(Map.entry("a", "sent"));
    }
    assertThat(ScriptedConnectorFactory.script(otherName).closed()).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void connectorThatFailsCountsAsTransient(Backend backend) throws Exception {
    try (ChannelHarness harness = start(backend, "")) {
      harness.request("a", "push");
      script.calls().get(0).answer().completeExceptionally(new IllegalStateException("defect"));
      harness.drain();
      harness.time(START + 1_000);
      assertThat(script.calls()).hasSize(2);
      answer(harness, 1, Outcome.Accepted.anonymously());
      assertThat(harness.reports().get(0).getAttempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void connectorThatNeverAnswersIsGivenUpAndItsLateAnswerIgnored_D5(Backend backend)
      throws Exception {
    try (ChannelHarness harness = start(backend, ", \"timeout\": \"PT0.01S\"")) {
      harness.request("a", "push");
      await()
          .pollInSameThread()
          .until(
              () -> {
                harness.drain();
                // A timer for the retry takes the place of the one for the expiry.
                return harness.nextTimer() <= START + 1_000;
              });
      script.calls().get(0).answer(Outcome.Accepted.anonymously());
      harness.drain();
      harness.time(START + 1_000);
      answer(harness, 1, Outcome.Accepted.anonymously());
      assertThat(harness.finals()).containsExactly(Map.entry("a", "sent"));
      assertThat(harness.reports().get(0).getAttempts()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @EnumSource
  void massThatExpiresAtOnceIsWorkedOffInPortions(Backend backend) throws Exception {
    try (ChannelHarness harness =
        start(backend, ", \"limits\": [{\"count\": 1, \"per\": \"P1D\"}]")) {
      for (int i = 0; i < 1_000; i++) {
        harness.request("r" + i, "push", r -> r.setExpiresAt(Instant.ofEpochMilli(START + 50)));
      }
      List<Integer> sizes = new ArrayList<>();
      harness.setProcessingTime(START + 50);
      sizes.add(harness.reports().size());
      harness.drain();
      assertThat(harness.finals().size()).isEqualTo(1_000);
      assertThat(sizes.get(0)).isLessThan(1_000);
    }
  }

  private ChannelHarness start(Backend backend, String more) throws Exception {
    ChannelHarness harness = ChannelHarness.start(registry, backend, START);
    harness.channel("push", 1, scriptName, more);
    harness.template("hello", 1, "Hello {{profile.firstName}}");
    return harness;
  }

  private void answer(ChannelHarness harness, int call, Outcome outcome) throws Exception {
    script.calls().get(call).answer(outcome);
    harness.drain();
  }
}
