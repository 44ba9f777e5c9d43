package dev.sojourn.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sojourn.avro.DeadLetter;
import dev.sojourn.avro.DeliveryReport;
import dev.sojourn.avro.MessageRequest;
import dev.sojourn.delivery.fixture.Documents;
import dev.sojourn.delivery.fixture.Installation;
import dev.sojourn.delivery.fixture.Provider;
import dev.sojourn.delivery.fixture.Requests;
import dev.sojourn.delivery.fixture.TestBroker;
import dev.sojourn.schemas.codec.Values;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.server.SMTPServer;

/** The whole job on a mini cluster, between a real broker and real providers. */
@Timeout(120)
class DeliveryJobTest {

  private static final Logger LOG = LoggerFactory.getLogger(DeliveryJobTest.class);
  private static final Duration SOON = Duration.ofSeconds(40);

  @RegisterExtension
  static final MiniClusterExtension CLUSTER =
      new MiniClusterExtension(
          new MiniClusterResourceConfiguration.Builder()
              .setNumberTaskManagers(1)
              .setNumberSlotsPerTaskManager(2)
              .build());

  @TempDir static Path brokerData;
  private static TestBroker broker;

  @TempDir Path checkpoints;
  private Installation installation;
  private Provider provider;
  private JobClient job;

  @BeforeAll
  static void startBroker() throws Exception {
    broker = new TestBroker(brokerData);
  }

  @AfterAll
  static void stopBroker() {
    broker.close();
  }

  @BeforeEach
  void start(TestInfo test) throws Exception {
    installation = new Installation(broker, test.getTestMethod().orElseThrow().getName() + ".");
    provider = new Provider();
  }

  @AfterEach
  void stop() throws Exception {
    if (job != null) {
      job.cancel().get(20, TimeUnit.SECONDS);
    }
    provider.close();
    installation.close();
  }

  @Test
  void burstNeverExceedsTheLimitAndLosesNothing_D3() throws Exception {
    installation.publish(
        "Channel",
        "push",
        Documents.webhook(provider.url(), ", \"limits\": [{\"count\": 50, \"per\": \"PT1S\"}]"));
    installation.publish("Template", "hello", Documents.hello());
    for (int i = 0; i < 1_000; i++) {
      request("r" + i, "push");
    }
    run(Map.of());

    await().atMost(SOON).until(() -> provider.calls().size() >= 1_000);
    await().atMost(SOON).until(() -> installation.reports().size() >= 1_000);
    assertThat(provider.most(Duration.ofSeconds(1).toNanos())).isBetween(25, 50);
    assertThat(provider.calls()).extracting(Provider.Call::key).doesNotHaveDuplicates();
    assertThat(installation.reports())
        .hasSize(1_000)
        .allMatch(report -> report.getStatus().equals("sent"))
        .extracting(DeliveryReport::getRequestId)
        .doesNotHaveDuplicates();
  }

