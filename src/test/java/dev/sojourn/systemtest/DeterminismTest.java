package dev.sojourn.systemtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import dev.sojourn.systemtest.core.PlainCore;
import dev.sojourn.systemtest.core.RequestLog;
import dev.sojourn.systemtest.job.DefinitionPublisher;
import dev.sojourn.systemtest.job.FailingLogic;
import dev.sojourn.systemtest.job.JobCluster;
import dev.sojourn.systemtest.job.SlowLogic;
import dev.sojourn.systemtest.outside.Customers;
import dev.sojourn.systemtest.outside.OutsideProducer;
import dev.sojourn.systemtest.outside.Responder;
import dev.sojourn.systemtest.outside.SteadyStream;
import dev.sojourn.systemtest.product.Definitions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.api.common.JobID;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rule 3 of the architecture, on the job itself: the logs of signals and definitions, recorded once
 * while a job ran live, are read again at other speeds, in other numbers of parts, with stops and
 * failures in the middle. Every time the requests are those of the plain core, id by id and field
 * by field.
 *
 * <p>All jobs read the same topics, since the broker's append time cannot be copied; what each
 * writes is told apart by where the topic of requests ended before it began. What a replay adds to
 * the signals are ticks only.
 */
@Timeout(600)
class DeterminismTest {
  private static final Topics TOPICS = Topics.DEFAULT;
  private static final int PARTITIONS = 6;
  private static final int EVENTS = 6_000;
  private static final int PER_SECOND = 700;
  private static final int PEOPLE = 300;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
  private static final Duration REPLAY_LIMIT = Duration.ofMinutes(1);

  /** Some records at a time, so that partitions are read far apart from each other. */
  private static final Map<String, String> SMALL_FETCHES =
      Map.of(
          "kafka.max.poll.records", "10",
          "kafka.max.partition.fetch.bytes", "2000",
          "kafka.fetch.max.bytes", "4000");

  @TempDir static Path directory;

  @AutoClose private static EmbeddedBroker broker;
  @AutoClose private static EmbeddedRegistry registry;
  @AutoClose private static JobCluster cluster;
  private static PlainCore.Outcome expected;
  private static Comparison live;

  @BeforeAll
  static void record() throws Exception {
    broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    cluster = new JobCluster(directory.resolve("flink"), 3);
    try (Admin admin =
        Admin.create(Map.of("bootstrap.servers", (Object) broker.bootstrapServers()))) {
      TopicSetup.ensure(admin, TOPICS, PARTITIONS, (short) 1);
    }
    try (OutsideProducer producer =
            new OutsideProducer(broker.bootstrapServers(), registry.url(), TOPICS.prefix());
        RequestLog requests = requestsFromNow()) {
      DefinitionPublisher definitions = new DefinitionPublisher(producer, TOPICS.prefix());
      definitions.publish(shop(1, Duration.ofSeconds(2)));
      JobID job = cluster.submit(job("live", 2, Map.of(), ProfileLogic.engine()), Optional.empty());
      Customers customers = new Customers(producer, PEOPLE, 7);
      customers.introduce();
      try (Responder responder =
          new Responder(producer, broker.bootstrapServers(), registry.url(), TOPICS.prefix())) {
        SteadyStream stream = SteadyStream.start(producer, customers, EVENTS, PER_SECOND).goOn();
        await().atMost(Duration.ofMinutes(1)).until(() -> stream.acknowledged() > EVENTS / 2);
        definitions.publish(shop(2, LONGEST_WAIT));
        stream.end().get(60, TimeUnit.SECONDS);
        expected =
            PlainCore.settled(
                broker.bootstrapServers(),
                registry.url(),
                TOPICS,
                LONGEST_WAIT.plusSeconds(1),
                Duration.ofMinutes(1));
      }
      awaitAll(requests);
      cluster.cancel(job);
      live = Comparison.of(expected.requests(), requests.pollToEnd().requests());
    }
    System.out.printf(
        "recorded %d signals, which make %d requests%n",
        expected.signals(), expected.requests().size());
  }

  @AfterEach
  void endJobs() throws Exception {
    cluster.cancelAll();
  }

  @Test
  void rule3TheRecordingIsWorthReading() {
    assertThat(expected.requests().size()).isGreaterThan(500);
    assertThat(expected.requests().values())
        .as("both versions of the journey, and every step that sends")
        .extracting(r -> r.fields().get("version") + " " + r.fields().get("step"))
        .contains("1 remind", "2 remind", "1 letter", "2 letter", "1 confirm", "1 tell");
  }

  @Test
  void rule3Live() {
    assertThat(live.isEqual()).as(live::toString).isTrue();
  }

