package dev.sojourn.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DeliveryOptionsTest {

  @Test
  void defaults() {
    DeliveryOptions options = DeliveryOptions.fromMap(Map.of());
    assertThat(options.bootstrapServers()).isEqualTo("localhost:9092");
    assertThat(options.registry()).hasToString("http://localhost:8081");
    assertThat(options.topics().messageRequests()).isEqualTo("sojourn.message-requests");
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofSeconds(10));
    assertThat(options.checkpointDir()).isEmpty();
    assertThat(options.bufferTimeout()).isEqualTo(Duration.ofMillis(20));
    assertThat(options.sinkGuarantee()).isEqualTo(DeliveryOptions.SinkGuarantee.AT_LEAST_ONCE);
    assertThat(options.transactionTimeout()).isEqualTo(Duration.ofMinutes(15));
    assertThat(options.consumerGroup()).isEqualTo("sojourn-delivery");
    assertThat(options.channelConcurrency()).isEqualTo(100);
    assertThat(options.definitionsPatience()).isEqualTo(Duration.ofMinutes(5));
    assertThat(options.parallelism()).isEmpty();
  }

  @Test
  void mapping() {
    Map<String, String> given = new HashMap<>();
    given.put("kafka.bootstrap.servers", "broker:1");
    given.put("kafka.security.protocol", "SSL");
    given.put("schema.registry.url", "http://registry/apis/ccompat/v7");
    given.put("topics.prefix", "x.");
    given.put("checkpoints.interval", "1 s");
    given.put("checkpoints.dir", "file:///c");
    given.put("buffer.timeout", "PT0.1S");
    given.put("sink.guarantee", "exactly-once");
    given.put("sink.transaction.timeout", "1 min");
    given.put("kafka.group.id", "group");
    given.put("channels.concurrency", "7");
    given.put("definitions.patience", "2 s");
    given.put("parallelism", "3");
    given.put("signals.partitions", "24");
    DeliveryOptions options = DeliveryOptions.fromMap(given);
    assertThat(options.kafka()).containsExactly(Map.entry("security.protocol", "SSL"));
    assertThat(options.kafkaProperties())
        .containsEntry("bootstrap.servers", "broker:1")
        .containsEntry("security.protocol", "SSL");
    assertThat(options.registry()).hasToString("http://registry/apis/ccompat/v7");
    assertThat(options.topics().prefix()).isEqualTo("x.");
    assertThat(options.checkpointInterval()).isEqualTo(Duration.ofSeconds(1));
    assertThat(options.checkpointDir()).contains("file:///c");
    assertThat(options.bufferTimeout()).isEqualTo(Duration.ofMillis(100));
    assertThat(options.sinkGuarantee()).isEqualTo(DeliveryOptions.SinkGuarantee.EXACTLY_ONCE);
    assertThat(options.transactionTimeout()).isEqualTo(Duration.ofMinutes(1));
    assertThat(options.consumerGroup()).isEqualTo("group");
    assertThat(options.channelConcurrency()).isEqualTo(7);
    assertThat(options.definitionsPatience()).isEqualTo(Duration.ofSeconds(2));
    assertThat(options.parallelism()).hasValue(3);
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> DeliveryOptions.fromMap(Map.of("colour", "blue")))
        .hasMessageContaining("colour")
        .hasMessageContaining("channels.concurrency");
    assertThatThrownBy(() -> DeliveryOptions.fromMap(Map.of("channels.concurrency", "0")))
        .hasMessageContaining("channels.concurrency");
  }
}
