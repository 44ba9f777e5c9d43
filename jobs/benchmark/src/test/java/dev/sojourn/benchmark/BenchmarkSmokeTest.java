package dev.sojourn.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.benchmark.pipeline.Services;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The program runs, from its command line to its results. What it finds here means nothing. */
class BenchmarkSmokeTest {
  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path directory;

  @Test
  @Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void bothBenchmarksComeToTheirResults() throws Exception {
    try (Services services = Services.inProcess(directory.resolve("services"))) {
      // When: both at a time, as there is much waiting in each.
      CompletableFuture<JsonNode> latency =
          CompletableFuture.supplyAsync(
              () ->
                  run(
                      services,
                      "latency",
                      "--events-before=2000",
                      "--rate=500",
                      "--warm-up=1",
                      "--measure=2"));
      JsonNode throughput =
          run(
              services,
              "throughput",
              "--events=30000",
              "--rounds=1",
              "--warm-up=0",
              "--measure=30000");

      // Then
      JsonNode round = throughput.at("/rounds/0");
      assertThat(round.at("/bare/perSecond").asDouble()).isPositive();
      assertThat(round.at("/journeys/perSecond").asDouble()).isPositive();
      assertThat(throughput.at("/ratio/median").asDouble()).isPositive();
      JsonNode waited = latency.get(120, TimeUnit.SECONDS);
      assertThat(waited.at("/requests/count").asLong()).isPositive();
      assertThat(waited.at("/audienceChanges/count").asLong()).isPositive();
      assertThat(waited.at("/requests/p99").asDouble()).isPositive();
    }
  }

  @Test
  @Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void aCrowdGoesThroughEveryScenario() throws Exception {
    try (Services services = Services.inProcess(directory.resolve("crowd-services"))) {
      // When
      JsonNode crowd =
          run(
              services,
              "crowd",
              "all",
              "--warm-up=1",
              "--rate=100",
              "--pace=50",
              "--seconds=2",
              "--movers=300",
              "--move-pace=200",
              "--with-input",
              "--publish-rate=200",
              "--repetitions=2",
              "--people=500",
              "--minutes=0.05",
              "--burst=400",
              "--checkpoint-ms=1000");

      // Then
      assertThat(crowd.at("/people").asInt()).isEqualTo(1_000);
      List<String> scenarios = new ArrayList<>();
      crowd
          .at("/scenarios")
          .forEach(
              scenario -> {
                scenarios.add(scenario.path("scenario").asText());
                assertThat(scenario.path("figures")).as(scenario::toString).isNotEmpty();
              });
      assertThat(scenarios).containsExactly("sweep", "pace", "move", "publish", "waits", "burst");
      // What is no matter of speed must hold here too.
      assertThat(verdict(crowd, "members")).isEqualTo("held");
      assertThat(verdict(crowd, "read twice")).isEqualTo("held");
      assertThat(verdict(crowd, "moved")).isEqualTo("held");
      assertThat(verdict(crowd, "moved twice")).isEqualTo("held");
      assertThat(verdict(crowd, "entered meanwhile")).isEqualTo("held");
      assertThat(verdict(crowd, "inside version 2 afterwards")).isEqualTo("held");
      assertThat(verdict(crowd, "counted at another step than previewed")).isEqualTo("held");
      assertThat(verdict(crowd, "waits that ended by time")).isEqualTo("held");
      assertThat(verdict(crowd, "ended twice")).isEqualTo("held");
    }
  }

  /** Of a figure; of several of the same name, what none of them missed. */
  private static String verdict(JsonNode crowd, String name) {
    List<String> verdicts = new ArrayList<>();
    for (JsonNode scenario : crowd.at("/scenarios")) {
      for (JsonNode figure : scenario.path("figures")) {
        if (figure.path("name").asText().equals(name)) {
          verdicts.add(figure.path("verdict").asText());
        }
      }
    }
    assertThat(verdicts).as(name).isNotEmpty();
    return verdicts.contains("missed") ? "missed" : verdicts.get(0);
  }

  private JsonNode run(Services services, String... command) {
    List<String> arguments = new ArrayList<>(List.of(command));
    arguments.add("--json");
    arguments.add("--in-process");
    arguments.add("--profiles=1000");
    arguments.add("--partitions=4");
    arguments.add("--dir=" + directory.resolve(command[0]));
    arguments.add("--bootstrap-servers=" + services.endpoints().bootstrapServers());
    arguments.add("--registry=" + services.endpoints().registry());
    StringWriter out = new StringWriter();
    int code =
        Benchmark.commandLine()
            .setOut(new PrintWriter(out))
            .execute(arguments.toArray(String[]::new));
    assertThat(code).isZero();
    try {
      return new ObjectMapper().readTree(out.toString());
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
