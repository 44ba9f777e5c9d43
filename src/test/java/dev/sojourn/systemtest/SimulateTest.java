package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sojourn.cli.Sojourn;
import dev.sojourn.journeys.JourneysJob;
import dev.sojourn.journeys.JourneysOptions;
import dev.sojourn.journeys.ParserSupplier;
import dev.sojourn.journeys.RegistrySupplier;
import dev.sojourn.journeys.profile.ProfileLogic;
import dev.sojourn.local.embedded.EmbeddedBroker;
import dev.sojourn.local.embedded.EmbeddedRegistry;
import dev.sojourn.schemas.TopicSetup;
import dev.sojourn.schemas.Topics;
import dev.sojourn.systemtest.core.Comparison;
import dev.sojourn.systemtest.core.ExpectedRequest;
import dev.sojourn.systemtest.core.PlainCore;
import dev.sojourn.systemtest.core.RequestLog;
import dev.sojourn.systemtest.job.DefinitionPublisher;
import dev.sojourn.systemtest.job.JobCluster;
import dev.sojourn.systemtest.outside.Customers;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.Responder;
import dev.sojourn.systemtest.outside.SteadyStream;
import dev.sojourn.systemtest.product.Definitions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * Simulated is what was live: a job runs while customers act, providers report and definitions
 * change; then the log, reports included, is simulated with the definitions as they were published.
 * The requests are the same, id by id and field by field.
 */
