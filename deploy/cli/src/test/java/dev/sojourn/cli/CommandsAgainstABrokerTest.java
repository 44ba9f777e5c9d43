package dev.sojourn.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.avro.RunShare;
import dev.sojourn.cli.fixture.TestInstallation;
import dev.sojourn.schemas.Topics;
import dev.sojourn.schemas.codec.RecordEncoder;
import dev.sojourn.schemas.registry.HttpSchemaRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands that need a broker and a registry, against real ones. Each test has topics of its
 * own.
 */
class CommandsAgainstABrokerTest {
  private static final String POLICY =
      """
      apiVersion: sojourn/v1
      kind: ContactPolicy
      metadata: {name: marketing, version: %d}
      spec: {class: marketing, caps: [{count: %d, per: P7D}]}
      """;
  private static final String JOURNEY =
      """
      apiVersion: sojourn/v1
      kind: Journey
      metadata: {name: hello, version: 1}
      spec:
        entry: {event: {type: customer.registered}}
        policy: marketing
        start: pause
        steps:
          pause: {wait: {for: PT1H}}
      """;

  @TempDir static Path data;
  private static TestInstallation installation;

  @TempDir Path files;
  private final ObjectMapper json = new ObjectMapper();
  private String prefix;
  private String out;
  private String err;

  @BeforeAll
  static void start() {
    installation = TestInstallation.start(data);
  }

  @AfterAll
  static void stop() {
    installation.close();
  }

  @BeforeEach
  void topics(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName() + ".";
    installation.topics(prefix, 3);
  }

  @Test
  void whatIsAppliedIsLiveAndApplyingItAgainChangesNothing() throws IOException {
    write("policy.yaml", POLICY.formatted(1, 3));

    assertThat(run("apply", files.toString(), "--json")).isEqualTo(ExitCode.OK);
    assertThat(results()).extracting(r -> r.get("result").asText()).containsExactly("published");
    assertThat(run("apply", files.toString(), "--json")).isEqualTo(ExitCode.OK);
    assertThat(results()).extracting(r -> r.get("result").asText()).containsExactly("unchanged");
    assertThat(run("get", "contactpolicy", "marketing")).isEqualTo(ExitCode.OK);
    assertThat(out).contains("kind: ContactPolicy").contains("count: 3");
  }

  @Test
  void aPublishedVersionNeverChanges() throws IOException {
    write("policy.yaml", POLICY.formatted(1, 3));
    run("apply", files.toString());
    write("policy.yaml", POLICY.formatted(1, 4));
    write("journey.yaml", JOURNEY);

    assertThat(run("apply", files.toString())).isEqualTo(ExitCode.PROBLEMS);

    assertThat(out).contains("raise metadata.version to 2");
    assertThat(err).contains("nothing is published");
    run("get");
    assertThat(out).doesNotContain("hello");
  }

  @Test
  void aNewVersionBecomesTheLiveOneAndAnOlderOneCanComeBack() throws IOException {
    write("policy.yaml", POLICY.formatted(1, 3));
    run("apply", files.toString());
    write("policy.yaml", POLICY.formatted(2, 4));
    run("apply", files.toString());
    write("policy.yaml", POLICY.formatted(1, 3));

    assertThat(run("apply", files.toString(), "--json")).isEqualTo(ExitCode.OK);

    assertThat(results().get(0).get("note").asText()).isEqualTo("was version 2");
    run("get", "--json");
    assertThat(results().get(0).get("version").asInt()).isEqualTo(1);
    assertThat(results().get(0).get("versions")).hasSize(2);
  }

  @Test
  void aDocumentMayReferToOneThatIsLive() throws IOException {
    Path policy = write("policy.yaml", POLICY.formatted(1, 3));
    Path journey = write("journey.yaml", JOURNEY);

    assertThat(run("apply", journey.toString())).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("journey.yaml:6:").contains("marketing");
    run("apply", policy.toString());
    assertThat(run("apply", journey.toString(), "--state", "paused")).isEqualTo(ExitCode.OK);
    assertThat(out).contains("paused");
  }

