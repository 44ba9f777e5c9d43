package dev.sojourn.delivery.operator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.QuietPeriod;
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
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.checkpoint.SavepointType;
import org.apache.flink.streaming.util.OperatorSnapshotUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rule 9: a savepoint that version 1 wrote restores, on either state backend. */
class StoredSavepointTest {

  /** The newest; with tickets of version 2. */
  private static final String FILE = "channels-2.savepoint";

  private static final long START = Duration.ofDays(20_000).toMillis();

  /**
   * With {@code -DwriteSavepoint=true}, and only when a new form of the state is released, under a
   * new number.
   */
  @Test
  @EnabledIfSystemProperty(named = "writeSavepoint", matches = "true")
  void write() throws Exception {
    OperatorSnapshotUtil.writeStateHandle(today(), Path.of("src/test/resources", FILE).toString());
  }

  /** A state that comes new needs a stored savepoint that has it. */
  @Test
  void theNewestHasEveryStateOfTheOperator() throws Exception {
    assertThat(StateNames.of(stored(FILE)))
        .isEqualTo(StateNames.of(today()))
        .contains("tickets", "requests", "ids", "ids-by-hour", "ids-portion", "definitions");
  }

  private static OperatorSubtaskState stored(String file) throws Exception {
    return OperatorSnapshotUtil.readStateHandle(OperatorSnapshotUtil.getResourceFilename(file));
  }

  private static OperatorSubtaskState today() throws Exception {
    Script script = ScriptedConnectorFactory.script("stored");
    script.calls().clear();
    QuietPeriod quiet =
        new QuietPeriod(Instant.ofEpochMilli(START - 1_000), Instant.ofEpochMilli(START + 4_000));
    try (ChannelHarness harness = ChannelHarness.start(registryOf(FILE), Backend.ROCKSDB, START)) {
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
      harness.request("queued", "push", request -> request.setPriority(3).setQuiet(List.of(quiet)));
      harness.recall("early", "push");
      return harness
          .snapshotWithLocalState(1, START, SavepointType.savepoint(SavepointFormatType.CANONICAL))
          .getJobManagerOwnedState();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "channels-1.savepoint, HEAP",
    "channels-1.savepoint, ROCKSDB",
    FILE + ", HEAP",
    FILE + ", ROCKSDB"
  })
  void restores(String file, Backend backend) throws Exception {
    Script script = ScriptedConnectorFactory.script("stored");
    script.calls().clear();
    try (ChannelHarness harness =
        ChannelHarness.restore(registryOf(file), backend, START + 5_000, stored(file))) {
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
  private static SharedRegistry registryOf(String file) {
    SharedRegistry registry = new SharedRegistry();
    List<Schema> versions = ReleasedSchemas.versions(MessageRequest.getClassSchema().getFullName());
    registry.register("requests", versions.get(file.equals(FILE) ? 1 : 0));
    return registry;
  }
}
