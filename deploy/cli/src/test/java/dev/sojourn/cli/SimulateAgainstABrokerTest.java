package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.fixture.TestInstallation;
import dev.sojourn.schemas.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sojourn record} and {@code sojourn simulate} over what is published and logged. */
class SimulateAgainstABrokerTest {
  private static final String DRAFT =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: welcome, version: 2}
      spec:
        entry:
          event: {type: customer.registered}
        reentry: never
        policy: service
        start: nudge
        steps:
          nudge: {send: {channel: messages, template: nudge}, next: done}
          done: {end: {}}
      """;

  @TempDir static Path data;
  private static TestInstallation installation;

  @TempDir Path files;
  private final ObjectMapper json = new ObjectMapper();
  private TestInstallation.Ran ran;

  @BeforeAll
  static void start() {
    installation = TestInstallation.start(data);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @Test
  void aDraftOnWhatIsLiveIsComparedWithIt() throws IOException {
    String prefix = "draft.";
    topics(prefix);
    run(prefix, "publish", lines(4).toString());
    // Published after the signals: what is live is simulated as if it had been all the time.
    run(prefix, "apply", "../../docs/examples/first-steps");
    Path draft = Files.writeString(files.resolve("draft.yaml"), DRAFT);
    Path record = files.resolve("signals.avro");

    run(prefix, "record", record.toString(), "--json");
    assertThat(json.readTree(ran.out()).path("signals").asLong()).isEqualTo(4);
    run(
        prefix,
        "simulate",
        draft.toString(),
        "--live",
        "--against",
        "live",
        "--signals",
        record.toString(),
        "--json");

    JsonNode report = json.readTree(ran.out());
    assertThat(report.at("/draft/journeys/0/version").asInt()).isEqualTo(2);
    assertThat(report.at("/draft/journeys/0/entered").asLong()).isEqualTo(4);
    assertThat(report.at("/against/journeys/0/version").asInt()).isEqualTo(1);
    assertThat(report.at("/paths/different").asLong()).isEqualTo(4);
    assertThat(report.at("/draft/channels/0/limitPerHour").asLong()).isEqualTo(180_000);
  }

  @Test
  void whatWasPublishedIsInEffectFromItsOwnTimeOn_rule5() throws IOException {
    String prefix = "history.";
    topics(prefix);
    run(prefix, "publish", lines(3).toString());
    run(prefix, "apply", "../../docs/examples/first-steps");

    run(prefix, "simulate", "--history", "--json");
    assertThat(json.readTree(ran.out()).at("/draft/journeys")).isEmpty();
    run(prefix, "simulate", "--live", "--json");
    assertThat(json.readTree(ran.out()).at("/draft/journeys/0/entered").asLong()).isEqualTo(3);
  }

  @Test
  void whatIsPausedIsPausedInTheSimulationToo_V1() throws IOException {
    String prefix = "paused.";
    topics(prefix);
    run(prefix, "publish", lines(2).toString());
    run(prefix, "apply", "../../docs/examples/first-steps");
    run(prefix, "apply", "../../docs/examples/first-steps", "--state", "paused");

    run(prefix, "simulate", "--live", "--json");

    JsonNode journey = json.readTree(ran.out()).at("/draft/journeys/0");
    assertThat(journey.path("entered").asLong()).isZero();
    assertThat(journey.at("/notIn/paused").asLong()).isEqualTo(2);
  }

  @Test
  void whatCannotBeReadIsToldAndLeftOut() throws Exception {
    String prefix = "broken.";
    Topics topics = topics(prefix);
    run(prefix, "publish", lines(2).toString());
    garbage(topics.signals());
    Path record = files.resolve("signals.avro");

    ran = installation.run(prefix, "record", record.toString());

    assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(ran.out()).startsWith("2 signals recorded in ");
    assertThat(ran.err()).contains("1 that are no signals were left out");
    ran =
        installation.run(
            prefix, "simulate", "../../docs/examples/first-steps", "--signals", record.toString());
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  @Test
  void noTopicIsToldApartFromNoSignals() {
    ran = installation.run("nowhere.", "record", files.resolve("x.avro").toString());
    assertThat(ran.exitCode()).isEqualTo(ExitCode.UNREACHABLE);
    assertThat(ran.err()).contains("the broker has no topic nowhere.signals");
    assertThat(files).isEmptyDirectory();

    topics("empty.");
    ran = installation.run("empty.", "simulate", "../../docs/examples/first-steps");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(ran.err()).contains("empty.signals holds no signals of that time");
  }

  private static Topics topics(String prefix) {
    return installation.topics(prefix, 3);
  }

  private Path lines(int people) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int i = 0; i < people; i++) {
      lines.append(
          "{\"profile\":\"p%d\",\"id\":\"e\",\"type\":\"customer.registered\"}%n".formatted(i));
    }
    return Files.writeString(files.resolve("lines.jsonl"), lines);
  }

  private void run(String prefix, String... args) {
    ran = installation.run(prefix, args);
    assertThat(ran.exitCode()).as(ran.err()).isZero();
  }

  private static void garbage(String topic) throws ExecutionException, InterruptedException {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer
          .send(
              new ProducerRecord<>(
                  topic,
                  "p0".getBytes(StandardCharsets.UTF_8),
                  "no record".getBytes(StandardCharsets.UTF_8)))
          .get();
    }
  }
}