  @Test
  void warningsAreToldAndPublishedAllTheSameUnlessStrict() throws IOException {
    write("policy.yaml", POLICY.formatted(1, 3));
    write("journey.yaml", JOURNEY + "    left: {end: {}}\n");

    assertThat(run("apply", files.toString(), "--strict")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("[unreachable-step]").contains("nothing is published");
    run("get", "--json");
    assertThat(results()).isEmpty();
    assertThat(run("apply", files.toString(), "--json")).isEqualTo(ExitCode.OK);
    assertThat(results()).extracting(r -> r.path("finding").asText()).contains("unreachable-step");
    assertThat(results()).extracting(r -> r.path("result").asText()).contains("published");
  }

  @Test
  void aDryRunPublishesNothing() throws IOException {
    write("policy.yaml", POLICY.formatted(1, 3));

    assertThat(run("apply", files.toString(), "--dry-run")).isEqualTo(ExitCode.OK);

    assertThat(out).contains("WOULD BE");
    run("get", "--json");
    assertThat(results()).isEmpty();
  }

  @Test
  void whatIsPublishedCanBeReadAndWhatIsNoSignalIsToldWithItsLine() throws IOException {
    Path lines =
        write(
            "events.jsonl",
            """
            {"profile":"ann","id":"e-1","type":"cart.updated","properties":{"lines":[{"quantity":2}]}}

            {"profile":"ben","id":"e-2","typ":"cart.updated"}
            {"profile":"ben","id":"u-1","attributes":{"email":"ben@example.com"}}
            {"profile":"ben","report":"unsubscribed","requestId":"r-1","channel":"email","topic":"news"}
            """);

    assertThat(run("publish", lines.toString())).isEqualTo(ExitCode.PROBLEMS);

    assertThat(out).contains("3 published, 1 refused");
    assertThat(err).contains("events.jsonl:3: ");
    assertThat(run("tail", "signals", "--json")).isEqualTo(ExitCode.OK);
    // People are in partitions of their own, whose order among one another is anybody's.
    assertThat(results())
        .extracting(r -> r.get("key").asText())
        .containsExactlyInAnyOrder("ann", "ben", "ben");
    assertThat(results())
        .extracting(r -> r.at("/value/properties/lines/0/quantity").asInt())
        .contains(2);
    assertThat(results()).extracting(r -> r.at("/value/topic").asText()).contains("news");
    assertThat(run("tail", "signals", "--key", "ben", "--from-beginning")).isEqualTo(ExitCode.OK);
    assertThat(out).contains("ProfileUpdate").doesNotContain("cart.updated");
  }

  @Test
  void aBusinessEventStandsAmongTheDefinitions_E5() throws IOException {
    Path lines =
        write(
            "events.jsonl",
            """
            {"business":"restock","id":"s-17","properties":{"product":{"name":"kettle"},"stock":40}}
            {"business":"restock","id":"s-18","profile":"ann"}
            {"profile":"ann","id":"e-1","type":"app.opened"}
            """);

    assertThat(run("publish", lines.toString())).isEqualTo(ExitCode.PROBLEMS);

    assertThat(out).contains("2 published, 1 refused");
    assertThat(err).contains("events.jsonl:2: ");
    assertThat(run("tail", "definitions", "--json")).isEqualTo(ExitCode.OK);
    assertThat(results())
        .filteredOn(r -> r.get("key").asText().equals("event/restock/s-17"))
        .singleElement()
        .satisfies(r -> assertThat(r.at("/value/properties/stock").asInt()).isEqualTo(40));
    write("policy.yaml", POLICY.formatted(1, 3));
    assertThat(run("apply", files.toString())).isEqualTo(ExitCode.OK);
    assertThat(run("get", "--json")).isEqualTo(ExitCode.OK);
    assertThat(results()).hasSize(1);
  }

  @Test
  void rowsBecomeUpdatesAndWhatCannotIsSetAsideWithItsLine() throws IOException {
    Path file =
        write(
            "crm.csv",
            """
            customer,mail,points,news
            ann,ann@example.com,12,yes
            ben,ben@example.com,many,no
            ,nobody@example.com,1,no
            cem,"cem@example.com
            dan,dan@example.com,7,
            """);
    String[] options = {
      "import",
      file.toString(),
      "--key",
      "customer",
      "--map",
      "mail=email",
      "--type",
      "points=number",
      "--consent",
      "news=email/news"
    };

    assertThat(run(options)).isEqualTo(ExitCode.PROBLEMS);

    assertThat(out).contains("crm.csv: 2 imported, 3 rejected");
    assertThat(err).contains("crm.csv:3: column `points` must be a number");
    assertThat(Files.readAllLines(files.resolve("crm.csv.rejects.jsonl"))).hasSize(3);
    run("tail", "signals", "--json", "--from-beginning");
    assertThat(results())
        .extracting(r -> r.get("key").asText() + " " + r.at("/value/attributes"))
        .containsExactlyInAnyOrder(
            "ann {\"email\":\"ann@example.com\",\"points\":12}",
            "dan {\"email\":\"dan@example.com\",\"points\":7}");
    assertThat(results())
        .extracting(r -> r.at("/value/consents").toString())
        .containsExactlyInAnyOrder("{\"email/news\":\"in\"}", "{}");
    run("tail", "dead-letters", "--json", "--from-beginning");
    assertThat(results())
        .extracting(r -> r.at("/value/code").asText())
        .containsExactlyInAnyOrder("value-invalid", "field-missing", "row-malformed");
    assertThat(results())
        .extracting(r -> r.at("/value/message").asText())
        .anySatisfy(message -> assertThat(message).contains("crm.csv:5: opens"));

    assertThat(
            run(
                Stream.concat(Stream.of(options), Stream.of("--resume", "--json"))
                    .toArray(String[]::new)))
        .isEqualTo(ExitCode.PROBLEMS);
    assertThat(results().get(0).get("rowsRead").asInt()).isZero();
    assertThat(results().get(0).get("imported").asInt()).isEqualTo(2);
  }

  @Test
  void aTrialImportWritesNothing() throws IOException {
    Path file = write("crm.csv", "customer,mail\nann,ann@example.com\n");

    assertThat(run("import", file.toString(), "--key", "customer", "--dry-run"))
        .isEqualTo(ExitCode.OK);

    assertThat(out).contains("1 can be imported");
    run("tail", "signals", "--json", "--from-beginning");
    assertThat(results()).isEmpty();
    assertThat(files.toFile().list()).containsExactly("crm.csv");
    assertThat(run("import", file.toString(), "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(err).contains("--key");
  }

  @Test
  void aTopicThatIsNotThereIsAProblem() {
    assertThat(run("tail", "nonsense")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("there is no topic");
  }

  @Test
  void whereNoJobAnswersACountSaysSo() throws IOException {
    assertThat(run("count", "profiles", "--timeout", "PT0.5S")).isEqualTo(ExitCode.FAILED);
    assertThat(err).contains("no whole answer").contains("sojourn status");
    assertThat(run("count", "audience", "nobody")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(err).contains("there is no Audience/nobody");
    assertThat(run("count", "audience")).isEqualTo(ExitCode.USAGE);
    assertThat(run("count", "profiles", "ann")).isEqualTo(ExitCode.USAGE);
    assertThat(run("tail", "definitions", "--json")).isEqualTo(ExitCode.OK);
    assertThat(results().get(0).get("key").asText()).isEqualTo("count/people");
  }

  @Test
  void runsAreListedTheNewestFirst() {
    told("sweep/1", "sweep", 1, "finished", 60, 1);
    told("schedule/j/2", "schedule", 2, "running", 15, 0.25);

    assertThat(run("runs", "--json")).isEqualTo(ExitCode.OK);
    assertThat(results())
        .extracting(r -> r.get("kind").asText())
        .containsExactly("schedule", "sweep");
    assertThat(results().get(0).get("expected").asLong()).isEqualTo(60);
    assertThat(run("runs", "--last", "1")).isEqualTo(ExitCode.OK);
    assertThat(out).contains("running").contains("~60").doesNotContain("sweep");
  }

  private void told(
      String run, String kind, long second, String state, long told, double progress) {
    String topic = new Topics(prefix).runs();
    byte[] value =
        new RecordEncoder(new HttpSchemaRegistry(installation.registry().url()), topic)
            .encode(
                RunShare.newBuilder()
                    .setRun(run)
                    .setKind(kind)
                    .setJourney(kind.equals("sweep") ? "" : "j")
                    .setStartedAt(Instant.ofEpochSecond(second))
                    .setPace(10)
                    .setWorker(0)
                    .setWorkers(1)
                    .setState(state)
                    .setTold(told)
                    .setProgress(progress)
                    .setAt(Instant.ofEpochSecond(second + 1))
                    .build());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", installation.broker().bootstrapServers()),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      producer.send(
          new ProducerRecord<>(topic, (run + "/0-of-1").getBytes(StandardCharsets.UTF_8), value));
    }
  }

  @Test
  void theTopicsAreCountedWhereNoFlinkIsKnown() {
    assertThat(run("status", "--json")).isEqualTo(ExitCode.OK);
    assertThat(results().get(0).get("topics")).hasSize(8);
  }

  private Path write(String name, String text) throws IOException {
    return Files.writeString(files.resolve(name), text);
  }

  private int run(String... args) {
    TestInstallation.Ran ran = installation.run(prefix, args);
    out = ran.out();
    err = ran.err();
    return ran.exitCode();
  }

  private List<JsonNode> results() {
    List<JsonNode> results = new ArrayList<>();
    out.lines()
        .forEach(
            line -> {
              try {
                results.add(json.readTree(line));
              } catch (IOException e) {
                throw new AssertionError("not JSON: " + line, e);
              }
            });
    return results;
  }
}
