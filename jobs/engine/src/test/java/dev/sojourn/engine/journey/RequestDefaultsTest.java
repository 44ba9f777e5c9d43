package dev.sojourn.engine.journey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What the schema of journeys says of times and limits that come in when a request is made. */
class RequestDefaultsTest {

  @Test
  void messagesExpireAsTheSchemaSays_D1() throws IOException {
    assertThat(step("send", "expires").path("description").asText())
        .contains("PT" + Duration.ofMillis(Sends.MARKETING_EXPIRES).toHours() + "H for marketing")
        .contains(
            "PT"
                + Duration.ofMillis(Sends.TRANSACTIONAL_EXPIRES).toHours()
                + "H for transactional");
  }

  @Test
  void callsTakeAsLongAsTheSchemaSays_S9() throws IOException {
    assertThat(Duration.parse(step("call", "for").path("default").asText()).toMillis())
        .isEqualTo(Calls.LIMIT);
  }

  @Test
  void chainsOfEventsAreAsLongAsTheSchemaSays_S12() throws IOException {
    assertThat(schema().at("/$defs/step/properties/emit/description").asText())
        .contains("limited to " + Actions.MOST_HOPS);
  }

  private static JsonNode step(String kind, String field) throws IOException {
    return schema().at("/$defs/step/properties/" + kind + "/properties/" + field);
  }

  private static JsonNode schema() throws IOException {
    try (InputStream in =
        Sends.class.getResourceAsStream("/dev/sojourn/engine/definition/journey.json")) {
      return new ObjectMapper().readTree(in);
    }
  }
}