@Timeout(600)
class SimulateTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARTITIONS = 6;
  private static final int EVENTS = 4_000;
  private static final int PER_SECOND = 500;
  private static final int PEOPLE = 200;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

  @TempDir static Path directory;

  @AutoClose private static EmbeddedBroker broker;
  @AutoClose private static EmbeddedRegistry registry;
  @AutoClose private static JobCluster cluster;
  private static Map<String, ExpectedRequest> live;

  private final ObjectMapper json =
      new ObjectMapper().enable(DeserializationFeature.USE_LONG_FOR_INTS);

  @BeforeAll
  static void runLive() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    cluster = new JobCluster(directory.resolve("flink"), 2);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      TopicSetup.ensure(admin, TOPICS, PARTITIONS, (short) 1);
    }
    try (OutsideProducer producer =
            new OutsideProducer(broker.bootstrapServers(), registry.url(), TOPICS.prefix());
        RequestLog requests =
            RequestLog.fromStart(broker.bootstrapServers(), registry.url(), TOPICS)) {
      DefinitionPublisher definitions = new DefinitionPublisher(producer, TOPICS.prefix());
      definitions.publish(definitions("rich-shop.yaml", 1, Duration.ofSeconds(2)));
      definitions.publish(definitions("echo-shop.yaml", 1, LONGEST_WAIT));
      JobID job = submit();
      Customers customers = new Customers(producer, PEOPLE, 11);
      customers.introduce();
      int expected;
      try (Responder responder =
          new Responder(producer, broker.bootstrapServers(), registry.url(), TOPICS.prefix())) {
        SteadyStream stream = SteadyStream.start(producer, customers, EVENTS, PER_SECOND).goOn();
        await().atMost(Duration.ofMinutes(1)).until(() -> stream.acknowledged() > EVENTS / 2);
        definitions.publish(definitions("rich-shop.yaml", 2, LONGEST_WAIT));
        for (int person = 0; person < 40; person++) {
          producer.send(ask(producer, person));
        }
        stream.end().get(60, TimeUnit.SECONDS);
        expected =
            PlainCore.settled(
                    broker.bootstrapServers(),
                    registry.url(),
                    TOPICS,
                    LONGEST_WAIT.plusSeconds(1),
                    Duration.ofMinutes(1))
                .requests()
                .size();
      }
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> requests.poll().requests().size() >= expected);
      cluster.cancel(job);
      live = new TreeMap<>(requests.pollToEnd().requests());
    }
  }

  @Test
  void rule3TheLiveRunIsWorthSimulating() {
    assertThat(live.size()).isGreaterThan(500);
    assertThat(live.values())
        .as("both versions, what emitted events and requests start, what reports decide")
        .extracting(r -> r.fields().get("journey") + " " + r.fields().get("version"))
        .contains("cart-recovery 1", "cart-recovery 2", "thanked 1", "asked 1");
    assertThat(live.values())
        .extracting(r -> r.fields().get("step"))
        .contains("again", "letter", "remind");
  }

  @Test
  void rule3ARecordSimulatedGivesTheRequestsThatWereLive() throws IOException {
    Path record = directory.resolve("signals.avro");
    String recorded = run("record", record.toString());

    compare(recorded.strip(), simulate("--signals", record.toString()));
  }

  @Test
  void rule3TheTopicSimulatedGivesTheRequestsThatWereLive() throws IOException {
    compare("from the topic", simulate());
  }

  private static void compare(String how, Map<String, ExpectedRequest> simulated) {
    Comparison comparison = Comparison.of(live, simulated);
    System.out.printf("%s: %d requests simulated; %s%n", how, simulated.size(), comparison);
    assertThat(comparison.isEqual()).as(comparison::toString).isTrue();
  }

  private Map<String, ExpectedRequest> simulate(String... args) throws IOException {
    Path requests = directory.resolve("requests.jsonl");
    List<String> all = new ArrayList<>(List.of("simulate", "--history", "--recorded-only"));
    all.addAll(List.of("--requests", requests.toString()));
    all.addAll(List.of(args));
    run(all.toArray(String[]::new));
    Map<String, ExpectedRequest> simulated = new TreeMap<>();
    for (String line : Files.readAllLines(requests)) {
      ExpectedRequest request = request(json.readTree(line));
      assertThat(simulated.put(request.id(), request)).as("made twice").isNull();
    }
    return simulated;
  }

  private ExpectedRequest request(JsonNode line) {
    Map<String, Object> fields = new TreeMap<>();
    for (Map.Entry<String, JsonNode> field : line.properties()) {
      JsonNode value = field.getValue();
      switch (field.getKey()) {
        case "id" -> {}
        case "requestedAt", "dueAt", "expiresAt" ->
            fields.put(field.getKey(), Instant.parse(value.asText()).toEpochMilli());
        case "data" -> fields.put("data", json.convertValue(value, Map.class));
        default ->
            fields.put(
                field.getKey(),
                value.isNull()
                    ? null
                    : value.isBoolean()
                        ? (Object) value.asBoolean()
                        : value.isNumber() ? (Object) value.asInt() : value.asText());
      }
    }
    return new ExpectedRequest(line.path("id").asText(), fields);
  }

  private static String run(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(
        List.of(
            "--bootstrap",
            broker.bootstrapServers(),
            "--registry",
            registry.url().toString(),
            "--prefix",
            TOPICS.prefix()));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine line = Sojourn.commandLine();
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    assertThat(line.execute(all.toArray(String[]::new))).as(err::toString).isZero();
    return out.toString();
  }

  private static org.apache.kafka.clients.producer.ProducerRecord<byte[], byte[]> ask(
      OutsideProducer producer, int person) {
    return producer.signal(
        "person-" + person,
        "EntryRequest",
        Map.of(
            "id",
            "ask-" + person,
            "journey",
            "asked",
            "occurredAt",
            System.currentTimeMillis(),
            "context",
            Map.of("of", "person-" + person)));
  }

  private static Path definitions(String name, int version, Duration wait) {
    return Definitions.write(
            directory.resolve("definitions-" + version),
            name,
            Map.of("VERSION", version, "WAIT", wait))
        .resolve(name);
  }

  private static JobID submit() throws Exception {
    Map<String, String> options = new HashMap<>();
    options.put("kafka.bootstrap.servers", broker.bootstrapServers());
    options.put("schema.registry.url", registry.url().toString());
    options.put("topics.prefix", TOPICS.prefix());
    options.put("signals.partitions", Integer.toString(PARTITIONS));
    options.put("kafka.group.id", "live");
    options.put("parallelism", "2");
    options.put("checkpoints.interval", "500 ms");
    options.put("checkpoints.dir", directory.resolve("checkpoints").toUri().toString());
    JourneysOptions parsed = JourneysOptions.fromMap(options);
    return cluster.submit(
        env ->
            new JourneysJob(
                    parsed,
                    RegistrySupplier.at(registry.url()),
                    ParserSupplier.ofWorker(),
                    ProfileLogic.engine())
                .build(env),
        Optional.empty());
  }
}
