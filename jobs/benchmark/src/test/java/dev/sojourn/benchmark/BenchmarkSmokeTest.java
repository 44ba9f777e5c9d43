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