  @Test
  void mailAndWebhookAreSentAndReportedInTransactions() throws Exception {
    List<String> mails = new CopyOnWriteArrayList<>();
    SMTPServer server =
        SMTPServer.port(0)
            .messageHandler(
                (context, from, to, data) ->
                    mails.add(from + ">" + to + "\n" + new String(data, StandardCharsets.UTF_8)))
            .build();
    server.start();
    installation.publish("Channel", "email", Documents.smtp(server.getPortAllocated()));
    installation.publish("Channel", "push", Documents.webhook(provider.url()));
    installation.publish("Template", "hello", Documents.hello());
    run(Map.of("sink.guarantee", "exactly-once"));
    request("mail-1", "email");
    request("push-1", "push");

    await().atMost(SOON).until(() -> installation.reports().size() == 2);
    assertThat(provider.calls())
        .singleElement()
        .satisfies(
            call -> {
              assertThat(call.key()).isEqualTo("push-1");
              assertThat(call.body())
                  .isEqualTo("{\"to\": \"push-1@example.org\", \"text\": \"Hello Zoë\"}");
            });
    assertThat(mails)
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail)
                    .startsWith("shop@example.com>mail-1@example.org")
                    .contains("Message-ID: <mail-1@example.com>"));
    DeliveryReport report = report("mail-1");
    assertThat(report.getStatus()).isEqualTo("sent");
    assertThat(report.getProviderId()).isEqualTo("<mail-1@example.com>");
    assertThat(report.getAttempts()).isEqualTo(1);
    assertThat(report.getOrigin().toString()).contains("instance-of-mail-1");
    server.stop();
  }

  @Test
  void answersOfACalledSystemStandInTheReportsThroughRetriesAndTransactions_S9() throws Exception {
    provider.answer(call -> firstOf(call, "flaky") ? 500 : 200);
    provider.body(
        call ->
            switch (call.key()) {
              case "broken" -> "<p>welcome";
              case "huge" -> "{\"result\": \"" + "x".repeat(100_000) + "\"}";
              default ->
                  "{\"id\": \"p-1\", \"result\": {\"score\": 0.75, \"to\": " + call.body() + "}}";
            });
    installation.publish("Channel", "score", Documents.callable(provider.url()));
    installation.publish("Template", "hello", Documents.hello());
    run(Map.of("sink.guarantee", "exactly-once"));
    for (String id : List.of("plain", "flaky", "broken", "huge")) {
      request(id, "score");
    }

    await().atMost(SOON).until(() -> installation.reports().size() == 4);
    for (String id : List.of("plain", "flaky")) {
      assertThat(report(id).getStatus()).isEqualTo("sent");
      assertThat(report(id).getProviderId()).isEqualTo("p-1");
      assertThat(report(id).getAttempts()).isEqualTo(id.equals("flaky") ? 2 : 1);
      assertThat(Values.fromStruct(report(id).getAnswer()))
          .isEqualTo(
              Map.of("score", 0.75, "to", Map.of("to", id + "@example.org", "text", "Hello Zoë")));
    }
    assertThat(report("broken").getCode()).isEqualTo("answer-unreadable");
    assertThat(report("huge").getCode()).isEqualTo("answer-too-large");
    assertThat(List.of(report("broken"), report("huge")))
        .allSatisfy(
            report -> {
              assertThat(report.getStatus()).isEqualTo("failed");
              assertThat(report.getAttempts()).isEqualTo(1);
              assertThat(report.getAnswer()).isNull();
            });
  }

  @Test
  void failuresOfMailAndWebhookSayWhyAndNameNobody_D8() throws Exception {
    SMTPServer server =
        SMTPServer.port(0)
            .messageHandler(
                (context, from, to, data) -> {
                  throw new RejectException(554, to + " is unknown here");
                })
            .build();
    server.start();
    provider.answer(call -> 404);
    provider.body(call -> "push-1@example.org is unknown here");
    installation.publish("Channel", "email", Documents.smtp(server.getPortAllocated()));
    installation.publish("Channel", "push", Documents.webhook(provider.url()));
    installation.publish("Template", "hello", Documents.hello());
    run(Map.of());
    request("mail-1", "email");
    request("push-1", "push");

    await().atMost(SOON).until(() -> installation.reports().size() == 2);
    assertThat(report("mail-1").getCode()).isEqualTo("smtp-554");
    assertThat(report("mail-1").getDetail()).isEqualTo("permanent: the mail server answered 554");
    assertThat(report("push-1").getCode()).isEqualTo("http-404");
    assertThat(report("push-1").getDetail()).isEqualTo("permanent: the provider answered 404");
    assertThat(installation.reports())
        .allSatisfy(
            report -> {
              assertThat(report.getStatus()).isEqualTo("failed");
              assertThat(report.getAttempts()).isEqualTo(1);
              assertThat(report.getProviderId()).isNull();
            });
    server.stop();
  }

  @Test
  void lostWorkerLeavesEveryRequestWithItsReportAndTheLimitKept(
      @InjectMiniCluster MiniCluster cluster) throws Exception {
    installation.publish(
        "Channel",
        "push",
        Documents.webhook(provider.url(), ", \"limits\": [{\"count\": 100, \"per\": \"PT1S\"}]"));
    installation.publish("Template", "hello", Documents.hello());
    for (int i = 0; i < 500; i++) {
      request("r" + i, "push");
    }
    run(Map.of());
    await().atMost(SOON).until(() -> provider.calls().size() >= 200 && hasCheckpoint());
    cluster.terminateTaskManager(0).get(20, TimeUnit.SECONDS);
    cluster.startTaskManager();

    await().atMost(Duration.ofSeconds(60)).until(() -> finals().size() >= 500);
    assertThat(provider.most(Duration.ofSeconds(1).toNanos())).isLessThanOrEqualTo(100);
    assertThat(finals().values()).allSatisfy(statuses -> assertThat(statuses).containsOnly("sent"));
    int duplicates = provider.calls().size() - 500;
    LOG.warn("duplicates at the provider after the loss of a worker: {}", duplicates);
    // Without the ledger (D7), what was attempted since the last checkpoint is attempted again;
    // never more than had been attempted.
    assertThat(duplicates).isBetween(0, 300);
    assertThat(provider.calls().stream().map(Provider.Call::key).distinct()).hasSize(500);
  }

  @Test
  void channelThatIsDownDoesNotSlowAnother_D10() throws Exception {
    try (Provider dead = new Provider()) {
      dead.answer(call -> 500);
      installation.publish("Channel", "dead", Documents.webhook(dead.url()));
      installation.publish("Channel", "well", Documents.webhook(provider.url()));
      installation.publish("Template", "hello", Documents.hello());
      for (int i = 0; i < 300; i++) {
        request("dead-" + i, "dead");
        request("well-" + i, "well");
      }
      run(Map.of());
      await()
          .atMost(SOON)
          .until(
              () -> finals().keySet().stream().filter(id -> id.startsWith("well")).count() == 300);
      await().atMost(SOON).until(() -> finals().size() == 600);
      assertThat(report("dead-7").getStatus()).isEqualTo("failed");
      assertThat(report("dead-7").getCode()).isEqualTo("http-500");
      assertThat(report("dead-7").getAttempts()).isEqualTo(5);
      assertThat(dead.calls()).hasSize(1_500);
    }
  }

  @Test
  void hostileRequestsEachGetTheirReportOrDeadLetter() throws Exception {
    Instant now = Instant.now();
    installation.publish("Channel", "push", Documents.webhook(provider.url()));
    installation.publish(
        "Channel", "strange", "{\"spec\": {\"connector\": {\"type\": \"pigeon\"}}}");
    installation.publish("Channel", "broken", "{\"spec\": {\"connector\": 7}}");
    installation.publish("Template", "hello", Documents.hello());
    installation.publish(
        "Template", "syntax", "{\"spec\": {\"parts\": {\"body\": \"{{#if}} {{\"}}}");
    write(Requests.request("ordinary", "push", now));
    write(Requests.request("ordinary", "push", now));
    write(Requests.request("no-channel", "nowhere", now));
    write(Requests.request("broken-channel", "broken", now));
    write(Requests.request("no-template", "push", now).setTemplate("nothing"));
    write(Requests.request("no-value", "push", now).setData(Values.toAvro(Map.of())));
    write(Requests.request("bad-template", "push", now).setTemplate("syntax"));
    write(Requests.request("dry", "push", now).setDry(true));
    write(Requests.request("expired", "push", now).setExpiresAt(now.minusSeconds(5)));
    write(Requests.request("strange", "strange", now).setExpiresAt(now.plusSeconds(8)));
    write(Requests.request("evil\r\nX: y", "push", now));
    write(Requests.request("later", "push", now).setDueAt(now.plusSeconds(3600)));
    installation.write(Requests.recall("later", "push", now), "profile-of-later");
    installation.write(Requests.recall("early", "push", now), "profile-of-early");
    write(Requests.request("early", "push", now));
    write(Requests.request("", "push", now));
    installation.writeBytes(installation.topics().messageRequests(), null, new byte[] {1, 2, 3});
    installation.writeBytes(installation.topics().messageRequests(), null, null);
    // As large as a record may be; its dead letter is larger.
    installation.writeBytes(
        installation.topics().messageRequests(), new byte[500_000], new byte[548_450]);
    installation.writeBytes(
        installation.topics().definitions(), new byte[] {1}, new byte[] {0, 0, 0, 9, 9});
    installation.flush();
    run(Map.of("definitions.patience", "2 s"));

    await().atMost(SOON).until(() -> finals().size() == 12);
    Map<String, String> statuses =
        installation.reports().stream()
            .collect(
                Collectors.toMap(
                    DeliveryReport::getRequestId,
                    report ->
                        report.getStatus()
                            + (report.getCode() == null ? "" : "/" + report.getCode())));
    assertThat(statuses)
        .containsEntry("ordinary", "sent")
        .containsEntry("no-channel", "failed/channel-unknown")
        .containsEntry("broken-channel", "failed/channel-unknown")
        .containsEntry("no-template", "failed/template-unknown")
        .containsEntry("no-value", "failed/render")
        .containsEntry("bad-template", "failed/render")
        .containsEntry("dry", "dry")
        .containsEntry("expired", "expired")
        .containsEntry("strange", "expired")
        .containsEntry("evil\r\nX: y", "failed/request-id-invalid")
        .containsEntry("later", "recalled")
        .containsEntry("early", "recalled");
    assertThat(report("no-value").getDetail()).contains("profile.firstName").contains("hello/1");
    assertThat(provider.calls()).extracting(Provider.Call::key).containsExactly("ordinary");
    await()
        .atMost(SOON)
        .until(() -> installation.read(installation.topics().deadLetters()).size() == 6);
    List<SpecificRecord> letters = installation.read(installation.topics().deadLetters());
    assertThat(letters)
        .extracting(letter -> ((DeadLetter) letter).getCode())
        .containsExactlyInAnyOrder(
            "field-missing",
            "no-magic",
            "no-magic",
            "schema-unknown",
            "schema-unknown",
            "definition-invalid");
  }

  private boolean firstOf(Provider.Call call, String id) {
    return call.key().equals(id)
        && provider.calls().stream().filter(each -> each.key().equals(id)).count() == 1;
  }

  private Map<String, List<String>> finals() {
    return installation.reports().stream()
        .collect(
            Collectors.groupingBy(
                DeliveryReport::getRequestId,
                Collectors.mapping(DeliveryReport::getStatus, Collectors.toList())));
  }

  private DeliveryReport report(String id) {
    return installation.reports().stream()
        .filter(report -> report.getRequestId().equals(id))
        .findFirst()
        .orElseThrow();
  }

  private void request(String id, String channel) {
    write(Requests.request(id, channel, Instant.now()));
  }

  private void write(MessageRequest.Builder request) {
    installation.write(request.build(), request.getProfile());
  }

  private void run(Map<String, String> more) throws Exception {
    installation.flush();
    StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment();
    DeliveryJob.build(
        environment, installation.options(checkpoints, more), installation.registry().supplier());
    job = environment.executeAsync("delivery under test");
  }

  private boolean hasCheckpoint() throws Exception {
    try (Stream<Path> files = Files.walk(checkpoints)) {
      return files.anyMatch(file -> file.endsWith("_metadata"));
    }
  }
}
