package dev.sojourn.journeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import dev.sojourn.avro.AudienceChange;
import dev.sojourn.avro.CountRequest;
import dev.sojourn.avro.CountShare;
import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.JourneyOrigin;
import dev.sojourn.avro.JourneyStep;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.avro.ProfileUpdate;
import dev.sojourn.avro.RunShare;
import dev.sojourn.engine.definition.PublicationState;
import dev.sojourn.engine.definition.document.SourceDocument;
import dev.sojourn.journeys.fixture.FailingLogic;
import dev.sojourn.journeys.fixture.Installation;
import dev.sojourn.journeys.fixture.LogWriter;
import dev.sojourn.journeys.fixture.Shop;
import dev.sojourn.journeys.fixture.TestBroker;
import dev.sojourn.journeys.fixture.TopicReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole job on a real broker: events in, effects out, over failures and restarts. */
class JourneysJobTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration WAIT = Duration.ofSeconds(1);

  @TempDir static Path directory;
  private static TestBroker broker;

  private JobClient job;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new TestBroker(directory.resolve("broker"));
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @AfterEach
  void stopJob() throws Exception {
    if (job != null && !job.getJobStatus().get().isTerminalState()) {
      job.cancel().get();
    }
  }

  /**
   * Publishes the shop's definitions and waits until they are in effect: a second after their
   * publication.
   */
  private static void open(LogWriter log, TopicReader steps, Duration wait) {
    for (SourceDocument document : Shop.documents(wait)) {
      log.publish(document);
    }
    int[] tries = {0};
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              log.event("probe", "cart.updated", "probe-" + tries[0]++, Map.of("cartId", "probe"));
              assertThat(steps.all(JourneyStep.class)).isNotEmpty();
            });
  }

  private static Set<String> reminded(TopicReader requests) {
    return requests.all(MessageRequest.class).stream()
        .map(MessageRequest::getProfile)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> inside(TopicReader steps) {
    return steps.all(JourneyStep.class).stream()
        .map(JourneyStep::getProfile)
        .collect(Collectors.toSet());
  }

  @Test
  void aCartThatIsLeftIsAnsweredWithAMail() throws Exception {
    Installation shop = new Installation(broker, "mail.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader changes = shop.reader(shop.topics().audienceChanges());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      log.address("ann", "ann@example.com");
      log.address("bob", "bob@example.com");

      log.event("ann", "cart.updated", "cart-1", Map.of("cartId", "c1"));
      log.event("bob", "cart.updated", "cart-2", Map.of("cartId", "c2"));
      log.event("bob", "order.placed", "order-1", Map.of());

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reminded(requests)).containsExactly("ann"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(changes.all(AudienceChange.class))
                      .extracting(AudienceChange::getProfile, AudienceChange::getChange)
                      .containsExactly(tuple("bob", "entered")));
    }
  }

  /** Who has entered a journey, and under which key, in any order. */
  private static List<String> entered(TopicReader steps, String journey) {
    return steps.all(JourneyStep.class).stream()
        .filter(step -> step.getJourney().equals(journey) && step.getKind().equals("entered"))
        .map(step -> step.getProfile() + " " + step.getInstanceKey())
        .toList();
  }

  @Test
  void theSilentAreSweptAndRead_A9_E3_E4_E5() throws Exception {
    Installation shop = new Installation(broker, "silent.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader changes = shop.reader(shop.topics().audienceChanges());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      Set<String> french = new TreeSet<>();
      for (int i = 0; i < 60; i++) {
        String country = i % 3 == 0 ? "FR" : "DE";
        log.signal(
            ("p" + i).getBytes(StandardCharsets.UTF_8), log.values().of(profile(i, country)));
        if (i % 3 == 0) {
          french.add("p" + i);
        }
      }
      // From here on nothing is heard of them.
      log.publish(Shop.ofCountry("FR"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(changes.all(AudienceChange.class))
                      .filteredOn(change -> change.getAudience().equals("of-FR"))
                      .allMatch(change -> change.getCause().equals("definition"))
                      .extracting(AudienceChange::getProfile)
                      .containsExactlyInAnyOrderElementsOf(french));
      log.publish(Shop.newsletter("now", "{audience: {name: of-FR, include: current}}"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(written(requests, "now")).isEqualTo(french));
      log.publish(
          Shop.newsletter(
              "soon",
              "{schedule: {at: \"%s\", audience: of-FR, pace: 10}}"
                  .formatted(Instant.now().plusSeconds(4))));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(written(requests, "soon")).isEqualTo(french));
      log.publish(Shop.newsletter("news", "{business: {type: restock, audience: of-FR}}"));
      for (String id : List.of("s-1", "s-2", "s-1")) {
        log.businessEvent("restock", id, Map.of("stock", 40));
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(entered(steps, "news"))
                      .containsExactlyInAnyOrderElementsOf(
                          french.stream()
                              .flatMap(profile -> Stream.of(profile + " s-1", profile + " s-2"))
                              .toList()));
      assertThat(
              requests.all(MessageRequest.class).stream()
                  .filter(request -> request.getOrigin() instanceof JourneyOrigin)
                  .map(MessageRequest::getId))
          .doesNotHaveDuplicates();
    }
  }

  @Test
  void whatIsAskedForIsCountedAndRunsTellHowFarTheyAre_A9() throws Exception {
    Installation shop = new Installation(broker, "counted.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader steps = shop.reader(shop.topics().journeySteps());
        TopicReader changes = shop.reader(shop.topics().audienceChanges());
        TopicReader runs = shop.reader(shop.topics().runs())) {
      open(log, steps, WAIT);
      log.publish(Shop.ofCountry("FR"));
      for (int i = 0; i < 60; i++) {
        String country = i % 3 == 0 ? "FR" : "DE";
        log.signal(
            ("p" + i).getBytes(StandardCharsets.UTF_8), log.values().of(profile(i, country)));
      }
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(changes.all(AudienceChange.class)).hasSize(20));
      long asked =
          log.definition(
                  "count/audience/of-FR",
                  log.values()
                      .of(new CountRequest("french", "audience", "of-FR", List.of(), false)))
              .timestamp();
      log.definition(
          "count/people", log.values().of(new CountRequest("all", "people", "", List.of(), false)));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> {
                assertThat(counted(runs, "french")).isEqualTo(20);
                // With the probe that told that the shop was open.
                assertThat(counted(runs, "all")).isEqualTo(61);
              });
      assertThat(runs.all(CountShare.class))
          .filteredOn(share -> share.getId().equals("french"))
          .allMatch(share -> share.getMoment().toEpochMilli() == asked + 1_000);
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(runs.all(RunShare.class))
                      .filteredOn(share -> share.getKind().equals("sweep"))
                      .filteredOn(share -> share.getState().equals("finished"))
                      .extracting(RunShare::getWorker)
                      .contains(0, 1));
    }
  }

  /** The sum of a count; −1 while it is not known wholly. */
  private static long counted(TopicReader runs, String id) {
    Map<Integer, Long> sizes = new TreeMap<>();
    int of = Integer.MAX_VALUE;
    for (CountShare share : runs.all(CountShare.class)) {
      if (share.getId().equals(id)) {
        of = share.getOf();
        for (int i = 0; i < share.getBuckets().size(); i++) {
          sizes.putIfAbsent(share.getBuckets().get(i), share.getCounts().get(i));
        }
      }
    }
    return sizes.size() < of ? -1 : sizes.values().stream().mapToLong(Long::longValue).sum();
  }

  @Test
  void thoseInsideAreCountedAndMovedAndMovedBack_V3() throws Exception {
    Duration day = Duration.ofDays(1);
    Installation shop = new Installation(broker, "moves.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader runs = shop.reader(shop.topics().runs());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, day);
      Set<String> people = new TreeSet<>(Set.of("probe"));
      for (int i = 0; i < 60; i++) {
        log.address("p" + i, "p" + i + "@example.com");
        log.event("p" + i, "cart.updated", "cart-" + i, Map.of());
        people.add("p" + i);
      }
      await().atMost(PATIENCE).until(() -> inside(steps).containsAll(people));
      log.publish(Shop.renamedRecovery(2, day.plusDays(1)));
      SourceDocument there = Shop.migration(1, 2, "{idle: {step: pause}}");
      SourceDocument back = Shop.migration(2, 1, "{pause: {step: idle}}");

      ask(log, "there", 1);
      await()
          .atMost(PATIENCE)
          .until(() -> stays(runs, "there").equals(Optional.of(Map.of("idle", 61L))));
      assertThat(moved(steps, 2)).isEmpty();

      log.publish(there);
      await().atMost(PATIENCE).until(() -> moved(steps, 2).size() == people.size());
      log.publish(there, PublicationState.STOPPED);
      log.publish(Shop.cartRecovery(1, day));
      ask(log, "back", 2);
      await()
          .atMost(PATIENCE)
          .until(() -> stays(runs, "back").equals(Optional.of(Map.of("pause", 61L))));
      log.publish(back);
      await().atMost(PATIENCE).until(() -> moved(steps, 1).size() == people.size());

      // Once there, once back, and their waits as they were.
      assertThat(moved(steps, 2)).containsExactlyInAnyOrderElementsOf(people);
      assertThat(moved(steps, 1)).containsExactlyInAnyOrderElementsOf(people);
      Map<String, Instant> due = until(steps, "waiting");
      assertThat(until(steps, "moved")).isEqualTo(due);
      assertThat(reminded(requests)).isEmpty();
    }
  }

  private static void ask(LogWriter log, String id, int version) {
    log.definition(
        "count/journey/cart-recovery",
        log.values().of(new CountRequest(id, "journey", "cart-recovery", List.of(version), true)));
  }

  /** How many rest at which step; empty while it is not known wholly. */
  private static Optional<Map<String, Long>> stays(TopicReader runs, String id) {
    Map<String, Long> sum = new TreeMap<>();
    for (CountShare share : runs.all(CountShare.class)) {
      if (share.getId().equals(id)) {
        share
            .getSteps()
            .forEach(
                at -> at.getCounts().forEach(stays -> sum.merge(at.getStep(), stays, Long::sum)));
      }
    }
    return counted(runs, id) < 0 ? Optional.empty() : Optional.of(sum);
  }

  /** Who was moved to a version, as often as they were. */
  private static List<String> moved(TopicReader steps, int version) {
    return steps.all(JourneyStep.class).stream()
        .filter(step -> step.getKind().equals("moved") && step.getVersion() == version)
        .map(JourneyStep::getProfile)
        .toList();
  }

  /** Until when each waits, by the last record of a kind. */
  private static Map<String, Instant> until(TopicReader steps, String kind) {
    Map<String, Instant> until = new TreeMap<>();
    steps.all(JourneyStep.class).stream()
        .filter(step -> step.getKind().equals(kind))
        .forEach(step -> until.put(step.getProfile(), step.getUntil()));
    return until;
  }

  private static ProfileUpdate profile(int number, String country) {
    return ProfileUpdate.newBuilder()
        .setId("profile-" + number)
        .setOccurredAt(Instant.now())
        .setAttributes(Map.of("email", "p" + number + "@example.com", "country", country))
        .build();
  }

  private static Set<String> written(TopicReader requests, String journey) {
    return requests.all(MessageRequest.class).stream()
        .filter(request -> ((JourneyOrigin) request.getOrigin()).getJourney().equals(journey))
        .map(MessageRequest::getProfile)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @Test
  void afterAStopTimeDoesNotOvertakeWhatWasLoggedMeanwhile_T2() throws Exception {
    Duration wait = Duration.ofSeconds(8);
    Installation shop = new Installation(broker, "savepoint.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, wait);
      Map<String, Long> due = new TreeMap<>();
      for (int i = 0; i < 40; i++) {
        log.address("p" + i, "p" + i + "@example.com");
        long cart = log.event("p" + i, "cart.updated", "cart-" + i, Map.of()).timestamp();
        due.put("p" + i, cart + wait.toMillis());
      }
      await().atMost(PATIENCE).until(() -> inside(steps).containsAll(due.keySet()));

      String savepoint =
          job.stopWithSavepoint(
                  false,
                  directory.resolve("savepoints").toUri().toString(),
                  SavepointFormatType.CANONICAL)
              .get();
      // Logged while nobody reads: the purchase wins over the wait that ends meanwhile.
      Set<String> left = new TreeSet<>(due.keySet());
      for (int i = 0; i < 20; i++) {
        long order = log.event("p" + i, "order.placed", "order-" + i, Map.of()).timestamp();
        if (order <= due.get("p" + i)) {
          left.remove("p" + i);
        }
      }
      assertThat(left).as("purchases were in time").hasSizeLessThan(40);
      await()
          .atMost(PATIENCE)
          .until(() -> System.currentTimeMillis() > Collections.max(due.values()));
      Configuration restore = new Configuration();
      restore.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
      job = shop.start(restore, 3);

      await().atMost(PATIENCE).until(() -> reminded(requests).containsAll(left));
      assertThat(reminded(requests)).containsExactlyElementsOf(left);
      assertThat(requests.all(MessageRequest.class))
          .doesNotHaveDuplicates()
          .allSatisfy(
              request ->
                  assertThat(request.getRequestedAt().toEpochMilli())
                      .isEqualTo(due.get(request.getProfile())));
    }
  }

  @Test
  void rule4WithoutABrokerThereIsNoTimeAndAfterwardsAllTimersFire() throws Exception {
    Duration wait = Duration.ofSeconds(2);
    Installation shop = new Installation(broker, "outage.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, wait);
      log.address("ann", "ann@example.com");
      long due = log.event("ann", "cart.updated", "cart", Map.of()).timestamp() + wait.toMillis();
      await().atMost(PATIENCE).until(() -> inside(steps).contains("ann"));
      broker.stop();
      await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > due + 2_000);
      broker.start();

      try (TopicReader requests = shop.reader(shop.topics().messageRequests())) {
        await()
            .atMost(PATIENCE)
            .untilAsserted(
                () ->
                    assertThat(requests.all(MessageRequest.class))
                        .singleElement()
                        .satisfies(
                            request ->
                                assertThat(request.getRequestedAt().toEpochMilli())
                                    .isEqualTo(due)));
      }
    }
  }

  @Test
  void aFailureInTheMiddleLosesNothingAndChangesNoId() throws Exception {
    Installation shop = new Installation(broker, "failure.").with(new FailingLogic("failure."));
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      for (int i = 0; i < 60; i++) {
        log.address("p" + i, "p" + i + "@example.com");
        log.event("p" + i, "cart.updated", "cart-" + i, Map.of("cartId", "c"));
        if (i == 30) {
          FailingLogic.failOnce("failure.");
        }
      }
      await().atMost(PATIENCE).untilAsserted(() -> assertThat(reminded(requests)).hasSize(60));
      assertThat(FailingLogic.hasFailed("failure.")).isTrue();
      Map<String, Set<String>> idsByProfile =
          requests.all(MessageRequest.class).stream()
              .collect(
                  Collectors.groupingBy(
                      MessageRequest::getProfile,
                      Collectors.mapping(MessageRequest::getId, Collectors.toSet())));
      assertThat(idsByProfile.values()).allSatisfy(ids -> assertThat(ids).hasSize(1));
    }
  }

  @Test
  void rule3AMisplacedRecordComesHome() throws Exception {
    Installation shop = new Installation(broker, "misplaced.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      int home = log.address("ann", "ann@example.com").partition();
      log.signal(
          (home + 1) % Installation.PARTITIONS,
          "ann".getBytes(StandardCharsets.UTF_8),
          log.values()
              .event("cart.updated", "cart", System.currentTimeMillis(), Map.of("cartId", "c")));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reminded(requests)).containsExactly("ann"));
    }
  }

  @Test
  void rule8HostileInputEndsInDeadLettersAndTheJobRunsOn() throws Exception {
    Installation shop = new Installation(broker, "hostile.");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader letters = shop.reader(shop.topics().deadLetters());
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      byte[] ann = "ann".getBytes(StandardCharsets.UTF_8);
      byte[] event = log.values().event("order.placed", "o", 1, Map.of("total", "much"));
      log.signal(null, event);
      log.signal(new byte[0], event);
      log.signal(new byte[] {(byte) 0xFF}, event);
      log.signal(new byte[600], event);
      log.signal(ann, null);
      log.signal(ann, new byte[] {'{', '}'});
      log.signal(ann, new byte[] {0, 0, 0, 99, 99, 1, 2});
      log.signal(ann, Arrays.copyOf(event, event.length - 3));
      log.signal(ann, log.values().event("order.placed", "", 1, Map.of()));
      log.definition("Journey/broken/1", event);
      log.definition("Journey/broken/1", new byte[] {7});
      log.address("ann", "ann@example.com");
      log.event("ann", "cart.updated", "cart", Map.of("cartId", "c"));

      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reminded(requests)).containsExactly("ann"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(
              () ->
                  assertThat(letters.all(DeadLetter.class))
                      .extracting(DeadLetter::getCode)
                      .containsExactlyInAnyOrderElementsOf(
                          List.of(
                              "key-missing",
                              "key-invalid",
                              "key-invalid",
                              "key-invalid",
                              "no-magic",
                              "no-magic",
                              "schema-unknown",
                              "bytes-unreadable",
                              "field-missing",
                              "type-unexpected",
                              "no-magic")));
      assertThat(job.getJobStatus().get()).isEqualTo(JobStatus.RUNNING);
    }
  }

  @Test
  void exactlyOnceSinksWriteTheSame() throws Exception {
    Installation shop =
        new Installation(broker, "exactly.")
            .with("sink.guarantee", "exactly-once")
            .with("sink.transaction.timeout", "1 min");
    job = shop.start(new Configuration(), 2);
    try (LogWriter log = shop.writer();
        TopicReader requests = shop.reader(shop.topics().messageRequests());
        TopicReader steps = shop.reader(shop.topics().journeySteps())) {
      open(log, steps, WAIT);
      log.address("ann", "ann@example.com");
      log.event("ann", "cart.updated", "cart", Map.of("cartId", "c"));
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(reminded(requests)).containsExactly("ann"));
    }
  }
}
