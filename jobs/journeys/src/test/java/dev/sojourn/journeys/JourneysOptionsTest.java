package dev.sojourn.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.journeys.JourneysOptions.SinkGuarantee;
import dev.sojourn.journeys.option.Arguments;
import dev.sojourn.schemas.Topics;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class JourneysOptionsTest {

  @Test
  void defaults() {
    assertThat(JourneysOptions.fromMap(Map.of()))
        .isEqualTo(
            new JourneysOptions(
                "localhost:9092",
                Map.of(),
                URI.create("http://localhost:8081"),
                Topics.DEFAULT,
                24,
                Duration.ofMillis(250),
                Duration.ofSeconds(10),
                Optional.empty(),
                Duration.ofMillis(20),
                SinkGuarantee.AT_LEAST_ONCE,
                Duration.ofMillis(5),
                Duration.ofMinutes(15),
                "sojourn-journeys",
                OptionalInt.empty()));
  }

  @Test
  void mapping() {
    assertThat(
            JourneysOptions.fromMap(
                Map.ofEntries(
                    Map.entry("kafka.bootstrap.servers", "a:1,b:2"),
                    Map.entry("kafka.security.protocol", "SSL"),
                    Map.entry("schema.registry.url", "http://r:8080/apis/ccompat/v7"),
                    Map.entry("topics.prefix", "shop."),
                    Map.entry("signals.partitions", "48"),
                    Map.entry("ticks.interval", "PT0.5S"),
                    Map.entry("checkpoints.interval", "1 min"),
                    Map.entry("checkpoints.dir", "s3://bucket/sojourn"),
                    Map.entry("buffer.timeout", "5ms"),
                    Map.entry("sink.guarantee", "exactly-once"),
                    Map.entry("sink.linger", "100 ms"),
                    Map.entry("sink.transaction.timeout", "5 min"),
                    Map.entry("kafka.group.id", "shop"),
                    Map.entry("parallelism", "8"))))
        .isEqualTo(
            new JourneysOptions(
                "a:1,b:2",
                Map.of("security.protocol", "SSL"),
                URI.create("http://r:8080/apis/ccompat/v7"),
                new Topics("shop."),
                48,
                Duration.ofMillis(500),
                Duration.ofMinutes(1),
                Optional.of("s3://bucket/sojourn"),
                Duration.ofMillis(5),
                SinkGuarantee.EXACTLY_ONCE,
                Duration.ofMillis(100),
                Duration.ofMinutes(5),
                "shop",
                OptionalInt.of(8)));
  }

  @Test
  void anUnknownOptionIsRefusedWithThoseThatExist() {
    assertThatThrownBy(() -> JourneysOptions.fromMap(Map.of("signal.partitions", "24")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("signal.partitions")
        .hasMessageContaining("signals.partitions");
  }

  @Test
  void aValueThatCannotBeReadIsRefusedWithWhatCan() {
    for (Map.Entry<String, String> wrong :
        Map.of(
                "signals.partitions", "0",
                "ticks.interval", "-1 s",
                "checkpoints.interval", "soon",
                "sink.guarantee", "maybe",
                "parallelism", "0",
                "schema.registry.url", "not an address")
            .entrySet()) {
      assertThatThrownBy(() -> JourneysOptions.fromMap(Map.of(wrong.getKey(), wrong.getValue())))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining(wrong.getKey());
    }
  }

  @Test
  void argumentsArePairs() {
    assertThat(Arguments.parse("--parallelism", "2", "--topics.prefix", ""))
        .isEqualTo(Map.of("parallelism", "2", "topics.prefix", ""));
    assertThatThrownBy(() -> Arguments.parse("--parallelism")).hasMessageContaining("--key value");
    assertThatThrownBy(() -> Arguments.parse("parallelism", "2"))
        .hasMessageContaining("--key value");
    assertThatThrownBy(() -> Arguments.parse("--a", "1", "--a", "2")).hasMessageContaining("twice");
  }
}
