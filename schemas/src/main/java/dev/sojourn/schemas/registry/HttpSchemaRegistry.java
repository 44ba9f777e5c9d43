package dev.sojourn.schemas.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;

/**
 * A registry behind the Confluent-compatible REST API, as Apicurio, Karapace and Confluent's own
 * speak it.
 *
 * <p>A call takes at most {@value #ATTEMPTS} attempts of {@link #REQUEST_TIMEOUT} each: failures to
 * connect, time-outs, 429 and 5xx are tried again, any other answer is final. Only the API's own
 * error "schema not found" means that a schema is unknown; a 404 of something else, such as a wrong
 * base address, means that there is no registry, so that good records do not become dead letters.
 */
public final class HttpSchemaRegistry implements SchemaRegistry {
  /** How long one attempt may take, answer included. */
  public static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
  private static final int ATTEMPTS = 4;
  private static final int CONFLICT = 409;
  private static final int SCHEMA_NOT_FOUND = 40403;
  private static final String MEDIA_TYPE = "application/vnd.schemaregistry.v1+json";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String base;
  private final HttpClient http;

  /**
   * @param base for example {@code http://host:port/apis/ccompat/v7}; with or without a slash at
   *     the end
   */
  public HttpSchemaRegistry(URI base) {
    String text = base.toString();
    this.base = text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
  }

  @Override
  public int register(String subject, Schema schema) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    body.put("schemaType", "AVRO").put("schema", schema.toString());
    String path =
        "/subjects/"
            + URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20")
            + "/versions";
    HttpRequest request =
        request(path)
            .header("Content-Type", MEDIA_TYPE)
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build();
    Answer answer = send(request);
    if (answer.status == CONFLICT) {
      // Also said to the slower one of two who register a subject's first version at the same time:
      // asked again, the registry knows the schema. One that is really incompatible stays so.
      answer = send(request);
    }
    return switch (answer.status) {
      case 200 -> {
        JsonNode id = answer.body.path("id");
        if (!id.isInt()) {
          throw unexpected(request, answer);
        }
        yield id.asInt();
      }
      case CONFLICT -> throw SchemaRefusedException.incompatible(subject, answer.message());
      case 422 -> throw SchemaRefusedException.invalid(subject, answer.message());
      default -> throw unexpected(request, answer);
    };
  }

  @Override
  public Schema schema(int id) throws UnknownSchemaException {
    HttpRequest request = request("/schemas/ids/" + id).GET().build();
    Answer answer = send(request);
    if (answer.status == 404 && answer.body.path("error_code").asInt() == SCHEMA_NOT_FOUND) {
      throw new UnknownSchemaException(id, "The registry has no schema with id " + id + ".");
    }
    JsonNode text = answer.body.path("schema");
    if (answer.status != 200 || !text.isTextual()) {
      throw unexpected(request, answer);
    }
    try {
      // A writer's defaults do not matter to a reader, so odd ones are no reason to refuse its
      // records.
      return new Schema.Parser().setValidateDefaults(false).parse(text.asText());
    } catch (SchemaParseException e) {
      throw new UnknownSchemaException(
          id, "The schema with id " + id + " is not a self-contained Avro schema.");
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path))
        .timeout(REQUEST_TIMEOUT)
        .header("Accept", MEDIA_TYPE + ", application/json");
  }

  private Answer send(HttpRequest request) {
    for (int attempt = 1; ; attempt++) {
      try {
        HttpResponse<String> response =
            http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        Answer answer = new Answer(response.statusCode(), parse(response.body()));
        if (!answer.isPassing() || attempt == ATTEMPTS) {
          return answer;
        }
      } catch (IOException e) {
        if (attempt == ATTEMPTS) {
          throw new RegistryUnavailableException(
              "The schema registry at "
                  + base
                  + " cannot be reached ("
                  + e
                  + ", "
                  + attempt
                  + " attempts). Check that it runs and that schema.registry.url is right.",
              e);
        }
      } catch (InterruptedException e) {
        throw interrupted(e);
      }
      pause(FIRST_BACKOFF.toMillis() << (attempt - 1));
    }
  }

  private void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private RegistryUnavailableException interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new RegistryUnavailableException(
        "Interrupted while waiting for the schema registry at " + base + ".", e);
  }

  private static JsonNode parse(String body) {
    try {
      JsonNode json = JSON.readTree(body);
      return json == null ? JsonNodeFactory.instance.missingNode() : json;
    } catch (JsonProcessingException e) {
      return JsonNodeFactory.instance.missingNode();
    }
  }

  private static RegistryUnavailableException unexpected(HttpRequest request, Answer answer) {
    return new RegistryUnavailableException(
        request.method()
            + " "
            + request.uri()
            + " was answered with status "
            + answer.status
            + " "
            + answer.message()
            + ", which is not what a schema registry says. Check schema.registry.url, which must name the"
            + " Confluent-compatible API, and the registry's log.");
  }

  private record Answer(int status, JsonNode body) {

    /** Whether the same question may get another answer soon. */
    boolean isPassing() {
      return status == 429 || status >= 500;
    }

    String message() {
      return body.path("message").asText("");
    }
  }
}
