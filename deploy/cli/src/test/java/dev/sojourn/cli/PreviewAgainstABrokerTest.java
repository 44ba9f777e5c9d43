package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.StepCount;
import dev.sojourn.cli.fixture.TestInstallation;
import dev.sojourn.cli.fixture.TestInstallation.Ran;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordDecoder;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.CachingSchemaRegistry;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Migrations on their way from an author to the job: checked, previewed, live, stopped. */
class PreviewAgainstABrokerTest {
  private static final String JOURNEY =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: hello, version: %d}
      spec:
        entry: {event: {type: customer.registered}}
        start: %s
        steps:
          %s: {wait: {for: PT1H}, next: talk}
          talk: {await: {event: {type: b}}}
      """;
  private static final String MIGRATION =
      """
      apiVersion: sojourn/v1
      kind: Migration
      metadata: {name: %s, version: 1}
      spec: {journey: hello, from: %d, to: %d, steps: {%s}}
      """;

  @TempDir static Path data;
  private static TestInstallation installation;

  @TempDir Path files;

  @BeforeAll
  static void start() {
    installation = TestInstallation.start(data);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  private Path write(String text) throws IOException {
    return Files.writeString(Files.createTempFile(files, "d", ".yaml"), text);
  }

  private Ran run(String prefix, String command, Path file, String... more) {
    String[] args = new String[more.length + 2];
    args[0] = command;
    args[1] = file.toString();
    System.arraycopy(more, 0, args, 2, more.length);
    return installation.run(prefix, args);
  }

  private void journeys(String prefix) throws IOException {
    assertThat(run(prefix, "apply", write(JOURNEY.formatted(1, "a", "a"))).exitCode()).isZero();
    assertThat(run(prefix, "apply", write(JOURNEY.formatted(2, "b", "b"))).exitCode()).isZero();
  }

  @Test
  void theVersionsThatArePublishedAreLookedAt_V4() throws IOException {
    installation.topics("checked.", 1);
    journeys("checked.");

    Ran lost = run("checked.", "apply", write(MIGRATION.formatted("m", 1, 2, "")));
    assertThat(lost.exitCode()).isEqualTo(1);
    assertThat(lost.err() + lost.out())
        .contains("step 'a' of version 1 is not in version 2, and somebody may be at it");

    Ran unknown = run("checked.", "apply", write(MIGRATION.formatted("m", 3, 2, "")));
    assertThat(unknown.exitCode()).isEqualTo(1);
    assertThat(unknown.err() + unknown.out())
        .contains("spec.from: Journey 'hello' has no version 3 (known are [1, 2])");

    Path there = write(MIGRATION.formatted("m", 1, 2, "a: {step: b}"));
    Path back = write(MIGRATION.formatted("back", 2, 1, "b: {step: a}"));
    assertThat(run("checked.", "apply", there).exitCode()).isZero();
    assertThat(run("checked.", "apply", back).exitCode()).isEqualTo(1);
    assertThat(run("checked.", "apply", there, "--state", "stopped").exitCode()).isZero();
    Ran behind = run("checked.", "apply", back);
    assertThat(behind.exitCode()).isEqualTo(1);
    assertThat(behind.err() + behind.out())
        .contains("spec.to: version 1 of journey 'hello' is not live, version 2 is")
        .contains(
            "apply version 1 of it with --state live, and then this migration with --state live");
    assertThat(run("checked.", "apply", write(JOURNEY.formatted(1, "a", "a"))).exitCode()).isZero();
    assertThat(run("checked.", "apply", back).exitCode()).isZero();
    assertThat(run("checked.", "apply", back).out()).contains("unchanged");
    assertThat(run("checked.", "apply", back, "--state", "live").out())
        .contains("tried again if it was refused");
  }

  @Test
  void migrationsThatWouldMovePeopleRoundAreNotLiveAtATime_V3() throws IOException {
    installation.topics("round.", 1);
    journeys("round.");
    String there = MIGRATION.formatted("there", 1, 2, "a: {step: b}");
    String back = MIGRATION.formatted("back", 2, 1, "b: {step: a}");
    Path both = write(there + "---\n" + back);

    Ran refused = run("round.", "apply", both);
    assertThat(refused.exitCode()).isEqualTo(1);
    assertThat(refused.err() + refused.out())
        .contains(
            "these would move people in a circle, as they would be live at a time:"
                + " there (from 1 to 2), back (from 2 to 1)");
    assertThat(run("round.", "apply", both, "--state", "draft").exitCode()).isZero();

    // Files that lie beside one another are applied together, whoever had their turn.
    assertThat(run("round.", "apply", write(there), "--state", "live").exitCode()).isZero();
    assertThat(run("round.", "apply", write(there), "--state", "stopped").exitCode()).isZero();
    assertThat(run("round.", "apply", write(JOURNEY.formatted(1, "a", "a"))).exitCode()).isZero();
    assertThat(run("round.", "apply", write(back), "--state", "live").exitCode()).isZero();
    assertThat(run("round.", "apply", both).exitCode()).isZero();
  }

  @Test
  void aMigrationAndItsAimArePublishedTogetherInWhateverOrder_V3() throws IOException {
    installation.topics("together.", 1);
    assertThat(run("together.", "apply", write(JOURNEY.formatted(1, "a", "a"))).exitCode())
        .isZero();
    String both =
        MIGRATION.formatted("m", 1, 2, "a: {step: b}") + "---\n" + JOURNEY.formatted(2, "b", "b");
    Ran draft = run("together.", "apply", write(both), "--state", "draft");
    assertThat(draft.exitCode()).isZero();
    assertThat(
            run(
                    "together.",
                    "apply",
                    write(MIGRATION.formatted("m", 1, 2, "a: {step: b}")),
                    "--state",
                    "live")
                .err())
        .contains("version 2 of journey 'hello' is not live");
    assertThat(run("together.", "apply", write(both), "--state", "live").exitCode()).isZero();
  }

  @Test
  void thePreviewIsTheSumOfAllWorkers_V3() throws Exception {
    Topics topics = installation.topics("counted.", 1);
    journeys("counted.");
    Path migration = write(MIGRATION.formatted("m", 1, 2, "a: {step: b}"));

    Ran table = whileWorkersCount(topics, true, () -> run("counted.", "preview", migration));
    assertThat(table.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "m version 1: journey hello to version 2",
            "VERSION STEP INSIDE WOULD",
            "1 a 3,003 go on at b",
            "1 talk 0 stay",
            "3,003 inside at 2026-03-02T09:00:00Z");
    Ran lines =
        whileWorkersCount(topics, true, () -> run("counted.", "preview", migration, "--json"));
    assertThat(lines.out().lines())
        .containsExactly(
            "{\"migration\":\"m\",\"journey\":\"hello\",\"version\":1,\"step\":\"a\",\"inside\":3003,\"becomes\":\"goes-on\",\"to\":\"b\",\"moment\":\"2026-03-02T09:00:00Z\"}",
            "{\"migration\":\"m\",\"journey\":\"hello\",\"version\":1,\"step\":\"talk\",\"inside\":0,\"becomes\":\"stays\",\"to\":\"talk\",\"moment\":\"2026-03-02T09:00:00Z\"}");

    // A look publishes nothing: the mapping may still change under its number.
    Ran changed = run("counted.", "apply", write(MIGRATION.formatted("m", 1, 2, "a: exit")));
    assertThat(changed.exitCode()).isZero();
    assertThat(changed.out()).contains("live");
  }

  @Test
  void aJobThatCountsNoStepsIsTold() throws Exception {
    Topics topics = installation.topics("older.", 1);
    journeys("older.");
    Path migration = write(MIGRATION.formatted("m", 1, 2, "a: {step: b}"));
    Ran ran = whileWorkersCount(topics, false, () -> run("older.", "preview", migration));
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("older build").contains("update it");
  }

  @Test
  void withoutAJobThereIsNoAnswer() throws IOException {
    installation.topics("alone.", 1);
    journeys("alone.");
    Ran ran =
        run(
            "alone.",
            "preview",
            write(MIGRATION.formatted("m", 1, 2, "a: exit")),
            "--wait",
            "PT1S");
    assertThat(ran.exitCode()).isEqualTo(ExitCode.FAILED);
    assertThat(ran.err()).contains("sojourn status");
    assertThat(run("alone.", "preview", write(JOURNEY.formatted(3, "a", "a"))).err())
        .contains("only migrations have a preview");
  }

  /** Two workers, who answer whatever is asked. */
  private static Ran whileWorkersCount(
      Topics topics, boolean bySteps, java.util.function.Supplier<Ran> command) throws Exception {
    CachingSchemaRegistry registry =
        new CachingSchemaRegistry(new HttpSchemaRegistry(installation.registry().url()));
    RecordEncoder encoder = new RecordEncoder(registry, topics.runs());
    RecordDecoder decoder = new RecordDecoder(registry);
    Map<String, Object> broker =
        Map.of("bootstrap.servers", installation.broker().bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
            new KafkaProducer<>(broker, new ByteArraySerializer(), new ByteArraySerializer());
        KafkaConsumer<byte[], byte[]> consumer =
            new KafkaConsumer<>(broker, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      TopicPartition definitions = new TopicPartition(topics.definitions(), 0);
      consumer.assign(List.of(definitions));
      consumer.seekToEnd(List.of(definitions));
      consumer.position(definitions);
      CompletableFuture<Ran> ran = CompletableFuture.supplyAsync(command);
      while (!ran.isDone()) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(50))) {
          if (decoder.decode(record.value()) instanceof CountRequest question) {
            assertThat(question.getBySteps()).isTrue();
            for (int worker = 0; worker < 2; worker++) {
              byte[] share = encoder.encode(share(question, worker, bySteps));
              byte[] key = (question.getId() + "/" + worker).getBytes(StandardCharsets.UTF_8);
              producer.send(new ProducerRecord<>(topics.runs(), key, share)).get();
            }
          }
        }
      }
      return ran.get();
    }
  }

  private static CountShare share(CountRequest question, int worker, boolean bySteps) {
    List<Long> counts = worker == 0 ? List.of(1L, 2L) : List.of(3_000L, 0L);
    return new CountShare(
        question.getId(),
        question.getVersions().get(0),
        Instant.parse("2026-03-02T09:00:00Z"),
        4,
        List.of(2 * worker, 2 * worker + 1),
        counts,
        bySteps ? List.of(new StepCount("a", counts)) : List.of());
  }
}
