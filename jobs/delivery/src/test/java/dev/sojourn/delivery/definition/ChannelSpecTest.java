package dev.sojourn.delivery.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sojourn.delivery.channel.Limit;
import dev.sojourn.delivery.channel.RetrySchedule;
import dev.sojourn.delivery.channel.Terms;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelSpecTest {

  @Test
  void readsAllFields() throws Exception {
    ChannelSpec spec =
        ChannelSpec.parse(
            """
            {"apiVersion": "sojourn/v1", "kind": "Channel", "metadata": {"name": "email", "version": 1}, "spec": {
              "medium": "email", "address": "profile.email",
              "connector": {"type": "smtp", "port": 25, "ratio": 0.5, "tls": true, "list": ["a"], "map": {"b": "c"}},
              "limits": [{"count": 4000, "per": "PT5M"}, {"count": 1, "per": "P1D"}],
              "onLimit": "reject", "timeout": "PT10S", "concurrency": 7,
              "retries": {"attempts": 3, "initialBackoff": "PT2S", "maxBackoff": "PT1M"}}}
            """);
    assertThat(spec.connectorType()).isEqualTo("smtp");
    assertThat(spec.connector())
        .isEqualTo(
            Map.of(
                "type",
                "smtp",
                "port",
                25L,
                "ratio",
                0.5,
                "tls",
                true,
                "list",
                List.of("a"),
                "map",
                Map.of("b", "c")));
    assertThat(spec.limits()).containsExactly(new Limit(4_000, 300_000), new Limit(1, 86_400_000));
    assertThat(spec.onLimit()).isEqualTo(Terms.OnLimit.REJECT);
    assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(spec.retries()).isEqualTo(new RetrySchedule(3, 2_000, 60_000));
    assertThat(spec.together()).isEqualTo(7);
  }

  @Test
  void hasDefaults() throws Exception {
    ChannelSpec spec = ChannelSpec.parse("{\"spec\": {\"connector\": {\"type\": \"x\"}}}");
    assertThat(spec.limits()).isEmpty();
    assertThat(spec.onLimit()).isEqualTo(Terms.OnLimit.WAIT);
    assertThat(spec.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(spec.retries()).isEqualTo(new RetrySchedule(5, 1_000, 300_000));
    assertThat(spec.together()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"spec\": 1}",
        "{\"spec\": {}}",
        "{\"spec\": {\"connector\": {}}}",
        "{\"spec\": {\"connector\": {\"type\": 7}}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": {}}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 0, \"per\": \"PT1S\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1.5, \"per\": \"PT1S\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 99999999999, \"per\": \"PT1S\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1, \"per\": \"PT0S\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1, \"per\": \"-PT1S\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1, \"per\": \"1s\"}]}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"onLimit\": \"drop\"}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"timeout\": 30}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"concurrency\": 0}}",
        "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"retries\": {\"attempts\": 0}}}"
      })
  void refusesWhatIsNoChannel(String document) {
    assertThatThrownBy(() -> ChannelSpec.parse(document)).isInstanceOf(SpecException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "P2W, 1209600000",
    "P1D, 86400000",
    "P1W2DT3H4M5.5S, 788645500",
    "P0Y0M1D, 86400000",
    "PT0.001S, 1",
    "PT9999999999S, 9999999999000"
  })
  void readsEveryExactDurationThatPublishingAccepts(String duration, long millis) throws Exception {
    assertThat(ChannelSpec.parse(limitedPer(duration)).limits())
        .containsExactly(new Limit(1, millis));
  }

  @ParameterizedTest
  @ValueSource(strings = {"P1M", "P1Y", "P", "PT", "P1DT", "P0D", "PT0.0001S", "-P1D", "P1H"})
  void refusesDurationsOfNoExactLength(String duration) {
    assertThatThrownBy(() -> ChannelSpec.parse(limitedPer(duration)))
        .hasMessageContaining("spec.limits[0].per");
  }

  private static String limitedPer(String duration) {
    return "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1, \"per\": \"%s\"}]}}"
        .formatted(duration);
  }

  @Test
  void saysWhichFieldIsWrong() {
    assertThatThrownBy(
            () ->
                ChannelSpec.parse(
                    "{\"spec\": {\"connector\": {\"type\": \"x\"}, \"limits\": [{\"count\": 1, \"per\": \"soon\"}]}}"))
        .hasMessageContaining("spec.limits[0].per");
  }
}
