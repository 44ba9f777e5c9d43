package dev.sojourn.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sojourn.schemas.TopicMisconfiguredException;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.Topics;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedBrokerTest {
  private static final Topics TOPICS = new Topics("shop.");
  private static final short ONE_REPLICA = 1;

  @TempDir private Path dataDir;

  @Test
  void keepsItsDataOverARestart() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
      ensureTopics(broker.bootstrapServers());
      KafkaClients.write(broker.bootstrapServers(), TOPICS.signals(), List.of("a", "b"));
      KafkaClients.writeInTransaction(broker.bootstrapServers(), TOPICS.signals(), "c");
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
      ensureTopics(broker.bootstrapServers());
      assertThat(KafkaClients.read(broker.bootstrapServers(), TOPICS.signals()))
          .containsExactly("a", "b", "c");
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    try (OtherJvm killed = OtherJvm.start(BrokerMain.class, dataDir, dataDir.resolve("errors"))) {
      ensureTopics(killed.firstLine());
      KafkaClients.write(killed.firstLine(), TOPICS.signals(), List.of("a", "b"));
      killed.kill();
    }

    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0)) {
      assertThat(KafkaClients.read(broker.bootstrapServers(), TOPICS.signals()))
          .containsExactly("a", "b");
      KafkaClients.writeInTransaction(broker.bootstrapServers(), TOPICS.signals(), "c");
      // A commit is answered a moment before its markers let readers see it.
      await()
          .untilAsserted(
              () ->
                  assertThat(KafkaClients.read(broker.bootstrapServers(), TOPICS.signals()))
                      .containsExactly("a", "b", "c"));
    }
  }

  @Test
  void aPortInUseIsToldAndLeavesTheDirectoryUsable() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedBroker.start(dataDir, taken.getLocalPort()))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }

    EmbeddedBroker.start(dataDir, 0).close();
  }

  @Test
  void topicsOnWhichThePromisesCannotStandAreRefused() throws Exception {
    try (EmbeddedBroker broker = EmbeddedBroker.start(dataDir, 0);
        Admin admin = KafkaClients.admin(broker.bootstrapServers())) {
      assertThatThrownBy(() -> TopicSetup.check(admin, TOPICS, 3))
          .isInstanceOf(TopicMisconfiguredException.class)
          .hasMessageContaining(TOPICS.signals());

      TopicSetup.ensure(admin, TOPICS, 3, ONE_REPLICA);
      TopicSetup.check(admin, TOPICS, 3);

      assertThatThrownBy(() -> TopicSetup.check(admin, TOPICS, 4))
          .isInstanceOf(TopicMisconfiguredException.class)
          .hasMessageContaining("3 partitions and must have 4");
      alter(admin, TOPICS.signals(), "message.timestamp.type", "CreateTime");
      awaitRefusal(admin, "message.timestamp.type=CreateTime");
      alter(admin, TOPICS.signals(), "message.timestamp.type", "LogAppendTime");
      admin.createPartitions(Map.of(TOPICS.definitions(), NewPartitions.increaseTo(2))).all().get();
      awaitRefusal(admin, TOPICS.definitions() + " has 2 partitions");
    }
  }

  private static void ensureTopics(String bootstrapServers) {
    try (Admin admin = KafkaClients.admin(bootstrapServers)) {
      TopicSetup.ensure(admin, TOPICS, 3, ONE_REPLICA);
      TopicSetup.check(admin, TOPICS, 3);
    }
  }

  /** What the controller has changed is known to the broker a moment later. */
  private static void awaitRefusal(Admin admin, String message) {
    await()
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> TopicSetup.check(admin, TOPICS, 3))
                    .isInstanceOf(TopicMisconfiguredException.class)
                    .hasMessageContaining(message));
  }

  private static void alter(Admin admin, String topic, String key, String value) throws Exception {
    admin
        .incrementalAlterConfigs(
            Map.of(
                new ConfigResource(ConfigResource.Type.TOPIC, topic),
                List.of(new AlterConfigOp(new ConfigEntry(key, value), AlterConfigOp.OpType.SET))))
        .all()
        .get();
  }
}
