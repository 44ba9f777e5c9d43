package dev.sojourn.schemas.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the client makes of answers that a registry gives seldom; against a real one it is tested
 * with the embedded registry.
 */
class HttpSchemaRegistryTest {
  private static final Schema SCHEMA =
      SchemaBuilder.record("R").fields().requiredString("id").endRecord();
  private static final String FOUND =
      "{\"schema\":\"{\\\"type\\\":\\\"record\\\",\\\"name\\\":\\\"R\\\",\\\"fields\\\":"
          + "[{\\\"name\\\":\\\"id\\\",\\\"type\\\":\\\"string\\\"}]}\"}";

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath());
          Answer answer = answers.size() > 1 ? answers.poll() : answers.peek();
          byte[] body = answer.body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.status, body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    registry =
        new HttpSchemaRegistry(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/api/"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"500", "503", "429"})
  void aPassingFailureIsTriedAgain(int status) throws UnknownSchemaException {
    answers.add(new Answer(status, ""));
    answers.add(new Answer(200, FOUND));

    assertThat(registry.schema(7)).isEqualTo(SCHEMA);
    assertThat(requests).containsExactly("GET /api/schemas/ids/7", "GET /api/schemas/ids/7");
  }

  @Test
  void aFailureThatStaysIsAnUnavailableRegistryAfterFourAttempts() {
    answers.add(new Answer(503, "busy"));

    assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryUnavailableException.class);
    assertThat(requests).hasSize(4);
  }

  @ParameterizedTest
  @CsvSource({"401,{}", "404,<html>", "404,{\"error_code\":404}", "200,{}", "200,junk", "302,{}"})
  void whatARegistryWouldNotSayIsAnUnavailableOneAtOnce(int status, String body) {
    answers.add(new Answer(status, body));

    assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(RegistryUnavailableException.class);
    assertThatThrownBy(() -> registry.register("s", SCHEMA))
        .isInstanceOf(RegistryUnavailableException.class);
    assertThat(requests).hasSize(2);
  }

  @Test
  void onlyTheRegistrysOwnErrorMeansThatASchemaIsUnknown() {
    answers.add(new Answer(404, "{\"error_code\":40403,\"message\":\"Schema not found\"}"));

    assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void aSchemaThatIsNotAvroIsUnknown() {
    answers.add(new Answer(200, "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}"));

    assertThatThrownBy(() -> registry.schema(7)).isInstanceOf(UnknownSchemaException.class);
  }

  @Test
  void aSubjectIsOneSegmentOfThePath() {
    answers.add(new Answer(200, "{\"id\":3}"));

    assertThat(registry.register("a/b c", SCHEMA)).isEqualTo(3);
    assertThat(requests).containsExactly("POST /api/subjects/a%2Fb%20c/versions");
  }

  @Test
  void aConflictWithWhoRegistersTheSameAtTheSameTimePasses() {
    answers.add(new Answer(409, "{\"message\":\"An artifact with ID 's' already exists.\"}"));
    answers.add(new Answer(200, "{\"id\":3}"));

    assertThat(registry.register("s", SCHEMA)).isEqualTo(3);
    assertThat(requests).hasSize(2);
  }

  @Test
  void aConflictThatStaysIsARefusal() {
    answers.add(new Answer(409, "{\"message\":\"incompatible\"}"));

    assertThatThrownBy(() -> registry.register("s", SCHEMA))
        .isInstanceOf(SchemaRefusedException.class);
    assertThat(requests).hasSize(2);
  }

  private record Answer(int status, String body) {}
}
