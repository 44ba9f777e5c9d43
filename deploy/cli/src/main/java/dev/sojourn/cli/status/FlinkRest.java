package dev.sojourn.cli.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sojourn.cli.CommandException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/** Asks a Flink cluster about its jobs, and for savepoints of them. */
public final class FlinkRest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration POLL = Duration.ofMillis(100);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
  private final URI base;

  /**
   * @param base where the cluster's REST API and web UI are
   */
  public FlinkRest(URI base) {
    this.base = base;
  }

  /**
   * All jobs that are not over, by name.
   *
   * @throws CommandException if the cluster does not answer
   */
  public List<JobStatus> jobs() {
    List<JobStatus> jobs = new ArrayList<>();
    for (JsonNode job : get("/jobs/overview").path("jobs")) {
      String id = job.path("jid").asText();
      JsonNode checkpoints = get("/jobs/" + id + "/checkpoints");
      jobs.add(
          new JobStatus(
              job.path("name").asText(),
              job.path("state").asText(),
              job.path("tasks").path("running").asInt(),
              job.path("tasks").path("total").asInt(),
              restarts(id),
              instant(checkpoints.path("latest").path("completed").path("latest_ack_timestamp")),
              frontier(id)));
    }
    jobs.sort((a, b) -> a.name().compareTo(b.name()));
    return jobs;
  }

  private long restarts(String job) {
    JsonNode metrics = get("/jobs/" + job + "/metrics?get=numRestarts");
    return metrics.path(0).path("value").asLong(0);
  }

  /**
   * A task that has not been given a watermark yet has none to tell; then nothing is known of the
   * whole.
   */
  private Optional<Instant> frontier(String job) {
    long least = Long.MAX_VALUE;
    for (JsonNode vertex : get("/jobs/" + job).path("vertices")) {
      String path = "/jobs/" + job + "/vertices/" + vertex.path("id").asText() + "/watermarks";
      for (JsonNode watermark : get(path)) {
        long value = watermark.path("value").asLong(Long.MIN_VALUE);
        if (value <= 0) {
          return Optional.empty();
        }
        least = Math.min(least, value);
      }
    }
    return least == Long.MAX_VALUE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(least));
  }

  private static Optional<Instant> instant(JsonNode millis) {
    return millis.isNumber() && millis.longValue() > 0
        ? Optional.of(Instant.ofEpochMilli(millis.longValue()))
        : Optional.empty();
  }

  /**
   * Has a job write a savepoint, in the format of its state backend, and waits for it.
   *
   * @param directory where; on the cluster's machine
   * @return where it is
   * @throws CommandException if the job cannot
   */
  public Path savepoint(String job, Path directory) {
    String savepoints = "/jobs/" + job + "/savepoints";
    ObjectNode wanted =
        JSON.createObjectNode()
            .put("target-directory", directory.toAbsolutePath().toUri().toString())
            .put("cancel-job", false)
            .put("formatType", "NATIVE");
    String request =
        answer(
                request(savepoints)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(wanted.toString()))
                    .build())
            .path("request-id")
            .asText();
    while (true) {
      JsonNode progress = get(savepoints + "/" + request);
      if (progress.at("/status/id").asText().equals("COMPLETED")) {
        JsonNode location = progress.at("/operation/location");
        if (location.isMissingNode()) {
          throw CommandException.failed(
              "the journeys job cannot write a savepoint: "
                  + progress.at("/operation/failure-cause/class").asText());
        }
        return Path.of(URI.create(location.asText()));
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  private JsonNode get(String path) {
    return answer(request(path).build());
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(base + path)).timeout(TIMEOUT);
  }

  private JsonNode answer(HttpRequest request) {
    URI uri = request.uri();
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != 2) {
        throw CommandException.unreachable(
            "the Flink cluster answers " + response.statusCode() + " to " + uri, null);
      }
      return JSON.readTree(response.body());
    } catch (IOException e) {
      throw CommandException.unreachable(
          "the Flink cluster does not answer at " + base + "; does the instance run?", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.unreachable("interrupted", e);
    }
  }
}
