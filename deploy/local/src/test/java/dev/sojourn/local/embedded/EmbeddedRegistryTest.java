package dev.sojourn.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sojourn.avro.CustomerEvent;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.codec.Values;
import dev.sojourn.schemas.history.ReleasedSchemas;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import dev.sojourn.schemas.registry.RegistryUnavailableException;
import dev.sojourn.schemas.registry.SchemaRefusedException;
import dev.sojourn.schemas.registry.SchemaRegistry;
import dev.sojourn.schemas.registry.UnknownSchemaException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 3, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class EmbeddedRegistryTest {
  private static final String SUBJECT = "shop.signals-shop.Order";
  private static final Schema ORDER =
      SchemaBuilder.record("shop.Order").fields().requiredLong("total").endRecord();
  private static final Schema OTHER_ORDER =
      SchemaBuilder.record("shop.Order").fields().requiredString("total").endRecord();

  @TempDir private Path dataDir;

  @Test
  void servesOurCodecAndTellsWhatItDoesNotTakeOrKnow() throws Exception {
    URI url;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(dataDir, 0)) {
      url = registry.url();
      SchemaRegistry client = new HttpSchemaRegistry(url);
      CustomerEvent event =
          new CustomerEvent(
              "seen", "e-1", Instant.ofEpochMilli(1), Values.toAvro(Map.of("a", Map.of())), 0);

      byte[] value = new RecordEncoder(client, "signals").encode(event);
      assertThat(new RecordDecoder(new CachingSchemaRegistry(client)).decode(value))
          .isEqualTo(event);
      for (String record : ReleasedSchemas.records().toList()) {
        Schema released = ReleasedSchemas.newest(record).orElseThrow();
        int id = client.register("topic-" + record, released);
        assertThat(client.schema(id)).as(record).isEqualTo(released);
        assertThat(client.register("topic-" + record, released)).isEqualTo(id);
      }

      client.register(SUBJECT, ORDER);
      assertThatThrownBy(() -> client.register(SUBJECT, OTHER_ORDER))
          .isInstanceOfSatisfying(
              SchemaRefusedException.class, e -> assertThat(e.isIncompatible()).isTrue());
      assertThatThrownBy(() -> client.schema(4711)).isInstanceOf(UnknownSchemaException.class);
      assertThatThrownBy(() -> client.schema(-1)).isInstanceOf(UnknownSchemaException.class);
      SchemaRegistry elsewhere = new HttpSchemaRegistry(url.resolve("/elsewhere"));
      assertThatThrownBy(() -> elsewhere.schema(1))
          .isInstanceOf(RegistryUnavailableException.class);
      assertThatThrownBy(() -> elsewhere.register(SUBJECT, ORDER))
          .isInstanceOf(RegistryUnavailableException.class);
    }
    assertThatThrownBy(() -> new HttpSchemaRegistry(url).schema(1))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("cannot be reached");
  }

  @Test
  void schemasAndTheirCheckSurviveAKillRightAfterTheAnswer() throws Exception {
    int id;
    try (EmbeddedRegistry registry = EmbeddedRegistry.start(dataDir, 0)) {
      id = new HttpSchemaRegistry(registry.url()).register(SUBJECT, ORDER);
      ProcessHandle.of(registry.pid()).orElseThrow().destroyForcibly();
      registry.ended().get(10, TimeUnit.SECONDS);
    }

    try (EmbeddedRegistry registry = EmbeddedRegistry.start(dataDir, 0)) {
      SchemaRegistry client = new HttpSchemaRegistry(registry.url());
      assertThat(client.schema(id)).isEqualTo(ORDER);
      assertThatThrownBy(() -> client.register(SUBJECT, OTHER_ORDER))
          .isInstanceOf(SchemaRefusedException.class);
    }
  }

  @Test
  void endsWhenItsParentIsKilled() throws Exception {
    try (OtherJvm parent =
        OtherJvm.start(RegistryParentMain.class, dataDir, dataDir.resolve("errors"))) {
      ProcessHandle child = ProcessHandle.of(Long.parseLong(parent.firstLine())).orElseThrow();
      assertThat(child.isAlive()).isTrue();

      parent.kill();

      await().atMost(Duration.ofSeconds(10)).until(() -> !child.isAlive());
    }
  }

  @Test
  void aPortInUseIsToldWithTheEndOfTheLog() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(() -> EmbeddedRegistry.start(dataDir, taken.getLocalPort()))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessageContaining("it ended with status")
          .hasMessageContaining("registry.log");
    }
  }
}