  @Test
  void rule3FastInOnePart() throws Exception {
    replay("in one part", job("one", 1, Map.of(), ProfileLogic.engine()));
  }

  @Test
  void rule3FastInThreeParts() throws Exception {
    replay("in three parts", job("three", 3, Map.of(), ProfileLogic.engine()));
  }

  @Test
  void rule3SlowlyInSmallBites() throws Exception {
    replay("slowly", job("slow", 2, SMALL_FETCHES, slow(400)));
  }

  @Test
  void rule3WithFailuresInTheMiddle() throws Exception {
    ProfileLogic failing = new FailingLogic(slow(400), Set.of(2_000, 5_000));
    try (RequestLog requests = requestsFromNow()) {
      JobID job = cluster.submit(job("failing", 2, SMALL_FETCHES, failing), Optional.empty());
      awaitAll(requests);
      assertThat(cluster.restarts(job)).isGreaterThanOrEqualTo(2);
      cluster.cancel(job);
      compare("with failures", requests);
    }
  }

  @Test
  void rule3StoppedInTheMiddleAndGoingOnInOtherParts() throws Exception {
    try (RequestLog requests = requestsFromNow()) {
      String savepoint = "";
      for (int parts : new int[] {1, 3}) {
        int enough = requests.pollToEnd().requests().size() + size() / 5;
        JobID job =
            cluster.submit(
                job("stopped", parts, SMALL_FETCHES, slow(1_500)),
                Optional.of(savepoint).filter(path -> !path.isEmpty()));
        cluster.awaitRunning(job);
        await().atMost(REPLAY_LIMIT).until(() -> requests.poll().requests().size() > enough);
        savepoint = cluster.cancelWithSavepoint(job);
      }
      assertThat(requests.pollToEnd().requests().size()).as("in the middle").isLessThan(size());
      JobID job =
          cluster.submit(
              job("stopped", 2, Map.of(), ProfileLogic.engine()), Optional.of(savepoint));
      awaitAll(requests);
      cluster.cancel(job);
      compare("stopped twice, in 1, 3 and 2 parts", requests);
    }
  }

  private static void replay(String how, Consumer<StreamExecutionEnvironment> topology)
      throws Exception {
    try (RequestLog requests = requestsFromNow()) {
      JobID job = cluster.submit(topology, Optional.empty());
      awaitAll(requests);
      cluster.cancel(job);
      compare(how, requests);
    }
  }

  private static void awaitAll(RequestLog requests) {
    await().atMost(REPLAY_LIMIT).until(() -> requests.poll().requests().size() >= size());
  }

  private static void compare(String how, RequestLog requests) {
    Comparison comparison = Comparison.of(expected.requests(), requests.pollToEnd().requests());
    System.out.printf(
        "%s: %d requests, %d written more than once; %s%n",
        how, requests.requests().size(), requests.repeated(), comparison);
    assertThat(requests.contradictions()).isEmpty();
    assertThat(comparison.isEqual()).as(comparison::toString).isTrue();
  }

  private static int size() {
    return expected.requests().size();
  }

  private static ProfileLogic slow(long micros) {
    return new SlowLogic(ProfileLogic.engine(), TimeUnit.MICROSECONDS.toNanos(micros));
  }

  private static RequestLog requestsFromNow() {
    return RequestLog.fromNow(broker.bootstrapServers(), registry.url(), TOPICS);
  }

  private static Path shop(int version, Duration wait) {
    return Definitions.write(
            directory.resolve("definitions-" + version),
            "rich-shop.yaml",
            Map.of("VERSION", version, "WAIT", wait))
        .resolve("rich-shop.yaml");
  }

  private static Consumer<StreamExecutionEnvironment> job(
      String name, int parallelism, Map<String, String> more, ProfileLogic logic) {
    Map<String, String> options = new HashMap<>(more);
    options.put("kafka.bootstrap.servers", broker.bootstrapServers());
    options.put("schema.registry.url", registry.url().toString());
    options.put("topics.prefix", TOPICS.prefix());
    options.put("signals.partitions", Integer.toString(PARTITIONS));
    options.put("kafka.group.id", name);
    options.put("parallelism", Integer.toString(parallelism));
    options.put("checkpoints.interval", "500 ms");
    options.put("checkpoints.dir", directory.resolve("checkpoints").toUri().toString());
    JourneysOptions parsed = JourneysOptions.fromMap(options);
    return env ->
        new JourneysJob(
                parsed, RegistrySupplier.at(registry.url()), ParserSupplier.ofWorker(), logic)
            .build(env);
  }
}
