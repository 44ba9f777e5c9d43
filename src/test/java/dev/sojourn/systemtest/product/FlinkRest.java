package dev.sojourn.systemtest.product;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * What Flink's REST API tells of a running product: its jobs' metrics, as an operator sees them.
 */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private static final int LONGEST_CAUSE = 2_000;

  private final HttpClient http = HttpClient.newHttpClient();
  private final URI base;

  public FlinkRest(URI base) {
    this.base = base;
  }

  /**
   * A metric over an operator's subtasks.
   *
   * @param operator its name, which is how its metrics begin
   * @param aggregate {@code min}, {@code max}, {@code sum} or {@code avg}
   * @return empty while no subtask tells it
   */
  public OptionalDouble metric(String operator, String metric, String aggregate) {
    String name = operator + "." + metric;
    for (JsonNode job : get("/jobs").path("jobs")) {
      String jobPath = "/jobs/" + job.path("id").asText();
      for (JsonNode vertex : get(jobPath).path("vertices")) {
        String path = jobPath + "/vertices/" + vertex.path("id").asText() + "/subtasks/metrics";
        JsonNode values =
            get(
                path
                    + "?agg="
                    + aggregate
                    + "&get="
                    + URLEncoder.encode(name, StandardCharsets.UTF_8));
        if (!values.isEmpty()) {
          return OptionalDouble.of(values.get(0).path(aggregate).asDouble());
        }
      }
    }
    return OptionalDouble.empty();
  }

  /** Of every task of every job, how often it has been started anew. */
  public List<Integer> attempts() {
    List<Integer> attempts = new ArrayList<>();
    for (JsonNode job : get("/jobs").path("jobs")) {
      String jobPath = "/jobs/" + job.path("id").asText();
      for (JsonNode vertex : get(jobPath).path("vertices")) {
        JsonNode tasks = get(jobPath + "/vertices/" + vertex.path("id").asText()).path("subtasks");
        tasks.forEach(task -> attempts.add(task.path("attempt").asInt()));
      }
    }
    return attempts;
  }

  /** Why tasks failed, the latest of every job first; empty if none did. */
  public List<String> failures() {
    List<String> failures = new ArrayList<>();
    for (JsonNode job : get("/jobs").path("jobs")) {
      JsonNode history = get("/jobs/" + job.path("id").asText() + "/exceptions");
      for (JsonNode entry : history.path("exceptionHistory").path("entries")) {
        String causes =
            entry
                .path("stacktrace")
                .asText()
                .lines()
                .filter(line -> !line.startsWith("\t"))
                .collect(Collectors.joining("; "));
        failures.add(
            entry.path("taskName").asText()
                + ": "
                + causes.substring(0, Math.min(LONGEST_CAUSE, causes.length())));
      }
    }
    return failures;
  }

  private JsonNode get(String path) {
    try {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(10)).build();
      HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
