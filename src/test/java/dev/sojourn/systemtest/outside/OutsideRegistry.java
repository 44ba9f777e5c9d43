package dev.sojourn.systemtest.outside;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;

/** The schema registry over its REST API, as any client of it speaks. */
public final class OutsideRegistry {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;
  private final Map<Integer, Optional<Schema>> schemas = new ConcurrentHashMap<>();

  /**
   * @param base of the Confluent-compatible API
   */
  public OutsideRegistry(URI base) {
    this.base = base;
  }

  /** The id under which a schema is registered from now on. */
  public int register(String subject, Schema schema) {
    HttpResponse<String> answer = tryRegister(subject, schema.toString());
    if (answer.statusCode() != 200) {
      throw new IllegalStateException("not registered: " + answer.statusCode() + answer.body());
    }
    return parse(answer.body()).path("id").asInt();
  }

  /** Whatever the registry says to a schema. */
  public HttpResponse<String> tryRegister(String subject, String schema) {
    String body = JSON.createObjectNode().put("schema", schema).toString();
    return send(
        HttpRequest.newBuilder(URI.create(base + "/subjects/" + subject + "/versions"))
            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
            .POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  /** The schema with an id. */
  public Schema schema(int id) {
    return find(id).orElseThrow(() -> new IllegalStateException("no schema " + id));
  }

  /** The schema with an id; empty if there is none. */
  public Optional<Schema> find(int id) {
    return schemas.computeIfAbsent(
        id,
        key -> {
          HttpResponse<String> answer =
              send(HttpRequest.newBuilder(URI.create(base + "/schemas/ids/" + key)).GET());
          return answer.statusCode() == 200
              ? Optional.of(new Schema.Parser().parse(parse(answer.body()).path("schema").asText()))
              : Optional.empty();
        });
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
