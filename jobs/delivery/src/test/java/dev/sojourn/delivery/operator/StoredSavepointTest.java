package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.connector.Outcome;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory.Call;
import dev.sojourn.delivery.fixture.ScriptedConnectorFactory.Script;
import dev.sojourn.delivery.fixture.SharedRegistry;
import dev.sojourn.delivery.operator.ChannelHarness.Backend;
import dev.sojourn.schemas.history.ReleasedSchemas;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Rule 9: a savepoint that version 1 wrote restores, on either state backend. */
class StoredSavepointTest {

  private static final String FILE = "channels-1.savepoint";
  private static final long START = Duration.ofDays(20_000).toMillis();

  /**
   * With {@code -DwriteSavepoint=true}, and only when a new form of the state is released, under a
   * new number.
   */
  @Test
  @EnabledIfSystemProperty(named = "writeSavepoint", matches = "true")
  void write() throws Exception {
    SharedRegistry registry = registryOfVersion1();
    Script script = ScriptedConnectorFactory.script("stored");
    try (ChannelHarness harness = ChannelHarness.start(registry, Backend.ROCKSDB, START)) {
      harness.channel("push", 1, "stored", ", \"concurrency\": 2");
      harness.template("hello", 1, "Hello {{profile.firstName}}");
      harness.request("retried", "push");
      script.calls().get(0).answer(new Outcome.Transient("http-500", "x"));
      harness.drain();
      harness.request("sent", "push");
      script.calls().get(1).answer(Outcome.Accepted.anonymously());
      harness.drain();
      harness.request("under-way", "push");
      harness.request("recalled", "push");
      harness.recall("recalled", "push");
      harness.request("queued", "push", request -> request.setPriority(3));
      harness.recall("early", "push");
      OperatorSnapshotUtil.writeStateHandle(
          harness
              .snapshotWithLocalState(
                  1, START, SavepointType.savepoint(SavepointFormatType.CANONICAL))
              .getJobManagerOwnedState(),
          Path.of("src/test/resources", FILE).toString());
    }
  }

  @ParameterizedTest
  @EnumSource
  void restores(Backend backend) throws Exception {
    Script script = ScriptedConnectorFactory.script("stored");
    script.calls().clear();
    try (ChannelHarness harness =
        ChannelHarness.restore(
            registryOfVersion1(),
            backend,
            START + 5_000,
            OperatorSnapshotUtil.readStateHandle(OperatorSnapshotUtil.getResourceFilename(FILE)))) {
      harness.request(
          "early", "push", request -> request.setRequestedAt(Instant.ofEpochMilli(START)));
      harness.request("sent", "push");
      for (int i = 0; i < 3; i++) {
        script.calls().get(i).answer(Outcome.Accepted.anonymously());
        harness.drain();
      }
      assertThat(harness.finals())
          .containsOnly(
              Map.entry("retried", "sent"),
              Map.entry("under-way", "sent"),
              Map.entry("recalled", "recalled"),
              Map.entry("queued", "sent"),
              Map.entry("early", "recalled"));
      assertThat(script.calls()).extracting(Call::id).first().isEqualTo("queued");
      assertThat(harness.reports())
          .filteredOn(report -> report.getRequestId().equals("retried"))
          .extracting(DeliveryReport::getAttempts)
          .containsExactly(2);
      assertThat(script.calls().get(0).delivery().parts()).containsEntry("body", "Hello Zoë");
    }
  }

  /** The ids under which the stored requests were written. */
  private static SharedRegistry registryOfVersion1() {
    SharedRegistry registry = new SharedRegistry();
    registry.register(
        "requests", ReleasedSchemas.versions(MessageRequest.getClassSchema().getFullName()).get(0));
    return registry;
  }
}
